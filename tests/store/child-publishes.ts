/** A child of the kill test: publishes the same file again and again, each version of one repeated digit. */
import { writePublicFile } from '../../src/store/public-files.ts'

const dir = process.argv[2] ?? '.'
for (let version = 0; ; version += 1) {
  await writePublicFile(dir, 'world.atom', String(version % 10).repeat(2_000_000))
  if (version === 0) process.stdout.write('started\n')
}
