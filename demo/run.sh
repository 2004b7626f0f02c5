#!/usr/bin/env sh
# The demo: articles in, index built, three questions. BIN is where dateline is installed.
set -eu
cd "$(dirname "$0")/.."
export DATELINE_DATA_DIR=data/demo

ask() {
    printf '\n$ dateline ask "%s"\n' "$1"
    "$BIN/dateline" ask "$1" --limit 3
}

"$BIN/dateline" ingest demo/articles
"$BIN/dateline" rebuild
ask "What has the army denied about mortars?"
ask "What did Teleny say about a warning before the raid?"
ask "What ransom was demanded for the night shift?"
