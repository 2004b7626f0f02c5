#!/usr/bin/env bash
# TDLib 1.8.69 (PyPI tdjson) and addresses that begin with "tonsite://".
#
# One would guess that its finder of addresses links all of "tonsite://example" or nothing of it. It
# links "ite://example": it knows the scheme by its seven letters, but begins the stretch three
# letters before the colon, as for "ton://". Code that draws such stretches by rule must not expect
# them to begin at the beginning of a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "tdjson==1.8.69" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import json
import sys

from tdjson import td_execute


def ask(**request):
    return json.loads(td_execute(json.dumps(request).encode()) or b"{}")


ask(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
linked = []
for text in ("see ton://example", "see tonsite://example"):
    for one in ask(**{"@type": "getTextEntities", "text": text})["entities"]:
        linked.append(text[one["offset"] : one["offset"] + one["length"]])
        print(f"{text!r}: {linked[-1]!r}")
sys.exit(linked != ["ton://example", "ite://example"])
PYTHON
