/** `headwater explain`: every article of a story, why it was folded, where the story comes from, which feeds carry it. */
import { explainStory } from '../explain.ts'
import { UsageError } from '../model/errors.ts'
import type { Command } from './command.ts'
import { configOptions, jsonOption, withContext } from './open-context.ts'
import { painter } from './paint.ts'
import { renderExplanation } from './render-explanation.ts'

export const explain: Command = {
  name: 'explain',
  summary: 'why a story looks as it does: verdicts, scores, vetoes, origin, evidence',
  description: [
    'By the address of any article of the story, or by the id that is the guid of its item. Says in words where the story was first published and why, what each article is and how it agrees with the origin, which passages show it, which overrides are in force, and the line of YAML for each correction. The dashboard shows the same.',
  ],
  usage: 'headwater explain URL-or-story-id [--config FILE] [--json]',
  options: { ...configOptions, ...jsonOption },
  positionals: 1,
  examples: [
    'headwater explain https://spinner.example/2026/11/a-story',
    'headwater explain urn:uuid:0f8fad5b-d9cb-869f-a165-70867728950e --json',
  ],
  exitCodes: { 0: 'explained', 1: 'nothing is known of it' },
  async run(invocation) {
    const { io, positionals, values } = invocation
    const [words] = positionals
    if (words === undefined) throw new UsageError('explain takes one URL or story id')
    const found = await withContext(invocation, (context) => explainStory(context, words))
    if (found === undefined) {
      io.err(`nothing is known of ${words}\n`)
      return 1
    }
    io.out(values['json'] === true ? `${JSON.stringify(found)}\n` : renderExplanation(found, painter(io)))
    return 0
  },
}
