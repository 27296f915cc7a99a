/** The scripts of `headwater completion`, made from the commands themselves. */
import type { Command, CommandOption } from './command.ts'

const optionsOf = ({ options }: Command): readonly (readonly [string, CommandOption])[] => [
  ...Object.entries(options),
  ['help', { type: 'boolean', summary: 'this help' }],
]

/** Options of all commands that take a word, each once. */
function valued(commands: readonly Command[]): ReadonlyMap<string, CommandOption> {
  return new Map(commands.flatMap(optionsOf).filter(([, { type }]) => type === 'string'))
}

const names = (commands: readonly Command[]): string =>
  [...commands.map(({ name }) => name), 'help'].join(' ')

/** What stands after an option: words, folders or files. */
function bashValue([name, { choices, value }]: readonly [string, CommandOption]): string {
  if (choices !== undefined)
    return `    --${name}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current")); return ;;`
  const kind = value === 'DIR' ? '-d' : '-f'
  return `    --${name}) COMPREPLY=($(compgen ${kind} -- "$current")); return ;;`
}

/** For bash 3.2 and later, without the bash-completion package. */
export function renderBash(commands: readonly Command[]): string {
  const cases = commands.map((command) => {
    const words = [...(command.choices ?? []), ...optionsOf(command).map(([name]) => `--${name}`)].join(' ')
    const files =
      (command.positionals ?? 0) > 0 && command.choices === undefined ? ' $(compgen -f -- "$current")' : ''
    return `    ${command.name}) COMPREPLY=($(compgen -W '${words}' -- "$current")${files}) ;;`
  })
  return `# headwater completion bash: put 'source <(headwater completion bash)' into ~/.bashrc
_headwater() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ] || { [ "$COMP_CWORD" -eq 2 ] && [ "\${COMP_WORDS[1]}" = help ]; }; then
    COMPREPLY=($(compgen -W '${names(commands)} --help --version' -- "$current"))
    return
  fi
  case "$previous" in
${[...valued(commands)].map(bashValue).join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
}
complete -o filenames -F _headwater headwater
`
}

/** Fit for single quotes, and for the brackets and colons of zsh's own notation. */
const zshText = (text: string): string => text.replaceAll("'", "'\\''").replaceAll(/[[\]:]/g, String.raw`\$&`)

function zshOption([name, { type, value, choices, summary }]: readonly [string, CommandOption]): string {
  const head = `--${name}[${zshText(summary)}]`
  if (type === 'boolean') return `'${head}'`
  const words = choices === undefined ? (value === 'DIR' ? '_files -/' : '_files') : `(${choices.join(' ')})`
  return `'${head}:${value ?? 'word'}:${words}'`
}

export function renderZsh(commands: readonly Command[]): string {
  const described = commands.map(({ name, summary }) => `    '${name}:${zshText(summary)}'`)
  const cases = commands.map((command) => {
    const words = command.choices === undefined ? '_files' : `(${command.choices.join(' ')})`
    const positional = (command.positionals ?? 0) > 0 ? [`'1:word:${words}'`] : []
    return `    ${command.name}) _arguments ${[...optionsOf(command).map(zshOption), ...positional].join(' ')} ;;`
  })
  return `#compdef headwater
# headwater completion zsh: put 'source <(headwater completion zsh)' after compinit into ~/.zshrc
_headwater() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )) || { (( CURRENT == 3 )) && [[ $words[2] == help ]]; }; then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('\n')}
  esac
}
compdef _headwater headwater
`
}

/** Fit for single quotes of fish. */
const fishText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")

function fishOption(
  command: string,
  [name, { type, choices, value, summary }]: readonly [string, CommandOption],
): string {
  const words =
    choices === undefined
      ? value === 'DIR'
        ? " -x -a '(__fish_complete_directories)'"
        : ' -r -F'
      : ` -x -a '${choices.join(' ')}'`
  return `complete -c headwater -n '__fish_seen_subcommand_from ${command}' -l ${name} -d '${fishText(summary)}'${type === 'string' ? words : ''}`
}

export function renderFish(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const { name, summary, choices, positionals = 0 } = command
    const word =
      choices !== undefined
        ? [`complete -c headwater -n '__fish_seen_subcommand_from ${name}' -a '${choices.join(' ')}'`]
        : positionals > 0
          ? [`complete -c headwater -n '__fish_seen_subcommand_from ${name}' -F`]
          : []
    return [
      `complete -c headwater -n __fish_use_subcommand -a ${name} -d '${fishText(summary)}'`,
      ...optionsOf(command).map((option) => fishOption(name, option)),
      ...word,
    ]
  })
  return `# headwater completion fish: write this to ~/.config/fish/completions/headwater.fish
complete -c headwater -f
${lines.join('\n')}
`
}
