/** `headwater completion`: a script by which a shell completes commands, options and their words. */
import { UsageError } from '../model/errors.ts'
import { commandTable } from '../command-table.ts'
import { didYouMean } from '../config/nearest-word.ts'
import type { Command } from './command.ts'
import { renderBash, renderFish, renderZsh } from './render-completion.ts'

const shells: Readonly<Record<string, (commands: readonly Command[]) => string>> = {
  bash: renderBash,
  zsh: renderZsh,
  fish: renderFish,
}

export const completion: Command = {
  name: 'completion',
  summary: 'print a script that completes commands and options in bash, zsh or fish',
  usage: 'headwater completion (bash | zsh | fish)',
  description: [
    'Put the line of the example into ~/.bashrc or ~/.zshrc; for fish, write the script to ~/.config/fish/completions/headwater.fish.',
  ],
  options: {},
  positionals: 1,
  choices: Object.keys(shells),
  examples: ['headwater completion bash', 'headwater completion zsh', 'headwater completion fish'],
  async run({ io, positionals }) {
    const [shell] = positionals
    const words = Object.keys(shells)
    if (shell === undefined) throw new UsageError(`completion takes a shell: ${words.join(', ')}`)
    const render = Object.hasOwn(shells, shell) ? shells[shell] : undefined
    if (render === undefined)
      throw new UsageError(
        `completion: unknown shell "${shell}"${didYouMean(shell, words)}; one of ${words.join(', ')}`,
      )
    const commands = await Promise.all(Object.values(commandTable).map((load) => load()))
    io.out(render(commands))
    return 0
  },
}
