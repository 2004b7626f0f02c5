"""Links that open an article's own page at what was quoted from it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.telegram.links import passage_link, quotation_link, safe_url
from bot.chat.telegram.text_directives import Around
from corpus.types import Span
from tests.passages import make_article, make_paragraphs

PAGE = "https://post.example/ferry"
LONG = "The night ferry Calla ran aground off Lissow at two, with 212 people on board, twice."
OVER = " ".join(f"Boat {n} landed {n * 7} crates at Cape Orrin." for n in range(1, 40))


def found_by(quoted: str, before: str = "", after: str = "") -> list[str]:
    """What the browser is told to look for, first things first."""
    link = quotation_link(PAGE, quoted, Around(before, after))
    assert link is not None
    _, _, directives = link.partition("#:~:")
    return [unquote(one.removeprefix("text=")) for one in directives.split("&") if one]


@pytest.mark.parametrize(
    ("url", "quoted", "link"),
    [
        (PAGE, "The ferry ran aground.", f"{PAGE}#:~:text=The%20ferry%20ran%20aground"),
        (PAGE, "“No – half-truths, & lies,” he said.",
         f"{PAGE}#:~:text=No%20%E2%80%93%20half%2Dtruths%2C%20%26%20lies%2C%E2%80%9D%20he%20said"),
        (f"{PAGE}?a=1#part", "Aground.", f"{PAGE}?a=1#part:~:text=Aground"),
        (f"{PAGE}#:~:text=old", "Aground.", f"{PAGE}#:~:text=Aground"),
        (PAGE, "…", PAGE),
        (PAGE, "x" * 2_500, PAGE),
        (None, "Aground.", None),
        ("javascript:alert(1)", "Aground.", None),
    ],
)  # fmt: skip
def test_a_link_finds_the_quotation_on_the_page(
    url: str | None, quoted: str, link: str | None
) -> None:
    assert quotation_link(url, quoted) == link


def test_a_line_is_looked_for_as_one_piece_and_then_by_parts_of_it() -> None:
    assert found_by(LONG) == [
        LONG.removesuffix("."),
        "night ferry Calla ran aground,with 212 people on board",
        "Lissow at two, with 212 people on board",
    ]


@pytest.mark.parametrize("quoted", [
    "Uncharacteristically straightforward, counterrevolutionaries notwithstanding",
    "x" * 500,
    "किताबों की", "নৌকা বন্দর ছেড়ে", "வெளியேறின தடையை",
    "Two\u00a0words and 9,300\u202fmore",
])  # fmt: skip
def test_few_long_words_and_words_that_end_in_a_mark_are_found_whole(quoted: str) -> None:
    assert found_by(f"“{quoted}.”")[0] == quoted


def test_what_is_too_long_for_one_piece_is_found_by_its_ends() -> None:
    assert found_by(OVER)[0] == "Boat 1 landed 7 crates,273 crates at Cape Orrin"
    cyrillic = " ".join(f"Катер {n} вийшов із північного порту." for n in range(12))
    assert len(quotation_link(PAGE, cyrillic) or "") < 2_000
    assert found_by(cyrillic)[0] == "Катер 0 вийшов із північного,11 вийшов із північного порту"


@pytest.mark.parametrize("line_break", ["\n", "  ", "\u00a0 ", "\n\n"])
def test_no_piece_reaches_over_a_line_break_or_two_blanks(line_break: str) -> None:
    quoted = f"Ring twice, and bring a licence.{line_break}Its door stands in the lane there."
    first, *_ = found_by(quoted)
    assert first == "Ring twice, and bring a,stands in the lane there"


def test_words_that_stand_earlier_on_the_page_are_not_taken_for_the_quotation() -> None:
    earlier = "Boat 1 landed 7 crates at Cape Orrin. Boat 2 landed nothing.\n\n"
    assert found_by(OVER, earlier)[0].split(",")[0].endswith("Boat 2 landed 14")
    # The curly quotation mark and the case are the same to a browser.
    assert found_by("The crew’s boats", "THE CREW'S BOATS are back.\n\nSo said ")[0] == (
        "So said-,The crew’s boats"
    )
    assert found_by("Nobody was hurt.", "Nobody was hurt. So far.\n\n", " All are back.")[0] == (
        "Nobody was hurt.,-All are back"
    )
    assert found_by("Nobody was hurt.", "Nobody was hurt.\n\nThen, two more boats.\n\n")[0] == (
        "Then, two more boats.-,Nobody was hurt."
    )
    assert found_by("Come in.", "Knock.\n\nCome in.\n\nKnock.\n\n") == []


def test_of_the_end_only_the_last_one_counts() -> None:
    quoted = f"{OVER} All went to the market on the hill. So all went to the market on the hill."
    assert found_by(quoted)[0].split(",")[1] == "So all went to the market on the hill"


def test_a_row_of_a_table_is_found_by_its_longest_cell() -> None:
    row = "Orrin Star | Lissow, the southern mole | 212 crates"
    assert found_by(row) == ["Orrin Star-,Lissow, the southern mole", "Lissow, the southern mole"]
    above = "Calla | Lissow, the southern mole | 9 crates\n"
    assert found_by(row, above) == ["Orrin Star,Lissow, the southern mole"]


def test_the_text_around_a_passage_is_the_article_as_it_was_stored() -> None:
    article = make_article(title=None, url=PAGE)
    (paragraph,) = make_paragraphs(["They are back. They are back, again."])
    second = Span(15, 36)
    around = {paragraph.id: ("A line.\n\n", "\n\nThe end.")}
    first = passage_link(article, paragraph, Span(0, 14), surroundings=around)
    assert first == f"{PAGE}#:~:text=They%20are%20back"
    link = passage_link(article, paragraph, second, surroundings={paragraph.id: ("They are back, "
                        "again.\n\n", "")})  # fmt: skip
    assert link == f"{PAGE}#:~:text=They%20are%20back.-,They%20are%20back%2C%20again."


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=100),
)
def test_any_quotation_makes_a_safe_link_with_words_of_its_own(quoted: str, before: str) -> None:
    link = quotation_link(PAGE, quoted, Around(before, ""))
    assert link is not None
    assert safe_url(link) == link
    assert link.startswith(PAGE)
    _, _, directives = link.partition("#:~:")
    for directive in filter(None, directives.split("&")):
        parts = directive.removeprefix("text=").split(",")
        assert all("-" not in part.strip("-") for part in parts)
        words = [unquote(part) for part in parts if not part.endswith("-")]
        assert all(word.strip() in quoted for word in words)
