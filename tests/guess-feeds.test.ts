/** Conventions of sites whose pages offer no feed: address and page -> where the feed is. */
import { expect, test } from 'vitest'
import { guessFeeds } from '../src/guess-feeds.ts'

const channel = 'UCabcdefghijklmnopqrstuv'
const channelFeed = `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`
const wordPress = '<link href="/wp-content/themes/x/style.css">'

test.each([
  [`https://www.youtube.com/channel/${channel}`, '', [channelFeed]],
  [`https://m.youtube.com/channel/${channel}/videos`, '', [channelFeed]],
  ['https://youtube.com/user/lyng', '', ['https://www.youtube.com/feeds/videos.xml?user=lyng']],
  [
    'https://www.youtube.com/playlist?list=PL12_x',
    '',
    ['https://www.youtube.com/feeds/videos.xml?playlist_id=PL12_x'],
  ],
  ['https://www.youtube.com/@lyng', `{"externalId":"${channel}"}`, [channelFeed]],
  [
    'https://www.youtube.com/c/lyng',
    `<link rel="canonical" href="https://www.youtube.com/channel/${channel}">`,
    [channelFeed],
  ],
  ['https://www.youtube.com/@lyng', '', []],
  ['https://social.example/@ida', '', ['https://social.example/@ida.rss']],
  ['https://social.example/users/ida/', '', ['https://social.example/users/ida.rss']],
  ['https://www.reddit.com/r/ferries/', '', ['https://www.reddit.com/r/ferries/.rss']],
  [
    'https://github.com/lyng/ferry',
    '',
    ['https://github.com/lyng/ferry/releases.atom', 'https://github.com/lyng/ferry/commits.atom'],
  ],
  [
    'https://github.com/lyng/ferry/releases/latest',
    '',
    ['https://github.com/lyng/ferry/releases.atom', 'https://github.com/lyng/ferry/commits.atom'],
  ],
  ['https://github.com/lyng/ferry/tags', '', ['https://github.com/lyng/ferry/tags.atom']],
  ['https://github.com/lyng/ferry/commits/main', '', ['https://github.com/lyng/ferry/commits/main.atom']],
  ['https://github.com/lyng', '', ['https://github.com/lyng.atom']],
  ['https://medium.com/@ida', '', ['https://medium.com/feed/@ida']],
  ['https://ida.medium.com/', '', ['https://ida.medium.com/feed']],
  ['https://lyng.substack.com/p/one', '', ['https://lyng.substack.com/feed']],
  ['https://lyng.blogspot.co.uk/2026/', '', ['https://lyng.blogspot.co.uk/feeds/posts/default']],
  ['https://lyng.tumblr.com/', '', ['https://lyng.tumblr.com/rss']],
  ['https://lyng.wordpress.com/', '', ['https://lyng.wordpress.com/feed/']],
  ['https://bsky.app/profile/ida.example', '', ['https://bsky.app/profile/ida.example/rss']],
  ['https://lyng.example/', wordPress, ['https://lyng.example/feed/']],
  [
    'https://lyng.example/category/ferries/',
    wordPress,
    ['https://lyng.example/category/ferries/feed/', 'https://lyng.example/feed/'],
  ],
  ['https://lyng.example/', '<p>Ferries</p>', []],
  ['https://notyoutube.com/channel/x', '', []],
  ['no address', wordPress, []],
])('%s', (address, html, feeds) => {
  expect(guessFeeds(address, html)).toEqual(feeds)
})
