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
ask "Who claimed responsibility for breaking the gate?"
ask "What did the Brigades deny?"
ask "How many people were killed in the capital?"
