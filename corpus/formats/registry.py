"""The formats that articles are read in, a row each; nothing else lists them."""

from __future__ import annotations

from pathlib import Path, PurePath

from corpus.formats.bundles import is_bundle, read_bundle
from corpus.formats.documents import read_document, read_file, read_json_lines
from corpus.formats.docx import is_docx, read_docx
from corpus.formats.format import HTML, IN_FEED, PLAIN, Format
from corpus.formats.html import read_page
from corpus.formats.mail import is_letter, is_mbox, read_eml, read_mbox
from corpus.formats.markdown import read_markdown
from corpus.formats.mhtml import is_mhtml, read_mhtml
from corpus.formats.pdf import is_pdf, read_pdf
from corpus.formats.plain import read_plain
from corpus.formats.rtf import is_rtf, read_rtf
from corpus.formats.telegram_export import (
    is_telegram_export,
    is_telegram_pages,
    read_telegram_export,
    read_telegram_pages,
)
from corpus.formats.warc import is_wacz, is_warc, read_wacz, read_warc
from corpus.formats.wires import is_ninjs, is_wire_xml, read_ninjs, read_wire_xml

FORMATS = (
    Format(
        PLAIN,
        (".txt",),
        read=read_document,
        extract=read_plain,
        media_types=("text/plain",),
        has_front_matter=True,
    ),
    Format(
        "markdown",
        (".md",),
        read=read_document,
        extract=read_markdown,
        has_front_matter=True,
        has_paragraphs=True,
    ),
    Format(
        HTML,
        (".html", ".htm"),
        read=read_document,
        extract=read_page,
        media_types=("text/html", "application/xhtml+xml"),
        declares_encoding=True,
        has_paragraphs=True,
    ),
    Format(
        "pdf",
        (".pdf",),
        read=read_file,
        extract=read_pdf,
        sent_as=("application/pdf",),
        is_in=is_pdf,
        has_paragraphs=True,
    ),
    Format(
        "docx",
        (".docx",),
        read=read_file,
        extract=read_docx,
        sent_as=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        is_in=is_docx,
        has_paragraphs=True,
    ),
    Format(
        "rtf",
        (".rtf",),
        read=read_file,
        extract=read_rtf,
        sent_as=("application/rtf", "text/rtf"),
        is_in=is_rtf,
        has_paragraphs=True,
    ),
    Format("mhtml", (".mhtml", ".mht"), read=read_mhtml, is_in=is_mhtml, unpacks=True),
    Format("letter", (".eml",), read=read_eml, is_in=is_letter, unpacks=True),
    Format("mbox", (".mbox",), read=read_mbox, is_in=is_mbox, holds_many=True, unpacks=True),
    Format(
        "warc",
        (".warc", ".warc.gz"),
        read=read_warc,
        is_in=is_warc,
        holds_many=True,
        unpacks=True,
    ),
    Format("wacz", (".wacz",), read=read_wacz, is_in=is_wacz, holds_many=True, unpacks=True),
    # Its name is result.json, and what other .json files are is another matter.
    Format(
        "telegram",
        (),
        read=read_telegram_export,
        is_in=is_telegram_export,
        holds_many=True,
        unpacks=True,
    ),
    Format("telegram pages", (), read=read_telegram_pages, is_in=is_telegram_pages),
    Format("bundle", (), read=read_bundle, is_in=is_bundle, holds_many=True),
    Format("jsonl", (".jsonl",), read=read_json_lines, holds_many=True),
    Format("wire", (".xml",), read=read_wire_xml, is_in=is_wire_xml, holds_many=True),
    Format("ninjs", (), read=read_ninjs, is_in=is_ninjs, holds_many=True),
    Format(IN_FEED, (), read=read_document),
)

SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
"""Of all files that are read."""
USUAL_SUFFIXES = tuple(each.suffixes[0] for each in FORMATS if each.suffixes)
"""One a format, to be told to people."""

_BEGINNING = 4096  # bytes, in which an XML file names its first element

_BY_NAME = {each.name: each for each in FORMATS}
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BY_SENDER = {media_type: each for each in FORMATS for media_type in each.sent_as}
_BY_MEDIA_TYPE = {media_type: each for each in FORMATS for media_type in each.media_types}


def format_named(name: str) -> Format:
    """The format of that name; raises KeyError."""
    return _BY_NAME[name]


def format_of(path: PurePath) -> Format | None:
    """The format that a file's name promises, by its suffix."""
    name = path.name.lower()
    double = "".join(PurePath(name).suffixes[-2:])
    return _BY_SUFFIX.get(double) or _BY_SUFFIX.get(path.suffix.lower())


def format_in(path: Path) -> Format | None:
    """The format of a file, by its content where that tells, else by its suffix; raises OSError.

    None also where the suffix promises a format that the content is not.
    """
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING)
    for each in FORMATS:
        if each.is_in is not None and each.is_in(path, beginning):
            return each
    promised = format_of(path)
    return promised if promised is not None and promised.is_in is None else None


def format_of_page(media_type: str) -> Format | None:
    """The format of a page, by what its server calls it."""
    return _BY_MEDIA_TYPE.get(media_type)


def format_sent_as(media_type: str) -> Format | None:
    """The format of a file, by what the program that sends it calls it."""
    return _BY_SENDER.get(media_type)
