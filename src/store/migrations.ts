/** The shape of the state, as numbered steps. A step that was released is never edited: the next one changes it. */
import { StoreError } from '../model/errors.ts'
import type { Database } from './database.ts'
import { integer } from './stored-row.ts'

/**
 * Step n brings a database from `user_version` n to n + 1.
 * Keys are the first 16 bytes of a SHA-256: an index on them is a fifth of one on the addresses themselves.
 * Bodies have a table of their own, so that reading the fingerprints of a month does not read its articles.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE source (id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE story (
    id TEXT PRIMARY KEY,
    created_ms INTEGER NOT NULL,
    touched_ms INTEGER NOT NULL,
    speaker_id INTEGER NOT NULL REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
    origin TEXT NOT NULL
  ) STRICT;
  CREATE INDEX story_touched ON story (touched_ms);
  -- A new article looks for the stories that wait for it as their speaker: without this, in all of them.
  CREATE INDEX story_speaker ON story (speaker_id);

  CREATE TABLE alias (id TEXT PRIMARY KEY, survivor TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX alias_survivor ON alias (survivor);

  CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    story_id TEXT NOT NULL REFERENCES story (id) DEFERRABLE INITIALLY DEFERRED,
    source_id TEXT NOT NULL,
    guid TEXT NOT NULL,
    guid_key BLOB NOT NULL UNIQUE,
    url TEXT,
    url_key BLOB,
    content_hash BLOB NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    site TEXT NOT NULL,
    published_ms INTEGER,
    first_seen_ms INTEGER NOT NULL,
    completeness TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    details TEXT NOT NULL
  ) STRICT;
  CREATE INDEX article_url ON article (url_key) WHERE url_key IS NOT NULL;
  CREATE INDEX article_text ON article (content_hash);
  CREATE INDEX article_story ON article (story_id, source_id);
  CREATE INDEX article_seen ON article (first_seen_ms);

  CREATE TABLE body (article_id INTEGER PRIMARY KEY, packed BLOB NOT NULL) STRICT;

  CREATE TABLE verdict (article_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, verdict TEXT NOT NULL) STRICT;

  CREATE TABLE related (a TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
  CREATE INDEX related_b ON related (b);

  CREATE TABLE publication (
    feed_id TEXT NOT NULL,
    story_id TEXT NOT NULL,
    first_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    seen_hash TEXT NOT NULL,
    PRIMARY KEY (feed_id, story_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX publication_story ON publication (story_id);

  CREATE TABLE run (id INTEGER PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE blob (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO counter VALUES ('article', 1), ('ping', 0);
  `,
  `
  -- The dashboard leafs through stories by age and by level, finds them by word, and draws the last polls.
  CREATE INDEX story_created ON story (created_ms, id);
  CREATE INDEX story_level ON story (origin ->> '$.level', created_ms);

  CREATE VIRTUAL TABLE article_words USING fts5 (
    title, publisher, content = 'article', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER article_words_insert AFTER INSERT ON article BEGIN
    INSERT INTO article_words (rowid, title, publisher) VALUES (new.id, new.title, new.publisher);
  END;
  CREATE TRIGGER article_words_delete AFTER DELETE ON article BEGIN
    INSERT INTO article_words (article_words, rowid, title, publisher)
      VALUES ('delete', old.id, old.title, old.publisher);
  END;
  CREATE TRIGGER article_words_update AFTER UPDATE OF title, publisher ON article
    WHEN old.title <> new.title OR old.publisher <> new.publisher
  BEGIN
    INSERT INTO article_words (article_words, rowid, title, publisher)
      VALUES ('delete', old.id, old.title, old.publisher);
    INSERT INTO article_words (rowid, title, publisher) VALUES (new.id, new.title, new.publisher);
  END;
  INSERT INTO article_words (article_words) VALUES ('rebuild');

  CREATE TABLE poll (
    source_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    result TEXT NOT NULL,
    articles_new INTEGER NOT NULL,
    PRIMARY KEY (source_id, at_ms)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Every run asks which stories nobody traced, and which claim an original that was not proved: among all stories, few.
  CREATE INDEX story_untraced ON story (created_ms) WHERE origin ->> '$.tracedMs' = 0;
  CREATE INDEX story_claimed ON story (created_ms) WHERE origin ->> '$.claimed' IS NOT NULL;
  -- An address a thousand sources print is looked up once for each of them: by source, without reading the other articles.
  DROP INDEX article_url;
  CREATE INDEX article_url ON article (url_key, source_id) WHERE url_key IS NOT NULL;
  `,
]

/** Brings a database to the newest shape, each step whole or not at all. Throws StoreError for one from a newer program. */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  const versionOf = (): number => integer(database.get('PRAGMA user_version') ?? {}, 'user_version')
  const found = versionOf()
  if (found > steps.length) {
    const shapes = `its shape is number ${found}, this program knows up to ${steps.length}`
    throw new StoreError(`${database.file} was written by a newer version of Headwater: ${shapes}`)
  }
  if (found === steps.length) return
  database.transaction(() => {
    // Another process may have migrated while this one waited for the lock.
    for (let version = versionOf(); version < steps.length; version += 1) {
      database.exec(steps[version] ?? '')
      database.exec(`PRAGMA user_version = ${version + 1}`)
    }
  })
}
