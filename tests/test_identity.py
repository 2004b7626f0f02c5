"""Which stored article a new one is: never one with other words, in whatever spelling."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.formats.web_addresses import address_key, is_front_page
from corpus.ingest import IngestReport, ingest
from corpus.storage.records import Apart, Evidence, Outcome
from corpus.storage.store import CorpusStore
from corpus.types import Metadata, RawDocument

STORM = """The harbour board closed the western mole on Tuesday night while divers looked for two
barges that had broken loose, and said that no ship would leave before the morning. Its engineer
told the board that a crane had been lifted off its rails by the wind, which nobody had seen before
in forty years of work on that quay."""
FISH = """Fishmongers at the old market will keep their stalls for another season, after the council
voted against a hotel on the square by nine to six. The mayor called the result a pity and promised
a new plan by the autumn, with a smaller building and a hall for the fish trade under its roof."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "data" / "corpus.db") as opened:
        yield opened


Page = Callable[..., Path]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    def write(
        name: str,
        *paragraphs: str,
        canonical: str = "",
        title: str = "",
        outlet: str = "Mole Gazette",
    ) -> Path:
        link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
        title = title or paragraphs[0][:30]
        body = "".join(f"<p>{' '.join(each.split())}</p>" for each in paragraphs)
        path = tmp_path / "pages" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f'<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}">'
            f"{link}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
        )
        return path

    return write


def outcomes(report: IngestReport) -> list[Outcome]:
    assert report.rejected == ()
    return [saved.outcome for saved in report.stored]


@pytest.mark.parametrize(
    "canonical",
    [
        "https://mole.example",
        "https://mole.example/index.html",
        "https://mole.example/en/",
        "https://mole.example/news",
        "https://other.example/story",
    ],
)
def test_two_pages_with_one_wrong_canonical_address_are_two_articles(
    store: CorpusStore, page: Page, canonical: str
) -> None:
    a, b = page("a.html", STORM, canonical=canonical), page("b.html", FISH, canonical=canonical)
    assert outcomes(ingest(store, [a, b])) == [Outcome.ADDED, Outcome.ADDED]
    assert outcomes(ingest(store, [b, a])) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert store.find("b").url is None


def test_what_is_kept_apart_is_reported_and_keeps_the_address_as_one_to_look_at(
    store: CorpusStore, page: Page
) -> None:
    address = "https://mole.example/news"
    first = page("a.html", STORM, canonical=address)
    second = page("b.html", FISH, canonical=address)
    ingest(store, [first])
    report = ingest(store, [second])
    [saved] = report.stored
    assert saved.apart == (Apart(store.find("a").number, Evidence.ADDRESS),)
    assert [entry.name for entry in report.apart] == [str(second)]
    assert store.find(address).id == "a"
    assert store.addresses(saved.article.number) == [address]


def test_the_same_page_saved_again_is_a_new_version_or_nothing(
    store: CorpusStore, page: Page
) -> None:
    first = page("a.html", STORM, canonical="https://mole.example/storm")
    grown = page("b.html", STORM, FISH, canonical="http://www.mole.example/storm/#top")
    copy = page("c.html", STORM, FISH, canonical="https://m.mole.example/storm/amp")
    assert outcomes(ingest(store, [first, grown])) == [Outcome.ADDED, Outcome.UPDATED]
    assert outcomes(ingest(store, [copy])) == [Outcome.DUPLICATE]
    assert outcomes(ingest(store, [first, grown])) == [Outcome.UNCHANGED] * 2
    assert store.find("a").url == "http://www.mole.example/storm/#top"


def test_the_beginning_of_an_article_does_not_replace_it(store: CorpusStore, page: Page) -> None:
    address = "https://mole.example/storm"
    whole = page("a.html", STORM, FISH, f"{FISH[::-1]}", canonical=address, title="Storm")
    stub = page("b.html", STORM, canonical=address, title="Storm")
    assert outcomes(ingest(store, [whole, stub])) == [Outcome.ADDED, Outcome.DUPLICATE]
    assert len(store.paragraphs(store.find("a").number)) == 3


@pytest.mark.parametrize(
    "shown",
    [
        (STORM, "To go on reading, take out a subscription."),
        (STORM, "Sign in or create an account to see the whole story."),
        (f"{STORM[:150]} ...",),
    ],
)
def test_neither_does_one_that_asks_for_a_subscription(
    store: CorpusStore, page: Page, shown: tuple[str, ...]
) -> None:
    address = "https://mole.example/storm"
    whole = page("a.html", STORM, FISH, canonical=address, title="Storm")
    wall = page("b.html", *shown, canonical=address, title="Storm")
    assert outcomes(ingest(store, [whole, wall])) == [Outcome.ADDED, Outcome.DUPLICATE]
    assert outcomes(ingest(store, [whole, wall])) == [Outcome.UNCHANGED] * 2
    assert store.find("a").version == 1


def test_a_file_that_its_owner_shortens_is_a_new_version(store: CorpusStore, page: Page) -> None:
    ingest(store, [page("a.html", STORM, FISH, title="Storm")])
    assert outcomes(ingest(store, [page("a.html", STORM, title="Storm")])) == [Outcome.UPDATED]


def test_a_folder_read_again_does_not_bring_an_earlier_copy_back(
    store: CorpusStore, page: Page
) -> None:
    pages = [
        page("a.html", STORM, canonical="https://mole.example/storm", title="Storm"),
        page("b.html", STORM, canonical="http://mole.example/storm/", title="Storm"),
        page("c.html", STORM, FISH, canonical="https://mole.example/storm", title="Storm"),
    ]
    first = [Outcome.ADDED, Outcome.DUPLICATE, Outcome.UPDATED]
    assert outcomes(ingest(store, pages)) == first
    assert outcomes(ingest(store, pages)) == [Outcome.UNCHANGED] * 3
    assert len(store.paragraphs(store.find("a").number)) == 2


def test_an_equal_copy_that_changes_later_is_an_article_of_its_own(
    store: CorpusStore, tmp_path: Path
) -> None:
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    one.write_text(STORM)
    other.write_text(STORM)
    ingest(store, [one, other])
    one.write_text(f"{STORM}\n\n{FISH}")
    assert outcomes(ingest(store, [one, other])) == [Outcome.UPDATED, Outcome.UNCHANGED]
    other.write_text(STORM.replace("forty", "fifty"))
    assert outcomes(ingest(store, [other])) == [Outcome.ADDED]


def test_another_outlets_copy_is_not_a_version_of_the_page_that_it_names(
    store: CorpusStore, page: Page
) -> None:
    ours = page("a.html", STORM, canonical="https://mole.example/storm")
    theirs = page("b.html", STORM, canonical="https://mole.example/storm", outlet="Gull Wire")
    assert outcomes(ingest(store, [ours, theirs])) == [Outcome.ADDED, Outcome.ADDED]
    assert [store.find(name).outlet for name in "ab"] == ["Mole Gazette", "Gull Wire"]


def fetched(address: str, *paragraphs: str, title: str) -> RawDocument:
    body = "".join(f"<p>{' '.join(each.split())}</p>" for each in paragraphs)
    content = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    return RawDocument(address, address, "page", "html", content, address=address)


def test_a_saved_page_does_not_replace_a_fetched_one_with_other_words(
    store: CorpusStore, page: Page
) -> None:
    address = "https://mole.example/storm"
    ingest(store, [fetched(address, STORM, title="Storm")])
    assert outcomes(ingest(store, [page("a.html", FISH, canonical=address, title="Storm")])) == [
        Outcome.ADDED
    ]
    assert store.find(address).id == "page"


def test_a_fetched_page_that_names_another_keeps_the_address_that_it_came_from(
    store: CorpusStore,
) -> None:
    first, second = "https://mole.example/storm", "https://mole.example/fish"
    ingest(store, [fetched(first, STORM, title="Storm")])
    wrong = fetched(second, FISH, title="Fish")
    assert isinstance(wrong.content, str)
    link = f'<head><link rel="canonical" href="{first}">'
    ingest(store, [replace(wrong, content=wrong.content.replace("<head>", link))])
    assert sorted(article.url or "" for article in store.articles()) == [second, first]


def test_a_file_written_over_with_another_story_is_another_article(
    store: CorpusStore, page: Page
) -> None:
    ingest(store, [page("latest.html", STORM)])
    [saved] = ingest(store, [page("latest.html", FISH)]).stored
    assert saved.outcome is Outcome.ADDED
    assert saved.apart == (Apart(store.find("latest").number, Evidence.PLACE),)
    [third] = ingest(store, [page("latest.html", STORM.replace("Tuesday", "Monday"))]).stored
    assert (third.outcome, third.article.id) == (Outcome.UPDATED, "latest")
    assert store.stats().articles == 2


def test_a_file_with_too_few_words_to_tell_by_stays_the_same_article(
    store: CorpusStore, tmp_path: Path
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The quay is closed until further notice, the harbour master said.")
    ingest(store, [path])
    path.write_text("Ships may enter again since noon, according to the pilots.")
    assert outcomes(ingest(store, [path])) == [Outcome.UPDATED]


def test_neither_the_name_of_the_site_nor_a_headline_makes_one_of_two_pages_in_one_file(
    store: CorpusStore, page: Page
) -> None:
    ingest(store, [page("a.html", STORM, title="Mole Gazette", canonical="")])
    assert outcomes(ingest(store, [page("a.html", FISH, title="Mole Gazette")])) == [Outcome.ADDED]
    daily = "https://mole.example/briefing/"
    ingest(store, [page("b.html", STORM[:200], title="Briefing", canonical=f"{daily}1")])
    [saved] = ingest(
        store, [page("b.html", FISH[:200], title="Briefing", canonical=f"{daily}2")]
    ).stored
    assert saved.outcome is Outcome.ADDED


def test_a_headline_that_stays_or_words_that_stay_make_a_new_version(
    store: CorpusStore, page: Page
) -> None:
    ingest(store, [page("a.html", STORM, title="Mole closed")])
    assert outcomes(ingest(store, [page("a.html", FISH, title="Mole closed")])) == [Outcome.UPDATED]
    changed = FISH.replace("hotel", "car park")
    assert outcomes(ingest(store, [page("a.html", changed, title="Market stays")])) == [
        Outcome.UPDATED
    ]


def write_lines(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def test_a_line_put_in_above_others_swaps_nothing(store: CorpusStore, tmp_path: Path) -> None:
    storm, fish = {"title": "Storm", "text": STORM}, {"title": "Fish", "text": FISH}
    new = {"title": "Bridge", "text": "The bridge opens in May, the council said on Friday."}
    path = write_lines(tmp_path / "wire.jsonl", storm, fish)
    ingest(store, [path])
    numbers = {article.title: article.number for article in store.articles()}
    changed = fish | {"text": FISH.replace("hotel", "car park")}
    report = ingest(store, [write_lines(path, new, storm, changed)])
    assert outcomes(report)[0] is Outcome.ADDED
    assert outcomes(report)[2] is Outcome.UPDATED
    after = {article.title: article.number for article in store.articles()}
    assert after.pop("Bridge") not in numbers.values()
    assert after == numbers


def test_two_lists_that_count_from_1_do_not_replace_each_other(
    store: CorpusStore, tmp_path: Path
) -> None:
    one = write_lines(tmp_path / "a.jsonl", {"id": "1", "title": "Storm", "text": STORM})
    other = write_lines(tmp_path / "b.jsonl", {"id": "1", "title": "Fish", "text": FISH})
    report = ingest(store, [one, other])
    assert outcomes(report) == [Outcome.ADDED, Outcome.ADDED]
    assert report.apart[0].name == f"{other} line 1"
    assert outcomes(ingest(store, [one, other])) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    changed = {"id": "1", "title": "Fish", "text": FISH.replace("hotel", "car park")}
    assert outcomes(ingest(store, [write_lines(other, changed)])) == [Outcome.UPDATED]
    assert store.find("id:1").title == "Storm"


def test_two_ids_with_one_address_are_two_articles_and_told(
    store: CorpusStore, tmp_path: Path
) -> None:
    url = "https://mole.example/a"
    one = write_lines(tmp_path / "a.jsonl", {"id": "one", "url": url, "text": STORM})
    other = write_lines(tmp_path / "b.jsonl", {"id": "two", "url": url, "text": FISH})
    [first, second] = ingest(store, [one, other]).stored
    assert (first.outcome, second.outcome) == (Outcome.ADDED, Outcome.ADDED)
    assert second.apart == (Apart(first.article.number, Evidence.ADDRESS),)


def test_an_address_that_very_many_share_is_compared_with_none(
    store: CorpusStore, tmp_path: Path
) -> None:
    words = [f"word{n} and name{n} met place{n} on day{n}. " for n in range(400)]
    texts = [{"text": "".join(words[n::20]), "url": "https://mole.example/all"} for n in range(20)]
    report = ingest(store, [write_lines(tmp_path / "many.jsonl", *texts)])
    assert report.added == 20
    assert len(report.apart) == 19
    assert max(len(saved.apart) for saved in report.stored) <= 8


def test_files_whose_names_differ_in_bytes_that_are_no_text_are_two_places(
    store: CorpusStore, tmp_path: Path
) -> None:

    for name, text in (
        (b"caf\xe8.txt", STORM),
        (b"caf\xe9.txt", STORM.replace("Tuesday", "Monday")),
    ):
        (tmp_path / os.fsdecode(name)).write_text(text)
    assert ingest(store, [tmp_path]).added == 2


# What was said by hand


def test_what_was_said_by_hand_is_kept_when_the_file_is_read_again(
    store: CorpusStore, page: Page
) -> None:
    said = Metadata(title="Gale", outlet="Harbour Post", published="2031-03-05")
    path = page("a.html", STORM)
    ingest(store, [path], metadata=said)
    assert outcomes(ingest(store, [path])) == [Outcome.UNCHANGED]
    ingest(store, [page("a.html", STORM, FISH)])
    article = store.find("a")
    assert article.version == 2
    assert (article.title, article.outlet, article.published) == (
        "Gale",
        "Harbour Post",
        "2031-03-05",
    )


def test_a_correction_is_believed_before_the_file(store: CorpusStore, tmp_path: Path) -> None:
    record = {"title": "Storm", "source": "Gull", "text": STORM}
    path = write_lines(tmp_path / "wire.jsonl", record)
    ingest(store, [path])
    number = store.find("wire-1").number
    paragraphs = [p.text for p in store.paragraphs(number)]
    edited = store.edit(number, Metadata(outlet="Harbour Post"))
    assert (edited.outcome, edited.article.outlet) == (Outcome.UPDATED, "Harbour Post")
    assert [p.text for p in store.paragraphs(number)] == paragraphs
    assert store.versions(number)[0].outlet == "Gull"
    assert store.edit(number, Metadata(outlet="Harbour Post")).outcome is Outcome.UNCHANGED
    assert outcomes(ingest(store, [path], metadata=Metadata(outlet="Other"))) == [Outcome.UNCHANGED]
    ingest(store, [write_lines(path, record | {"text": f"{STORM}\n\n{FISH}"})])
    assert store.find("wire-1").outlet == "Harbour Post"
    assert store.faults() == []


def test_an_option_given_later_is_taken_and_an_equal_copy_of_a_corrected_file_is_none(
    store: CorpusStore, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORM)
    ingest(store, [tmp_path / "a.txt"])
    assert outcomes(ingest(store, [tmp_path / "a.txt"], metadata=Metadata(outlet="Gull"))) == [
        Outcome.UPDATED
    ]
    store.edit(store.find("a").number, Metadata(title="Storm"))
    assert outcomes(ingest(store, [tmp_path / "b.txt"])) == [Outcome.DUPLICATE]


def test_a_corrected_headline_does_not_make_a_paragraph_of_the_printed_one(
    store: CorpusStore, tmp_path: Path
) -> None:
    headline = "Mole Stays Closed After Storm Breaks Barges Loose"
    record = {"title": headline, "text": f"{headline}\n\n{STORM}\n"}
    path = write_lines(tmp_path / "a.jsonl", record)
    ingest(store, [path])
    store.edit(store.find("a-1").number, Metadata(title="Gale"))
    ingest(store, [write_lines(path, record | {"text": f"{record['text']}\n\n{FISH}"})])
    article = store.find("a-1")
    assert (article.title, article.version) == ("Gale", 3)
    assert [p.position for p in store.paragraphs(article.number)] == [2, 3]


# Addresses

SAME = [
    "https://mole.example/a/storm",
    "http://mole.example/a/storm",
    "HTTPS://WWW.Mole.Example:443/a/storm/",
    "https://m.mole.example/a/storm#comments",
    "https://amp.mole.example/a/storm?utm_source=x&fbclid=1",
    "https://mole.example/a/storm/index.html",
    "https://mole.example/a//storm/amp/",
    "https://mole.example/amp/a/storm?amp=1",
    "https://mole.example/%61/sto%72m",
    "https://mole.example/b/../a/storm?",
    "https://mole-example.cdn.ampproject.org/c/s/mole.example/a/storm",
]
OTHERS = [
    "https://mole.example/a/storm-2",
    "https://mole.example/a/Storm",
    "https://mole.example/a/storm?id=2",
    "https://mole.example/a/storm?2",
    "https://mole.example:8443/a/storm",
    "https://news.mole.example/a/storm",
    "https://mole.example/a%2Fstorm",
    "https://mole.example/a/storm#!/2",
    "https://mole.example.org/a/storm",
]


@pytest.mark.parametrize("url", SAME)
def test_spellings_of_one_address_are_one(url: str) -> None:
    assert address_key(url) == address_key(SAME[0])


def test_other_addresses_are_others() -> None:
    assert len({address_key(url) for url in [SAME[0], *OTHERS]}) == len(OTHERS) + 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://mole.example/новини/1", "https://mole.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/1"),
        ("https://пример.example/1", "https://xn--e1afmkfd.example/1"),
        ("https://mole.example/1?b=2&a=1", "https://mole.example/1?a=1&b=2"),
        ("https://mole.example/1.amp.html", "https://mole.example/1.html"),
        ("https://en.m.mole.example/1", "https://en.mole.example/1"),
    ],
)  # fmt: skip
def test_escapes_hosts_and_order_make_no_difference(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://mole.example", True),
        ("https://www.mole.example/?utm_source=x", True),
        ("https://mole.example/index.php", True),
        ("https://mole.example/uk/", True),
        ("https://mole.example/?p=12", False),
        ("https://mole.example/storm", False),
        ("https://mole.example/#!/storm", False),
    ],
)
def test_a_front_page_is_told_from_a_page(url: str, is_front: bool) -> None:
    assert is_front_page(url) is is_front
