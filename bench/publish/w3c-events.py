"""What the W3C feed validator says of files: one JSON line for each error or warning.

Usage: python3 w3c-events.py CHECKOUT < list; a line of the list is a path, a tab, and the address the file is served at.
CHECKOUT is a copy of github.com/w3c/feedvalidator; its dependencies are lxml, html5lib and rdflib.
"""
import json
import sys

sys.path.insert(0, sys.argv[1] + "/src")
from feedvalidator import logging, validateStream  # noqa: E402


def events_of(path, address):
    try:
        with open(path, "rb") as stream:
            return validateStream(stream, firstOccurrenceOnly=0, base=address)["loggedEvents"]
    except logging.ValidationFailure as failure:
        return [failure.event]


for line in sys.stdin:
    path, address = line.rstrip("\n").split("\t")
    for event in events_of(path, address):
        if isinstance(event, (logging.Error, logging.Warning)):
            level = "error" if isinstance(event, logging.Error) else "warning"
            params = {name: str(value)[:200] for name, value in event.params.items()}
            print(json.dumps({"file": path, "level": level, "kind": type(event).__name__, "params": params}))
print(json.dumps({"done": True}))
