#!/usr/bin/env bash
# pypdfium2 5.15.2: the text of a page makes one figure of a number and the raised mark behind it.
#
# One would guess that a footnote's mark, smaller and four points higher than its line, comes out of
# get_text_range() apart from the figure that it stands behind, or not at all. But it comes as one more
# digit: "12" with a raised 3 is "123". A hyphen at the end of a line comes as U+FFFE. Code that wants
# what is printed has to ask for each character's size and place.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "pypdfium2==5.15.2" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import pypdfium2
import pypdfium2.version

TEXT = b"""BT /F1 11 Tf 72 700 Td (As many as 12) Tj /F1 7 Tf 4 Ts (3) Tj
/F1 11 Tf 0 Ts ( people were re-) Tj 0 -14 Td (elected.) Tj ET"""
BODIES = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(TEXT), TEXT),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
]
file, places = b"%PDF-1.7\n", []
for number, body in enumerate(BODIES, 1):
    places.append(len(file))
    file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
table = b"".join(b"%010d 00000 n \n" % place for place in places)
file += b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
    table,
    len(file),
)

found = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
print(f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}: {found!r}")
if "12\u00b3" in found or "123" not in found or "re-" in found:
    sys.exit("changed: it was 'As many as 123 people were re\\ufffeelected.'")
PYTHON
