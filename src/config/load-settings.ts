/** Reads the configuration: one YAML file in, checked settings out, or every finding at once. */
import path from 'node:path'
import { ConfigError, explainError } from '../model/errors.ts'
import { limits, type Limits } from '../model/limits.ts'
import type { Settings } from '../model/settings.ts'
import { configSchema, type ConfigValues } from './config-schema.ts'
import { explainIssues } from './explain-issue.ts'
import { configErrorOf, type Finding } from './findings.ts'
import { interpolate, type Environment } from './interpolate.ts'
import { besideConfig, createLoading, failAt, plainRecord, type Loading } from './loading.ts'
import { readFailure, readTextFile } from './read-text-file.ts'
import { resolveFeeds } from './resolve-feeds.ts'
import { resolveOverrides } from './resolve-overrides.ts'
import { resolveSources } from './resolve-sources.ts'
import { isHost } from './schema-parts.ts'
import { aliasesMax, readYaml } from './yaml-document.ts'

/** Settings, and what else is worth knowing about where they came from. */
export interface LoadedSettings {
  readonly settings: Settings
  /** What was read otherwise than written, and why; stops nothing. */
  readonly notices: readonly Finding[]
  /** Absolute paths of all files the settings depend on: the YAML, OPML lists, secrets. */
  readonly files: readonly string[]
  /** Id of a source -> its address as written, `${VARIABLE}` and all; absent for a `urlFile`. Fit to be shown. */
  readonly addressesWritten: ReadonlyMap<string, string>
}

/**
 * Reads and checks the YAML at `file` and the files it names. Opens no connection.
 * Rejects with ConfigError whose message has all findings, one a line: `file:line:column: what`.
 */
export async function loadSettings(file: string, env: Environment): Promise<Settings> {
  return (await loadSettingsAndNotices(file, env)).settings
}

/** Like `loadSettings`, with the notices `check` prints and the files `start` watches. */
export async function loadSettingsAndNotices(file: string, env: Environment): Promise<LoadedSettings> {
  const loading = createLoading(readYaml(file, await readConfigFile(file)))
  if (loading.findings.length > 0) throw configErrorOf(loading.findings)
  for (const { message, ...place } of interpolate(loading.yaml, env)) loading.fail(place, message)
  const checked = checkValues(loading)
  const settings = checked === undefined ? undefined : await resolveSettings(loading, checked)
  if (loading.findings.length > 0 || settings === undefined) throw configErrorOf(loading.findings)
  const { notices, filesRead, addressesWritten } = loading
  return { settings, notices, files: [path.resolve(file), ...filesRead], addressesWritten }
}

/** Without a cause: the reason stands in the message already, and printing both would say it twice. */
function readConfigFile(file: string): Promise<string> {
  return readTextFile(file).catch((error: unknown) => {
    throw new ConfigError(`${file}:1:1: cannot be read: ${readFailure(error)}`)
  })
}

interface Checked {
  readonly values: ConfigValues
  /** Something under `sources:` was left out because it is wrong. */
  readonly sourcesIncomplete: boolean
}

/** Each round takes at least one wrong value out, so that what is right is still checked against itself. */
const roundsMax = 20

function checkValues(loading: Loading): Checked | undefined {
  const { yaml } = loading
  const unset = loading.findings.map(({ line, column }) => `${line}:${column}`)
  let sourcesIncomplete = unset.length > 0
  for (let round = 0; round < roundsMax; round += 1) {
    const value = plainValue(loading)
    if (value === undefined) return undefined
    const result = configSchema.safeParse(value)
    if (result.success) return { values: result.data, sourcesIncomplete }
    for (const { path: at, message, ...place } of explainIssues(yaml, value, result.error.issues)) {
      const knownBad =
        loading.findings.some(({ line }) => line === place.line) && yaml.rawTextAt(at) !== undefined
      if (round === 0 && !knownBad) loading.fail(place, message)
      if (at[0] === 'sources' && !message.startsWith('unknown key')) sourcesIncomplete = true
      // A filter without its wrong key would mean something else.
      const filter = at.findIndex((step) => step === 'include' || step === 'exclude')
      if (!remove(loading, filter === -1 ? at : at.slice(0, filter + 1))) return undefined
    }
  }
  return undefined
}

function plainValue(loading: Loading): unknown {
  const { yaml } = loading
  try {
    const value: unknown = yaml.document.toJS({ maxAliasCount: aliasesMax })
    if (value !== null && value !== undefined) return value
    loading.fail(yaml.positionAt(0), 'the file is empty; it needs sources:')
  } catch (error) {
    loading.fail(yaml.positionAt(0), `aliases unfold too far: ${explainError(error)}`)
  }
  return undefined
}

/** Takes a wrong value out of the document; what it belongs to when it is not there itself. */
function remove({ yaml }: Loading, at: readonly PropertyKey[]): boolean {
  for (let length = at.length; length > 0; length -= 1) {
    try {
      if (yaml.document.deleteIn(at.slice(0, length))) return true
    } catch {
      return false
    }
  }
  return false
}

async function resolveSettings(loading: Loading, { values, sourcesIncomplete }: Checked): Promise<Settings> {
  const { http, serve } = values
  const sources = await resolveSources(loading, values)
  if (sources.length === 0 && loading.findings.length === 0)
    failAt(loading, ['sources'], 'no source is named; add the address of a feed')
  for (const name of Object.keys(http.hosts))
    if (!isHost(name))
      loading.fail(loading.yaml.positionOfKey(['http', 'hosts', name]), `expected a host name, got "${name}"`)
  const { baseUrl, websub } = values.publish
  if (websub.length > 0 && baseUrl === undefined)
    failAt(loading, ['publish', 'websub'], 'websub needs baseUrl: a hub is told the address of a feed')
  return {
    file: path.resolve(loading.yaml.file),
    stateDir: path.resolve(besideConfig(loading, values.state ?? defaultState(loading))),
    retainMs: values.retain,
    schedule: values.schedule,
    http: {
      contact: http.contact,
      timeoutMs: http.timeout,
      concurrency: http.concurrency,
      perHost: http.perHost,
      allowPrivate: http.allowPrivate,
      hosts: plainRecord(Object.entries(http.hosts)),
    },
    sources,
    feeds: resolveFeeds(loading, { values, sources, sourcesIncomplete }),
    publish: { baseUrl: plainBaseUrl(loading, baseUrl), websub },
    serve: { host: serve.host, port: serve.port, access: serve.access },
    overrides: resolveOverrides(loading, values),
    trace: values.trace,
    publishers: values.publishers,
    limits: mergeLimits(values.limits),
  }
}

/** `state` beside the file, except where the file lies in a folder `config`: then beside that folder. */
function defaultState({ yaml }: Loading): string {
  return path.basename(path.dirname(path.resolve(yaml.file))) === 'config' ? '../state' : 'state'
}

function plainBaseUrl(loading: Loading, baseUrl: string | undefined): string | undefined {
  if (baseUrl?.includes('?') === true) failAt(loading, ['publish', 'baseUrl'], 'a base address has no query')
  return baseUrl?.replace(/\/+$/, '')
}

function mergeLimits(given: Readonly<Record<string, number | undefined>>): Limits {
  let merged: Limits = limits
  for (const [name, value] of Object.entries(given))
    if (isLimit(name) && value !== undefined) merged = { ...merged, [name]: value }
  return merged
}

const isLimit = (name: string): name is keyof Limits => Object.hasOwn(limits, name)
