/** Runs a program to its end while this process goes on serving; never rejects for its exit code. */
import { execFile } from 'node:child_process'

export interface Said {
  readonly stdout: string
  readonly stderr: string
}

const timeoutMs = 30_000

/** Rejects when the program is not there. */
export function runQuietly(program: string, words: readonly string[]): Promise<Said> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { timeout: timeoutMs, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') reject(error)
      else resolve({ stdout, stderr })
    })
  })
}
