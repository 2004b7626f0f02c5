"""Text, Markdown and HTML become paragraphs that read as their author meant them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import EmptySource, SourceError
from corpus.formats.extract import extract
from corpus.formats.registry import FORMATS
from corpus.segmentation.segment import segment
from corpus.types import Described, ExtractedArticle, Metadata, RawDocument

LEAD = (
    "The harbour of Orme stayed shut on Monday after a crane fell across the only railway line,"
    " the port authority said."
)
SHIPS = (
    "Nobody was hurt, it said, but 40 ships were waiting outside, among them two that carry grain"
    " for the mills of the inner town."
)


def raw(content: str, *, format: str = "text", metadata: Metadata = Metadata()) -> RawDocument:
    described = Described(own=metadata)
    return RawDocument("news/crane", "news/crane", "crane", format, content, described)


def article(document: RawDocument) -> ExtractedArticle:
    body, described = extract(document)
    return ExtractedArticle(body, described.settled)


def html(content: str, *, metadata: Metadata = Metadata()) -> ExtractedArticle:
    return article(raw(content, format="html", metadata=metadata))


def markdown(content: str) -> ExtractedArticle:
    return article(raw(content, format="markdown"))


PAGE = f"""<!doctype html><html lang="en"><head>
<title>Crane falls in Orme - The Orme Echo</title>
<meta property="og:site_name" content="The Orme Echo">
<meta property="og:title" content="Crane falls in Orme">
<meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2021-03-08T06:30:00Z">
<link rel="canonical" href="https://echo.example/crane">
<script>track("reader")</script><style>p {{ color: red }}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/wine">Wine</a></li></ul></nav>
<article><h1>Crane falls in Orme</h1><p>{LEAD}</p><h2>What happens next?</h2>
<p>{SHIPS} “We heard a <b>crack</b>,” said a <a href="/f">foreman</a>.<br>He left.</p>
<ul><li>Pier 1: shut</li><li>Pier 2: <i>open</i></li></ul>
<blockquote><p>“It failed. We said so.”</p></blockquote>
<table><tr><th>Pier</th><th>Ships</th></tr><tr><td>1</td><td>40</td></tr></table></article>
<section id="comments"><h3>Comments</h3><p>First! I knew that this crane would fall one day.</p>
</section><footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_its_prose_in_paragraphs_and_nothing_around_it() -> None:
    body = html(PAGE).body
    assert body.split("\n\n")[-6:] == [
        LEAD,
        "## What happens next?",
        f"{SHIPS} “We heard a crack,” said a foreman.\nHe left.",
        "Pier 1: shut\nPier 2: open",
        "    “It failed. We said so.”",
        "Pier | Ships\n1 | 40",
    ]
    for furniture in ("Home", "Wine", "track", "color", "First!", "rights reserved"):
        assert furniture not in body


def test_a_page_says_who_published_it_when_and_where() -> None:
    assert html(PAGE).metadata == Metadata(
        title="Crane falls in Orme",
        outlet="The Orme Echo",
        byline="Ann Lee",
        published="2021-03-08T06:30:00Z",
        url="https://echo.example/crane",
    )


def test_what_was_said_of_a_page_wins_over_what_it_shows() -> None:
    said = Metadata(outlet="Echo", published="2021-03-09")
    metadata = html(PAGE, metadata=said).metadata
    assert (metadata.outlet, metadata.published) == ("Echo", "2021-03-09")
    assert metadata.title == "Crane falls in Orme"


def test_a_date_within_the_prose_is_not_taken_for_the_day_of_publication() -> None:
    page = f"<article><h1>Crane falls</h1><p>{LEAD} It was built on 4 May 1998.</p></article>"
    assert html(page).metadata.published is None


def test_a_broken_page_gives_the_prose_that_is_there() -> None:
    page = f"<html><div><p>{LEAD}<p>{SHIPS}<div><b>Oil <i>workers</b> had warned</i> him.<p>He left"
    assert html(page).body.split("\n\n") == [LEAD, SHIPS, "Oil workers had warned him.", "He left"]


def test_line_breaks_alone_still_make_paragraphs() -> None:
    assert html(f"<body>{LEAD}<br><br>{SHIPS}</body>").body == f"{LEAD}\n\n{SHIPS}"


@pytest.mark.parametrize("page", ["", "<<<>>><p", "<script>start()</script><div id='root'></div>"])
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptySource, match="news/crane: it contains no text"):
        html(page)


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
def test_a_text_without_text_is_empty(content: str) -> None:
    with pytest.raises(EmptySource, match="news/crane"):
        extract(raw(content))


def test_plain_text_keeps_every_mark() -> None:
    text = "# of ships: *40*\n\n[The minister] said: “<b>No</b> & _never_.”"
    assert article(raw(text)).body == text


def test_text_is_normalised_and_unwrapped() -> None:
    lines = (
        "The crane that fell in Orme on Monday had been inspected",
        "nine days before, and the man who inspected it had",
        "written that two of its bolts were loose and that a third",
        "was missing.\r\n",
        "It fell.",
    )
    assert article(raw("\r\n".join(lines))).body == (
        "The crane that fell in Orme on Monday had been inspected nine days before, and the man who"
        " inspected it had written that two of its bolts were loose and that a third was missing."
        "\n\nIt fell."
    )


def test_markdown_keeps_its_prose_and_the_marks_of_its_headings() -> None:
    article = markdown(
        "# Crane *falls*\n\nA **heavy** crane [fell](https://echo.example) &amp; broke\n"
        "the line in snake_case.\n\n## Next?\nNobody \\*knows\\*. ![A crane](crane.png)\n\n"
        "> “We will pay.\n>\n> “All of it.”\n\n- Pier 1\n- Pier 2\n\n| Pier | Ships |\n|---|---|\n"
        "| 1 | 40 |\n\n<!-- a note --><p>Raw</p>\n\n***\n\nEnd."
    )
    assert article.metadata.title == "Crane falls"
    assert article.body.split("\n\n") == [
        "# Crane falls",
        "A heavy crane fell & broke the line in snake_case.",
        "## Next?\nNobody *knows*.",
        "    “We will pay.",
        "    “All of it.”",
        "Pier 1\nPier 2",
        "Pier | Ships\n1 | 40",
        "Raw",
        "***",
        "End.",
    ]


def test_what_has_no_prose_in_markdown_still_counts_as_a_block() -> None:
    assert markdown("| a | |\n|---|---|\n| | 1 |\n\n# ![logo](x.png)").body == "a\n1\n\n***"
    body = markdown("![A crane](crane.png)\n\n<!-- a note -->\n\n---\n\nIt fell.\n").body
    assert body.split("\n\n") == ["***", "***", "***", "It fell."]


@given(st.text(max_size=200), st.sampled_from([f.name for f in FORMATS if f.is_in is None]))
def test_any_text_is_read_or_said_to_be_empty(content: str, format: str) -> None:
    try:
        body, _ = extract(raw(content, format=format))
    except EmptySource:
        return
    assert body.strip()


BEGINNINGS = {"pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04", "rtf": b"{\\rtf1 "}


@given(st.binary(max_size=200), st.sampled_from(sorted(BEGINNINGS)))
def test_any_bytes_are_read_or_refused_by_name(data: bytes, format: str) -> None:
    document = replace(raw("", format=format), content=BEGINNINGS[format] + data)
    try:
        body, _ = extract(document)
    except SourceError as error:
        body = error.name
    assert body.strip()


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>The hook is cracked.</p><p>I ask for an answer.</p></blockquote>",
        "<blockquote>The hook is cracked.<br>I ask for an answer.</blockquote>",
    ],
)
def test_only_a_block_quotation_is_indented_and_its_paragraphs_are_its_words(
    quotation: str,
) -> None:
    told = f"<p>{SHIPS} “We <q>heard it</q>”.</p>"
    body = html(f"<article><h1>Crane</h1><p>{LEAD}</p>{quotation}{told}</article>").body
    indented = [line.strip() for line in body.split("\n") if line.startswith("    ")]
    assert indented == ["The hook is cracked.", "I ask for an answer."]
    blocks = [block.span.of(body) for block in segment(body, title=None)]
    assert not any(block[0].isspace() for block in blocks)
    assert f"{SHIPS} “We heard it”." in blocks


def test_a_block_quotation_in_markdown_is_indented() -> None:
    body = markdown(f"{LEAD}\n\n> The hook is cracked.\n> It is old.\n\n{SHIPS}").body
    assert body == f"{LEAD}\n\n    The hook is cracked. It is old.\n\n{SHIPS}"
