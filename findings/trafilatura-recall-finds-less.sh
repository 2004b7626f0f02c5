#!/usr/bin/env bash
# trafilatura 2.3.1: favor_recall=True returns less text than the default.
#
# One would guess that an extractor which is to favour recall returns at least what it returns by
# default. But recall mode does without the comparison with other extractors, which is what finds the
# rest of an article whose body stands in several containers: here it returns the first of six and
# says nothing. Code that wants all of a page has to run the default, and compare.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "trafilatura==2.3.1" \
    "lxml_html_clean==0.4.6" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import trafilatura

PARAGRAPHS = [
    f"The harbour authority closed basin {number} for six hours while engineers looked at the crane"
    f" that had fallen there, and at {number + 2} barges that had broken loose in the night."
    for number in range(36)
]
ADVERTISEMENT = '<div class="ad"><span>Advertisement</span></div>'
CONTAINERS = ADVERTISEMENT.join(
    '<div class="row"><div class="grid__container"><div class="article__content">'
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[start : start + 6])
    + "</div></div></div>"
    for start in range(0, 36, 6)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Basins shut</title></head><body><main>
<div class="container"><article class="article"><header><h1>Basins shut</h1></header>{CONTAINERS}
</article></div></main></body></html>"""


def found(**options):
    text = trafilatura.extract(PAGE, **options) or ""
    return sum(paragraph in text for paragraph in PARAGRAPHS)


default, recall = found(), found(favor_recall=True)
print(f"trafilatura {trafilatura.__version__}: of {len(PARAGRAPHS)} paragraphs")
print(f"by default {default}, with favor_recall {recall}")
if (default, recall) != (36, 6):
    sys.exit("changed: they were 36 and 6")
PYTHON
