/** The files that are made from source and committed: writes them (`npm run generate`), and finds those gone stale. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { renderCliPage } from '../../src/cli-page.ts'
import { renderSchemaFile } from '../../src/config/schema.ts'

const generators: Readonly<Record<string, () => string | Promise<string>>> = {
  'config/headwater.schema.json': renderSchemaFile,
  'docs/cli.md': renderCliPage,
}

function git(
  root: string,
  args: readonly string[],
): { readonly status: number | null; readonly out: string } {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return { status, out: stdout }
}

/** One line per generated file that differs from what its source makes now, or is not committed as it stands. */
export async function findStaleFiles(root: string): Promise<readonly string[]> {
  const findings: string[] = []
  const inCheckout = existsSync(path.join(root, '.git'))
  for (const [file, generate] of Object.entries(generators)) {
    const target = path.join(root, file)
    const fresh = await generate()
    if (!existsSync(target) || readFileSync(target, 'utf8') !== fresh) {
      findings.push(`${file} is stale: run \`npm run generate\` and commit it`)
    } else if (inCheckout && git(root, ['status', '--porcelain', '--', file]).out !== '') {
      findings.push(`${file} is not committed`)
    }
  }
  return findings
}

if (import.meta.filename === path.resolve(process.argv[1] ?? '')) {
  const root = path.resolve(import.meta.dirname, '../..')
  for (const [file, generate] of Object.entries(generators)) {
    writeFileSync(path.join(root, file), await generate())
    process.stdout.write(`wrote ${file}\n`)
  }
}
