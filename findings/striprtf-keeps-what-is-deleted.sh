#!/usr/bin/env bash
# striprtf 0.0.35: deleted and hidden text comes out as text.
#
# One would guess that rtf_to_text() gives what a word processor shows. But {\deleted …} (a change that
# is tracked) and {\v …} (hidden) are in its text, beside what was put in their place. Nothing is
# raised or warned of.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "striprtf==0.0.35" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from striprtf.striprtf import rtf_to_text

FILE = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}"
    r"\f0 The minister said that {\deleted all }no {\v hidden }soldiers died.\par}"
)
found = rtf_to_text(FILE).strip()
print(f"striprtf 0.0.35: {found}")
if found != "The minister said that all no hidden soldiers died.":
    sys.exit("changed: it was 'The minister said that all no hidden soldiers died.'")
PYTHON
