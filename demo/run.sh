#!/bin/sh
# The demo: add the articles, build the index, ask three questions. BIN is where dateline is
# installed, if not in .venv/bin.
set -eu
cd "$(dirname "$0")/.."

try() {
    printf '\n$ demo/dateline ask "%s" --limit 2\n' "$1"
    demo/dateline ask "$1" --limit 2
}

demo/dateline ingest demo/articles
demo/dateline rebuild
try "What has the army denied about mortars?"
try "What did Teleny say about a warning before the raid?"
try "What ransom was demanded for the night shift?"
