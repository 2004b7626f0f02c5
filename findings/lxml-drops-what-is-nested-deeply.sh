#!/usr/bin/env bash
# lxml 6.1.3 (libxml2 2.14): an HTML parser leaves out what is nested in more than 256 elements.
#
# One would guess that a parser which is known to mend broken pages reads all of one, or raises. But
# on a page that forgets to close its elements, so that each paragraph stands within the last, the
# text after some 250 of them is missing, without an error or a warning (it is in the parser's
# error_log, which nobody reads who has no error). huge_tree=True moves the limit to 2,048.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "lxml==6.1.3" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from lxml import etree, html

PAGE = "".join(f"<div>Paragraph {number}. " for number in range(1000))


def found(**options):
    page = html.document_fromstring(PAGE, parser=html.HTMLParser(**options))
    return page.text_content().count("Paragraph")


plain, huge = found(), found(huge_tree=True)
print(f"lxml {etree.__version__}, libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))}")
print(f"of 1000 paragraphs {plain}, with huge_tree {huge}")
if (plain, huge) != (254, 1000):
    sys.exit("changed: they were 254 and 1000")
PYTHON
