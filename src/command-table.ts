/** Every command, loaded when it is asked for. */
import type { Command } from './commands/command.ts'

export const commandTable: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./commands/demo.ts')).demo,
  run: async () => (await import('./commands/run.ts')).run,
  start: async () => (await import('./commands/start.ts')).start,
  serve: async () => (await import('./commands/serve.ts')).serve,
  check: async () => (await import('./commands/check.ts')).check,
  preview: async () => (await import('./commands/preview.ts')).preview,
  explain: async () => (await import('./commands/explain.ts')).explain,
  status: async () => (await import('./commands/status.ts')).status,
  import: async () => (await import('./commands/import.ts')).importOpml,
  export: async () => (await import('./commands/export.ts')).exportOpml,
  completion: async () => (await import('./commands/completion.ts')).completion,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
}
