/** The dashboard: which page an address asks for, and the values it is made from, read from store and configuration. */
import type { Context } from './context.ts'
import { explainStory, findStory } from './explain.ts'
import { parseStoryId } from './model/brand.ts'
import {
  feedAddresses,
  readDropped,
  readOverview,
  readRuns,
  readStories,
  type Asked,
} from './read-dashboard.ts'
import { readSources } from './read-sources.ts'
import { script } from './serve/dashboard/script.ts'
import { renderDropped } from './serve/dashboard/render-dropped.ts'
import { renderNotFound } from './serve/dashboard/render-not-found.ts'
import { renderOverview } from './serve/dashboard/render-overview.ts'
import { renderQrCode } from './serve/dashboard/qr-code.ts'
import { renderRuns } from './serve/dashboard/render-runs.ts'
import { renderSources } from './serve/dashboard/render-sources.ts'
import { renderStories } from './serve/dashboard/render-stories.ts'
import { renderStory } from './serve/dashboard/render-story.ts'
import { scriptAddress, styleAddress } from './serve/dashboard/layout.ts'
import { storyAddress } from './serve/dashboard/story-list.ts'
import { style } from './serve/dashboard/style.ts'
import type { ServedPage } from './serve/create-server.ts'
import { version } from './version.ts'

const page = (body: string, status = 200): ServedPage => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body,
})

/** They change with the program alone; a revalidation costs a header. */
const asset = (body: string, contentType: string): ServedPage => ({ status: 200, contentType, body })

const redirect = (location: string): ServedPage => ({
  status: 303,
  contentType: 'text/plain; charset=utf-8',
  body: `see ${location}\n`,
  headers: { Location: location },
})

/** An address or an id typed into the search goes straight to its story. */
async function storiesPage(context: Context, asked: Asked): Promise<ServedPage> {
  const words = asked.query.get('q')?.trim() ?? ''
  if (/^(?:https?:\/\/|urn:uuid:)\S+$/i.test(words)) {
    const id = await findStory(context, words)
    if (id !== undefined) return redirect(storyAddress(id))
  }
  return page(renderStories(await readStories(context, asked)))
}

async function storyPage(context: Context, name: string): Promise<ServedPage> {
  const id = parseStoryId(`urn:uuid:${name.toLowerCase()}`)
  const story = id === undefined ? undefined : await explainStory(context, id)
  if (story === undefined) return page(renderNotFound('No story has this address.', version), 404)
  // A story that was absorbed goes on under another id.
  if (id !== story.id) return redirect(storyAddress(story.id))
  return page(renderStory({ story, nowMs: context.now(), version }))
}

function qrCode(context: Context, name: string, asked: Asked): ServedPage {
  const feed = context.settings.feeds.find(({ id }) => `${id}.svg` === name)
  const address = feed === undefined ? undefined : feedAddresses(context, feed, asked)[0]?.address
  const picture = address === undefined ? undefined : renderQrCode(address)
  return picture === undefined
    ? page(renderNotFound('No feed has this code.', version), 404)
    : asset(picture, 'image/svg+xml')
}

async function answerUnder(context: Context, name: string, asked: Asked): Promise<ServedPage> {
  const [folder = '', rest] = name.split('/')
  if (folder === 'story' && rest !== undefined) return storyPage(context, rest)
  if (folder === 'qr' && rest !== undefined) return qrCode(context, rest, asked)
  if (name === 'stories') return storiesPage(context, asked)
  if (name === 'sources') return page(renderSources(await readSources(context, asked)))
  if (name === 'dropped') return page(renderDropped(await readDropped(context, asked)))
  if (name === 'runs') return page(renderRuns(await readRuns(context)))
  return page(renderNotFound('This page does not exist.', version), 404)
}

/** The page at `path`; undefined when it is none of the dashboard's. Rejects with StoreError. */
export async function answerDashboard(
  context: Context,
  path: string,
  asked: Asked,
): Promise<ServedPage | undefined> {
  if (path === '/') return page(renderOverview(await readOverview(context, asked)))
  if (path === styleAddress) return asset(style, 'text/css; charset=utf-8')
  if (path === scriptAddress) return asset(script, 'text/javascript; charset=utf-8')
  return path.startsWith('/dashboard/') ? answerUnder(context, path.slice(11), asked) : undefined
}
