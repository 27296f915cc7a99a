/** What the steps of reading a configuration share: the file, its folder, and the list of what is wrong. */
import path from 'node:path'
import type { Finding, Position } from './findings.ts'
import type { ConfigPath, YamlDocument } from './yaml-document.ts'

export interface Loading {
  readonly yaml: YamlDocument
  /** Something to put right before anything starts. */
  fail(place: Position, message: string): void
  /** Something worth saying that stops nothing. */
  notice(place: Position, message: string): void
  readonly findings: readonly Finding[]
  readonly notices: readonly Finding[]
  /** Absolute paths of the files read besides the YAML itself. */
  readonly filesRead: Set<string>
  /** Id of a source -> its address as a file of the user writes it; absent where the address is a secret of its own file. */
  readonly addressesWritten: Map<string, string>
}

export function createLoading(yaml: YamlDocument): Loading {
  const findings: Finding[] = [...yaml.findings]
  const notices: Finding[] = []
  return {
    yaml,
    fail: (place, message) => void findings.push({ ...place, message }),
    notice: (place, message) => void notices.push({ ...place, message }),
    findings,
    notices,
    filesRead: new Set(),
    addressesWritten: new Map(),
  }
}

/** Reports at the value of a key. */
export function failAt(loading: Loading, at: ConfigPath, message: string): void {
  loading.fail(loading.yaml.positionOf(at), message)
}

/** A file named in the YAML, relative to it; as a person would write it from where they stand. */
export function besideConfig(loading: Loading, name: string): string {
  return path.isAbsolute(name) ? name : path.join(path.dirname(loading.yaml.file), name)
}

/** An object without a prototype: `constructor` is a key like any other, and absent unless somebody wrote it. */
export function plainRecord<Value>(
  entries: Iterable<readonly [string, Value]>,
): Readonly<Record<string, Value>> {
  const record: Record<string, Value> = {}
  Object.setPrototypeOf(record, null)
  for (const [name, value] of entries) record[name] = value
  return record
}
