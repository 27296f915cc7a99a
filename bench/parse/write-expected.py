"""Writes what Python's feedparser reads beside every feed of a folder: python3 write-expected.py FOLDER URL

Needs the package `python3-feedparser`. FILE.expected.json has the shape of `Reading` in readings.ts; a file in
which it finds neither an entry nor a word about the feed gets none. URL is where the feeds are said to stand.
"""
import calendar
import json
import pathlib
import re
import sys
import warnings

import feedparser

warnings.simplefilter("ignore")
feedparser.api.SANITIZE_HTML = False
SKIPPED = re.compile(r"\.expected\.json$|\.md$|\.py$")


def date_of(entry):
    """Programs write the year 1 and the first day of 1970 for "no date"."""
    for name in ("published", "created", "updated"):
        parsed = dict.get(entry, name + "_parsed")
        if parsed and parsed.tm_year > 1970:
            return calendar.timegm(parsed) * 1000
    return None


def names_of(entry):
    names = [person.get("name") or person.get("email") for person in entry.get("authors", [])]
    return [name for name in names if name]


def link_of(entry, url):
    """An id is a link for it even where the id is no address."""
    link = entry.get("link") or ""
    is_made_up = entry.get("guidislink") and link.startswith(url.rsplit("/", 1)[0])
    return link if re.match("https?:", link) and not is_made_up else None


def reading_of(entry, url):
    texts = [content.get("value", "") for content in entry.get("content", [])]
    texts.append(dict.get(entry, "summary") or "")
    return {
        "title": entry.get("title") or None,
        "link": link_of(entry, url),
        "id": entry.get("id") or None,
        "dateMs": date_of(entry),
        "texts": [text for text in texts if text],
        "authors": names_of(entry),
        "enclosures": [item["href"] for item in entry.get("enclosures", []) if item.get("href")],
    }


def read(data, url):
    """A few documents of its own suite make it throw."""
    try:
        return feedparser.parse(data, response_headers={"content-location": url}, sanitize_html=False)
    except AssertionError:
        return feedparser.util.FeedParserDict(version="", feed={}, entries=[])


def main(folder, url):
    written = 0
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if not path.is_file() or SKIPPED.search(path.name):
            continue
        result = read(path.read_bytes(), url)
        if not result.entries and not (result.version and result.feed):
            continue
        reading = {"title": result.feed.get("title") or None, "entries": [reading_of(entry, url) for entry in result.entries]}
        path.with_name(path.name + ".expected.json").write_text(json.dumps(reading, ensure_ascii=False, indent=1))
        written += 1
    print(f"{written} feeds read")


if __name__ == "__main__":
    main(*sys.argv[1:])
