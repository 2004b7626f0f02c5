"""Documents made by hand, a byte at a time: PDFs with text where a test puts it, Word files."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Mapping, Sequence

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
_FIRST = 50  # the number of the first page's object


def show(
    x: float, y: float, text: str, size: float = 11, font: str = "F1", before: str = ""
) -> str:
    """The operators that set `text`; `before` are those that say how."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"q BT {before} /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET Q\n"


def with_marks(x: float, y: float, *parts: str, rise: float = 4) -> str:
    """A line in which every second part is small, and raised or lowered."""
    set_ = "".join(
        f"/F1 {7 if i % 2 else 11} Tf {rise if i % 2 else 0} Ts ({part}) Tj "
        for i, part in enumerate(parts)
    )
    return f"q BT 1 0 0 1 {x} {y} Tm {set_}ET Q\n"


def column(
    x: float, y: float, text: str, *, width: int = 85, size: float = 11, indent: float = 0
) -> str:
    """A paragraph of lines as wide as so many characters."""
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    return "".join(
        show(x + (indent if i == 0 else 0), y - 14 * i, line, size) for i, line in enumerate(lines)
    )


def pdf(
    *pages: str,
    info: str = "",
    objects: Mapping[int, bytes] | None = None,
    resources: str = "",
    fonts: str = "",
    page: str = "",
    trailer: str = "",
) -> bytes:
    """A PDF of these pages' operators, with Helvetica as F1 and its bold as F2."""
    numbers = range(_FIRST, _FIRST + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    made = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: _FONT % b"Helvetica",
        4: _FONT % b"Helvetica-Bold",
        5: f"<< {info} >>".encode("latin-1"),
        **(objects or {}),
    }
    for number, operators in zip(numbers, pages, strict=True):
        data = operators.encode("cp1252")
        made[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {page} "
            f"/Contents {number + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R {fonts} >> {resources} >> >>"
        ).encode()
        made[number + 1] = stream("", data)
    file = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(made):
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, made[number])
    table = len(file)
    size = max(made) + 1
    file += b"xref\n0 %d\n" % size
    for number in range(size):
        used = number in places
        file += b"%010d %05d %c \n" % (places.get(number, 0), 0 if used else 65535, b"fn"[used])
    file += f"trailer << /Size {size} /Root 1 0 R /Info 5 0 R {trailer} >>\n".encode()
    return bytes(file + b"startxref\n%d\n%%%%EOF" % table)


def stream(entries: str, data: bytes) -> bytes:
    head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
    return head + data + b"\nendstream"


IMAGE = stream(
    "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8",
    bytes((250, 200, 230, 190)),
)
"""A grey picture of four dots."""


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body: str, *, core: str = "", beside: Mapping[str, str] | None = None) -> bytes:
    """A Word file with this body; `beside` are parts such as "footnotes", by their kind."""
    spaces = (
        f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wps="urn:wps" xmlns:v="urn:v" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    parts = {
        "_rels/.rels": _links({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _links({k: f"{k}.xml" for k in beside or {}}),
        "docProps/core.xml": '<c:core xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</c:core>',
        **{
            f"word/{kind}.xml": f"<w:{kind} {spaces}>{content}</w:{kind}>"
            for kind, content in (beside or {}).items()
        },
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            # An OpenDocument file begins with what it is, and that is not packed.
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, stored)
    return file.getvalue()


def _links(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{kind}" Type="{_R}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELS}">{links}</Relationships>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; a run that is bare text is wrapped."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    made = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{made}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(content: str) -> Sequence[str]:
    """The blocks of what was read."""
    return content.split("\n\n")
