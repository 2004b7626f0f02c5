#!/usr/bin/env bash
# trafilatura 2.3.1: favor_recall=True returns less text than the default.
#
# One would guess that an extractor which is to favour recall returns at least what it returns by
# default. But recall mode does without the comparison with other extractors, which is what finds the
# rest of an article whose body stands in several containers: here it returns the first of three and
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

TEXT = (
    "The harbour authority closed basin {} for six hours while engineers looked at the crane that"
    " had fallen there, and at two barges that had broken loose in the night."
)
PARAGRAPHS = [TEXT.format(number) for number in range(18)]
CONTAINERS = "".join(
    '<div class="row"><div class="article__content">'
    + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[start : start + 6])
    + "</div></div>"
    for start in (0, 6, 12)
)
PAGE = f"<html><body><main><article><h1>Basins shut</h1>{CONTAINERS}</article></main></body></html>"


def found(**options):
    text = trafilatura.extract(PAGE, **options) or ""
    return sum(paragraph in text for paragraph in PARAGRAPHS)


default, recall = found(), found(favor_recall=True)
print(f"trafilatura {trafilatura.__version__}: of {len(PARAGRAPHS)} paragraphs")
print(f"by default {default}, with favor_recall {recall}")
if (default, recall) != (18, 6):
    sys.exit("changed: they were 18 and 6")
PYTHON
