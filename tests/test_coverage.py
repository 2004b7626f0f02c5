"""Which outlets have which claims: a row an origin and effect, a column a publisher."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import StringIO

from rich.console import Console

from bot.chat.layout.coverage import ROWS_A_PAGE, coverage_page
from bot.terminal.coverage import show_coverage
from bot.texts import LANGUAGES, Texts
from bot.texts.coverage import share_of
from bot.texts.figures import group_title
from corpus.attribution.types import Act
from corpus.figures.reading import read_figures
from corpus.types import Span
from index.claims.coverage import Coverage, find_coverage
from index.claims.figures.finding import Figures
from index.claims.figures.grouping import Reported, group_figures
from index.claims.publishers import read_publishers
from index.types import Passage
from tests.claims import Said, article_of, sides_of

HELD = "the old weir at Lissow held all night"


def coverage_of(*articles: list[Passage], figures: Iterable[Reported] = ()) -> Coverage:
    found = Figures(None, len(articles), tuple(group_figures(figures)))
    return find_coverage(sides_of(*articles), found, read_publishers())


def counted(some: list[Passage]) -> list[Reported]:
    """The figures of an article's only paragraph."""
    [passage] = some
    text = passage.paragraph.text
    return [
        Reported(figure, passage.article, story=1, passage=passage)
        for figure in read_figures(text, [Span(0, len(text))])
    ]


def article(
    number: int, outlet: str, words: str, by: str = "Ada Bell", act: Act = Act.STATES
) -> list[Passage]:
    return article_of(
        (f"{by} said that {words}.", [Said(words, by, act=act)]), number=number, outlet=outlet
    )


def rows(coverage: Coverage) -> list[set[str]]:
    return [set(row.outlets) for row in coverage.rows]


def test_one_speaker_to_one_effect_is_one_row_whatever_the_words() -> None:
    coverage = coverage_of(
        article(1, "Gull", HELD),
        article(2, "Lantern", "at Lissow, the weir had held the whole night"),
        article(3, "Post", "she would sleep"),
    )
    assert rows(coverage) == [{"Gull", "Lantern"}, {"Post"}]
    assert coverage.outlets == ("Gull", "Lantern", "Post")


def test_another_speaker_another_figure_or_a_denial_is_another_row() -> None:
    twelve = "12 boats lay below the old weir at Lissow"
    coverage = coverage_of(
        article(1, "Gull", twelve),
        article(2, "Lantern", twelve.replace("12", "13")),
        article(3, "Post", "boats did lie below the old weir at Lissow", by="Otto Falk"),
        article(4, "Echo", twelve.replace("boats lay", "boats had lain"), act=Act.DENIES),
    )
    assert len(coverage.rows) == 4


def test_one_value_of_a_quantity_is_one_row_whoever_gives_it() -> None:
    said = ("nine people were killed at Lissow", "they found 9 people dead", "five people died")
    some = [article(n, f"Outlet {n}", words) for n, words in enumerate(said, start=1)]
    figures = [each for one in some for each in counted(one)]
    values = [
        ({*row.outlets}, row.counted.amount.value)
        for row in coverage_of(*some, figures=figures).rows
        if row.counted is not None
    ]
    assert values == [({"Outlet 1", "Outlet 2"}, 9), ({"Outlet 3"}, 5)]


def test_two_outlets_of_one_publisher_are_one_column() -> None:
    coverage = coverage_of(article(1, "BBC News", HELD), article(2, "bbc.com", HELD))
    [row] = coverage.rows
    assert set(row.outlets) == {"BBC"}
    assert row.articles == 2


def test_pages_fit_and_quote_each_row_once() -> None:
    long = "the weir held and everybody slept in the valley below it " * 20
    coverage = coverage_of(
        *(article(n, f"Outlet {n}", f"{long}{n}", by=f"Ada{n} Bell") for n in range(1, 8))
    )
    for language in LANGUAGES:
        pages = [
            coverage_page(coverage, Texts(language), page=page, bot="brief_bot")
            for page in range(-(-len(coverage.rows) // ROWS_A_PAGE))
        ]
        assert all(page.fits for page in pages)
        assert sum(len(page.quotations) for page in pages) == 7


def test_a_lone_letter_of_a_cut_word_is_no_figure() -> None:
    """An "s" after an apostrophe that the article has lost its word of has no stem."""
    coverage = coverage_of(
        article(1, "Gull", f"{HELD} ’s gate"), article(2, "Lantern", f"{HELD} at the gate")
    )
    assert rows(coverage) == [{"Gull", "Lantern"}]


def test_groups_that_count_the_same_are_told_apart() -> None:
    """Hundreds do not admit nine, so they are of another quantity."""
    words = ("nine people were killed at Lissow", "hundreds of people were killed at Lissow")
    some = [article(n, f"Outlet {n}", said) for n, said in enumerate(words, start=1)]
    groups = group_figures(each for one in some for each in counted(one))
    assert sorted(group_title(group, Texts("en")) for group in groups) == [
        "Killed · “hundreds”",
        "Killed · “nine”",
    ]


def test_who_gives_a_value_with_another_bound_is_not_missing() -> None:
    said = ("nine people were killed at Lissow", "at least nine people were killed", "it rained")
    some = [article(n, f"Outlet {n}", words) for n, words in enumerate(said, start=1)]
    coverage = coverage_of(*some, figures=[each for one in some for each in counted(one)])
    told = [row for row in coverage.rows if row.counted is not None]
    assert [row.missing(coverage.outlets) for row in told] == [["Outlet 3"], ["Outlet 3"]]


def test_what_no_known_outlet_has_is_told_by_articles_with_its_place() -> None:
    some = article_of((f"Ada Bell said that {HELD}.", [Said(HELD, "Ada Bell")]), outlet=None)
    coverage = coverage_of(some)
    screen = StringIO()
    show_coverage(Console(file=screen, width=200), coverage, most=5)
    assert "1 of 1 article" in screen.getvalue()
    assert f"{some[0].article.id} ¶1" in screen.getvalue()
    assert "outlet" not in screen.getvalue()


def told(outlet: str, text: str, *said: Said, number: int) -> list[Passage]:
    return article_of((text, list(said)), number=number, outlet=outlet)


def test_what_an_article_mentions_in_other_words_is_not_missing_there() -> None:
    """Not by whom, and not as a claim: that an outlet has nothing of it is said of the outlet."""
    words = "the old weir at Lissow broke on Sunday night and drowned 12 cows"
    claim = Said(words, "Ada Bell")
    coverage = coverage_of(
        told("Gull", f"Ada Bell said that {words}.", claim, number=1),
        told("Lantern", "The Lissow weir broke on Sunday.", number=2),
        told("Echo", "A dozen cows drowned at Lissow, she said.", number=3),
        told("Post", "It rained at Lissow on 3 nights.", number=4),
    )
    [row] = coverage.rows
    assert row.missing(coverage.outlets) == ["Post"]
    scattered = coverage_of(
        told("Gull", f"Ada Bell said that {words}.", claim, number=1),
        article_of(
            *((each, []) for each in ("A weir broke.", "It was old.", "On Sunday cows were wet.")),
            number=2,
            outlet="Lantern",
        ),
    )
    assert [row.missing(scattered.outlets) for row in scattered.rows] == [[]]


def test_a_figure_in_another_form_is_not_missing() -> None:
    said = ("nine people were killed at Lissow", "9 houses stood empty", "it rained")
    some = [article(n, f"Outlet {n}", words) for n, words in enumerate(said, start=1)]
    later = article(5, "Outlet 5", "seven people were killed at Lissow")
    figures = [*counted(some[0]), *counted(later)]
    nine = next(
        row
        for row in coverage_of(*some, later, figures=figures).rows
        if row.counted is not None and row.counted.amount.value == 9
    )
    assert nine.missing(["Outlet 2", "Outlet 3"]) == ["Outlet 3"]
    vague = article(6, "Outlet 6", "dozens of people were killed at Lissow")
    many = article(7, "Outlet 7", "70 people were killed at Lissow")
    coverage = coverage_of(vague, many, figures=[*counted(vague), *counted(many)])
    assert all(not row.missing(coverage.outlets) for row in coverage.rows if row.counted)


def test_a_figure_that_stands_in_one_claim_is_not_shown_beside_it() -> None:
    one = article(1, "Gull", "nine people were killed at Lissow")
    assert [row.counted for row in coverage_of(one, figures=counted(one)).rows] == [None]


def test_what_nobody_is_named_for_is_one_with_what_another_outlet_has() -> None:
    words = "the old weir at Lissow held all night"
    named = told("Gull", f"Ada Bell said that {words}.", Said(words, "Ada Bell"), number=1)
    nameless = Said(words.replace("all night", "throughout the night"), None, source="her office")
    other = told("Lantern", f"{nameless.words}, her office said.", nameless, number=2)
    assert rows(coverage_of(named, other)) == [{"Gull", "Lantern"}]
    by_another = replace(nameless, by="Otto Falk", source="Otto Falk")
    other = told("Lantern", f"{nameless.words}, Otto Falk said.", by_another, number=2)
    assert rows(coverage_of(named, other)) == [{"Gull"}, {"Lantern"}]


def test_an_outlet_is_called_as_beside_its_quotations() -> None:
    alone = coverage_of(article(1, "bbc.com", HELD), article(2, "Gull", "it rained"))
    screen = StringIO()
    show_coverage(Console(file=screen, width=200), alone, most=5)
    assert "bbc.com" in screen.getvalue()
    assert "BBC" not in screen.getvalue()
    assert "bbc.com" in coverage_page(alone, Texts("en"), page=0, bot="brief_bot").text


def test_what_no_known_outlet_has_is_counted_by_articles() -> None:
    nameless = article(2, "Post", "she would sleep", by="Otto Falk")
    nameless = [
        replace(each, article=replace(each.article, outlet=None, published=None))
        for each in nameless
    ]
    coverage = coverage_of(article(1, "Gull", HELD), nameless)
    shares = {
        row.origin.speaker: share_of(row, coverage, Texts()) for row in coverage.rows if row.origin
    }
    assert shares == {"Ada Bell": "1 of 1 outlet", "Otto Falk": "1 of 2 articles"}
