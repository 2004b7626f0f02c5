"""Links that open an article's own page at what was quoted from it."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.telegram.links import quotation_link, safe_url

PAGE = "https://post.example/ferry"
LONG = "The night ferry Calla ran aground off Lissow at two, with 212 people on board, twice."


@pytest.mark.parametrize(
    ("url", "quoted", "link"),
    [
        (PAGE, "The ferry ran aground.", f"{PAGE}#:~:text=The%20ferry%20ran%20aground"),
        (PAGE, LONG, f"{PAGE}#:~:text=The%20night%20ferry%20Calla%20ran,"
                     "212%20people%20on%20board%2C%20twice"),
        (PAGE, "“No – half-truths, & lies,” he said.",
         f"{PAGE}#:~:text=No%20%E2%80%93%20half%2Dtruths%2C%20%26%20lies%2C%E2%80%9D%20he%20said"),
        (PAGE, "One line here.\nAnother line.", f"{PAGE}#:~:text=One%20line%20here,Another%20line"),
        (f"{PAGE}?a=1#part", "Aground.", f"{PAGE}?a=1#part:~:text=Aground"),
        (f"{PAGE}#:~:text=old", "Aground.", f"{PAGE}#:~:text=Aground"),
        (PAGE, "…", PAGE),
        (PAGE, "x" * 500, PAGE),
        (None, "Aground.", None),
        ("javascript:alert(1)", "Aground.", None),
    ],
)  # fmt: skip
def test_a_link_finds_the_quotation_on_the_page(
    url: str | None, quoted: str, link: str | None
) -> None:
    assert quotation_link(url, quoted) == link


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_quotation_makes_a_safe_link_with_words_of_its_own(quoted: str) -> None:
    link = quotation_link(PAGE, quoted)
    assert link is not None
    assert safe_url(link) == link
    assert link.startswith(PAGE)
    _, _, directive = link.partition("#:~:text=")
    assert "-" not in directive
    assert all(unquote(end) in quoted for end in directive.split(","))
