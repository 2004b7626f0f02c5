"""What the head of a pasted text says of itself is known, and never quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.formats.plain import read_plain
from corpus.formats.shifts import in_given, shifts_between
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import Article, Metadata, Span
from tests.documents import docx, p

TITLE = "Army admits firing near hospital"
PROSE = (
    "The army has admitted that one of its batteries fired eleven shells towards the town.",
    '"A junior officer acted without an order," the minister said on Tuesday.',
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "data" / "corpus.db") as opened:
        yield opened


def stored(store: CorpusStore, text: str, folder: Path, told: Metadata = Metadata()) -> Article:
    path = folder / "raid.txt"
    path.write_text(text, encoding="utf-8")
    [saved] = ingest(store, [path], metadata=told).stored
    return saved.article


def known(article: Article) -> tuple[str | None, str | None, str | None]:
    return article.outlet, article.byline, article.published


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            "Highland Dispatch\n20 October 2026\nBy Selma Ortiz and agencies",
            ("Highland Dispatch", "Selma Ortiz", "2026-10-20"),
            id="three lines in one block",
        ),
        pytest.param(
            "By Selma Ortiz\n\n20 October 2026\n\nHighland Dispatch",
            ("Highland Dispatch", "Selma Ortiz", "2026-10-20"),
            id="three blocks",
        ),
        pytest.param(
            "Karlsholm Courier, 27 October 2026",
            ("Karlsholm Courier", None, "2026-10-27"),
            id="outlet and day",
        ),
        pytest.param(
            "Tuesday, 27 October 2026 | The Times",
            ("The Times", None, "2026-10-27"),
            id="day and outlet",
        ),
        pytest.param(
            "Posted by the Tavira Herald on 9 November 2026",
            ("Tavira Herald", None, "2026-11-09"),
            id="posted by",
        ),
        pytest.param(
            "Source: Reuters\nPublished: 9 November 2026",
            ("Reuters", None, "2026-11-09"),
            id="source",
        ),
        pytest.param(
            "By Selma Ortiz in Hask and Bo Ek", (None, "Selma Ortiz; Bo Ek", None), id="a place"
        ),
        pytest.param(
            "By Selma Ortiz, 20 October 2026", (None, "Selma Ortiz", "2026-10-20"), id="byline, day"
        ),
        pytest.param(
            "Selma Ortiz, 20 October 2026", (None, None, "2026-10-20"), id="a name beside the day"
        ),
        pytest.param(
            "Hask Harbour, Tuesday 20 October 2026, 11 am",
            (None, None, "2026-10-20"),
            id="a place and an hour",
        ),
        pytest.param(
            "Karlsholm Courier | 12 Nov 2026 | Selma Ortiz",
            ("Karlsholm Courier", "Selma Ortiz", "2026-11-12"),
            id="outlet, day and author",
        ),
        pytest.param(
            "By Selma Ortiz • 12 Nov 2026 • Karlsholm Courier",
            ("Karlsholm Courier", "Selma Ortiz", "2026-11-12"),
            id="byline, day and outlet",
        ),
    ],
)
def test_the_head_of_a_pasted_text_says_whose_it_is_and_of_when(
    store: CorpusStore, tmp_path: Path, head: str, expected: tuple[str | None, ...]
) -> None:
    article = stored(store, "\n\n".join([TITLE, head, *PROSE]), tmp_path)
    assert (article.title, *known(article)) == (TITLE, *expected)
    paragraphs = store.paragraphs(article.number)
    assert [each.text for each in paragraphs] == list(PROSE)
    assert [each.section for each in paragraphs] == [None, None]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param("Karlsholm, 27 October 2026", (None, None, None), id="a place"),
        pytest.param("Breaking News\n27 October 2026", (None, None, "2026-10-27"), id="a section"),
        pytest.param("Selma Ortiz\n27 October 2026", (None, None, "2026-10-27"), id="a person"),
        pytest.param("Selma Ortiz | 12 Nov 2026 | World News", (None, None, None), id="no outlet"),
        pytest.param("Source: Ministry of Health", (None, None, None), id="a source"),
        pytest.param("Karlsholm Courier", (None, None, None), id="no day beside it"),
        pytest.param("9/10/2026", (None, None, None), id="a day that could be another"),
    ],
)
def test_what_is_in_doubt_stays_unknown(
    store: CorpusStore, tmp_path: Path, head: str, expected: tuple[str | None, ...]
) -> None:
    assert known(stored(store, "\n\n".join([TITLE, head, *PROSE]), tmp_path)) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            f"Headline: {TITLE}\nOutlet: Orme Now\nDate: 3 November 2026\nBy Selma Ortiz\n\n",
            ("Orme Now", "Selma Ortiz", "2026-11-03"),
            id="one block",
        ),
        pytest.param(
            f"Author(s): Selma Ortiz and Bo Ek\n\nPUBLICATION DATE: 2026-11-03\n\n"
            f"Title: {TITLE}\n\nPublication: Orme Now\n\n",
            ("Orme Now", "Selma Ortiz; Bo Ek", "2026-11-03"),
            id="blocks in another order",
        ),
        pytest.param(
            f"Source: Orme Now\r\nPublished: 3 Nov 2026\r\nByline: Selma Ortiz\r\n{TITLE}\r\n\r\n",
            ("Orme Now", "Selma Ortiz", "2026-11-03"),
            id="right above a headline without a label",
        ),
        pytest.param(
            f"Title: {TITLE}\nAuthor: Selma Ortiz\n\n", (None, "Selma Ortiz", None), id="no outlet"
        ),
        pytest.param(
            f"Title: {TITLE}\nDate: 3/11/2026\n\n",
            (None, None, None),
            id="a day that could be another",
        ),
    ],
)
def test_a_head_with_labels_gives_what_they_say_and_is_no_part_of_the_text(
    store: CorpusStore, tmp_path: Path, head: str, expected: tuple[str | None, ...]
) -> None:
    article = stored(store, head + "\n\n".join(PROSE), tmp_path)
    assert (article.title, *known(article)) == (TITLE, *expected)
    assert [each.text for each in store.paragraphs(article.number)] == list(PROSE)


SHORT = "Army admits firing"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            f"{SHORT}\nOutlet: Orme Now\nDate: 2026-11-03",
            ("Orme Now", None, "2026-11-03"),
            id="under the headline",
        ),
        pytest.param(
            f"# {SHORT}\n\n**Source:** Orme Now\n**Published:** 3 November 2026\n**By:** Bo Ek",
            ("Orme Now", "Bo Ek", "2026-11-03"),
            id="under a marked headline",
        ),
        pytest.param(
            f"HEADLINE - {SHORT}\nSOURCE - Orme Now\nDATE – 3 November 2026\nBYLINE — Bo Ek",
            ("Orme Now", "Bo Ek", "2026-11-03"),
            id="dashes",
        ),
        pytest.param(
            f"DATELINE: HASK, Orme, 3 November 2026\nSOURCE: Orme Now\nHEAD: {SHORT}",
            ("Orme Now", None, "2026-11-03"),
            id="a dateline",
        ),
        pytest.param(
            f"Source: Orme Now\nDate: Tuesday 3 November 2026, 6.14pm\nDateline: HASK\n{SHORT}",
            ("Orme Now", None, "2026-11-03"),
            id="a short headline below",
        ),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_a_head_with_labels_may_leave_the_headline_without_one(
    store: CorpusStore, tmp_path: Path, head: str, expected: tuple[str | None, ...], suffix: str
) -> None:
    path = tmp_path / f"raid{suffix}"
    text = f"{head}\n\n" + "\n\n".join(PROSE)
    if suffix == ".docx":
        lines = (line.lstrip("# ").replace("*", "") for line in text.split("\n") if line)
        path.write_bytes(docx("".join(map(p, lines))))
    else:
        path.write_text(text, encoding="utf-8")
    [saved] = ingest(store, [path]).stored
    article = saved.article
    assert (article.title, *known(article)) == (SHORT, *expected)
    assert [each.text for each in store.paragraphs(article.number)] == list(PROSE)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            f"{SHORT}\nOrme Gazette\nPublished: 3 November 2026\nBy Bo Ek",
            ("Orme Gazette", "Bo Ek", "2026-11-03"),
            id="above an outlet and a day",
        ),
        pytest.param(
            f"{SHORT}\nOrme Gazette\nDate: 3 November 2026",
            ("Orme Gazette", None, "2026-11-03"),
            id="above an outlet and one label",
        ),
        pytest.param(
            f"{SHORT}\n(Orme Gazette, November 3, 2026)",
            ("Orme Gazette", None, "2026-11-03"),
            id="above brackets",
        ),
        pytest.param(
            f"{SHORT}\nOrme Gazette | 3 November 2026 | Bo Ek",
            ("Orme Gazette", "Bo Ek", "2026-11-03"),
            id="above a row",
        ),
        pytest.param(
            f"THE ORME OBSERVER               Tuesday, 3 November 2026\n\n{SHORT.upper()}\n\n"
            "By our Naval Correspondent",
            ("THE ORME OBSERVER", None, "2026-11-03"),
            id="below a masthead",
        ),
        pytest.param(
            f"{SHORT}\n\nOrme Gazette, 3 November 2026. By Bo Ek",
            ("Orme Gazette", "Bo Ek", "2026-11-03"),
            id="above a line that says all",
        ),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_short_headline_is_not_lost(
    store: CorpusStore, tmp_path: Path, head: str, expected: tuple[str | None, ...], suffix: str
) -> None:
    path = tmp_path / f"raid{suffix}"
    lines = head.replace("\n", "  \n")
    path.write_text("\n\n".join([lines, *PROSE]), encoding="utf-8")
    [saved] = ingest(store, [path]).stored
    article = saved.article
    assert (article.title or "").casefold() == SHORT.casefold()
    assert known(article) == expected
    assert [each.text for each in store.paragraphs(article.number)] == list(PROSE)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            "The bells of the strait\nTitle: The Bell\nAuthor: Selma Ortiz\nPublisher: Hask House",
            id="a book below a headline",
        ),
        pytest.param("Source: The ministry's report on the eleven shells.", id="one label"),
        pytest.param(
            "Title: The Bell\nAuthor: Selma Ortiz\nPages: 240, with a map of the strait.",
            id="a book",
        ),
        pytest.param("Title: The Bell\nDate: as soon as it is printed.", id="no day"),
    ],
)
def test_labels_that_make_no_head_stay_in_the_text(
    store: CorpusStore, tmp_path: Path, head: str
) -> None:
    text = "\n\n".join([head, *PROSE])
    assert read_plain(text)[0] == text
    assert known(stored(store, text, tmp_path)) == (None, None, None)


def test_a_title_by_hand_goes_before_one_with_a_label(store: CorpusStore, tmp_path: Path) -> None:
    text = "\n\n".join([f"Title: {TITLE}\nSource: Orme Now", *PROSE])
    article = stored(store, text, tmp_path, Metadata(title="Shells", outlet="Gull"))
    assert (article.title, article.outlet) == ("Shells", "Gull")
    assert [each.text for each in store.paragraphs(article.number)] == list(PROSE)


def test_what_stands_below_a_head_with_labels_is_counted_in_the_text_that_was_given() -> None:
    given = "\n\n".join([f"Title: {TITLE}\nSource: Orme Now", *PROSE])
    body, _ = read_plain(given)
    shifts = shifts_between(given, body)
    start = body.index("eleven shells")
    assert in_given(Span(start, start + 13), shifts).of(given) == "eleven shells"


def test_a_headline_that_holds_a_newspapers_name_is_the_headline(
    store: CorpusStore, tmp_path: Path
) -> None:
    article = stored(store, "\n\n".join(["Kyiv Post Sold", "4 March 2031", *PROSE]), tmp_path)
    assert known(article) == (None, None, "2031-03-04")
    above = stored(store, "\n".join(["Kyiv Post", "4 March 2031", TITLE, "", *PROSE]), tmp_path)
    assert (above.title, above.outlet) == (TITLE, "Kyiv Post")


def test_an_agencys_dateline_gives_the_day(store: CorpusStore, tmp_path: Path) -> None:
    told = f"LOWER HASK, Oct 20, 2026 (VPS) - {PROSE[0]}"
    article = stored(store, "\n\n".join([TITLE, told, PROSE[1]]), tmp_path)
    assert article.published == "2026-10-20"


def test_a_day_within_a_sentence_is_not_the_articles(store: CorpusStore, tmp_path: Path) -> None:
    told = f"It fell to LOWER HASK, Oct 20, 1926 (VPS) - {PROSE[0]}"
    article = stored(store, "\n\n".join([TITLE, told, PROSE[1]]), tmp_path)
    assert article.published is None


@pytest.mark.parametrize(
    ("name", "vouching"),
    [
        pytest.param("Orme Courier", "© Orme Courier 2026. All rights reserved.", id="its rights"),
        pytest.param("The Orme Monitor", "Write to desk@ormemonitor.example", id="an address"),
        pytest.param("Orme Review", "More interviews: ormereview.example/all", id="a site"),
        pytest.param("ORME SOUND GAZETTE", "“I ran,” he told the Gazette.", id="its short name"),
        pytest.param("Orme Press Service", "ORME, Oct 7, 2026 (OPS) - It was late.", id="initials"),
    ],
)
@pytest.mark.parametrize("slogan", ["", "Your island, your news since 1902\n"])
def test_an_outlet_above_the_headline_is_known_where_the_text_vouches_for_it(
    store: CorpusStore, tmp_path: Path, name: str, vouching: str, slogan: str
) -> None:
    text = "\n\n".join([f"{name}\n{slogan}", TITLE, *PROSE, vouching])
    article = stored(store, text, tmp_path)
    assert (article.title, article.outlet) == (TITLE, name)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        pytest.param("Orme Courier", "He reads the Orme Courier every day.", id="only named"),
        pytest.param("Orme Mail", "Its parcels are listed at ormemail.example today.", id="post"),
        pytest.param("Orme Review", "It takes 90 days, he told the review.", id="an inquiry"),
        pytest.param("Orme Special Unit", "The unit (OSU) was sent for.", id="a unit"),
    ],
)
def test_a_topic_above_the_headline_is_no_outlet(
    store: CorpusStore, tmp_path: Path, above: str, below: str
) -> None:
    text = "\n\n".join([above, TITLE, *PROSE, below])
    article = stored(store, text, tmp_path)
    assert (article.title, article.outlet) == (TITLE, None)


def test_a_headline_that_could_be_a_slogan_is_kept(store: CorpusStore, tmp_path: Path) -> None:
    headline = "Our island, our worst harvest since 1902"
    text = "\n\n".join([f"Orme Courier\n{headline}", *PROSE, "© Orme Courier 2026"])
    assert stored(store, text, tmp_path).title == headline


def test_a_timeline_has_no_day(store: CorpusStore, tmp_path: Path) -> None:
    days = ("4 March 2031", PROSE[0], "5 March 2031", PROSE[1])
    assert stored(store, "\n\n".join([TITLE, *days]), tmp_path).published is None


def test_what_is_said_by_hand_or_in_front_matter_goes_before(
    store: CorpusStore, tmp_path: Path
) -> None:
    text = "\n\n".join([TITLE, "Highland Dispatch\n20 October 2026\nBy Bo Ek", *PROSE])
    told = Metadata(outlet="Gull", published="2026-10-21", byline="Ann Lee")
    by_hand = stored(store, text, tmp_path, told)
    assert known(by_hand) == ("Gull", "Ann Lee", "2026-10-21")
    other = tmp_path / "other"
    other.mkdir()
    front = "---\noutlet: Lantern\ndate: 2026-10-22\n---\n"
    assert known(stored(store, front + text, other)) == ("Lantern", "Bo Ek", "2026-10-22")
