#!/usr/bin/env bash
# SQLite FTS5's "porter" tokenizer and Snowball's "porter" stemmer (PyStemmer 3.1.0).
#
# One would guess that two stemmers of that name, both after Porter 1980, give one stem for a word.
# They do for nearly all of English, but not for words in -bly and -logy: FTS5 follows what Porter
# changed later (-bli to -ble, -logi to -log), Snowball's "porter" does not. And FTS5 leaves words of
# one or two letters alone, where Snowball makes "a" of "as" and "u" of "us". Code that stems words
# itself, to compare them with what FTS5 has matched, has to know.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "PyStemmer==3.1.0" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import sqlite3
import sys

import Stemmer

WORDS = "raids denied ministries possibly ecology archaeology as us running"
db = sqlite3.connect(":memory:")
db.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize = 'porter unicode61')")
db.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (texts, instance)")
db.execute("INSERT INTO texts VALUES (?)", [WORDS])
fts5 = [term for term, in db.execute("SELECT term FROM stems ORDER BY offset")]
snowball = Stemmer.Stemmer("porter").stemWords(WORDS.split())
print(f"SQLite {sqlite3.sqlite_version}, PyStemmer {Stemmer.version()}")
differ = []
for word, one, other in zip(WORDS.split(), fts5, snowball, strict=True):
    print(f"{word:12} FTS5 {one:10} Snowball {other:10} {'' if one == other else 'differ'}")
    if one != other:
        differ.append(word)
expected = ["possibly", "ecology", "archaeology", "as", "us"]
if differ != expected:
    sys.exit(f"changed: {differ} differ, not {expected}")
PYTHON
