"""`dateline claims`: sides, coverage, figures and disputes of one story, in one object."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

WEIR = """The weir at Lissow broke on Tuesday, and the valley of Lissow was flooded.

Ada Bell says that at least three people were killed at Lissow.

Norland claims that the raiders at Lissow were Danish."""
LATER = """The weir at Lissow broke on Tuesday, and nine people were killed at Lissow.

Denmark denies that it was behind the raid at Lissow."""


@pytest.fixture
def news(terminal: Terminal, tmp_path: Path) -> dict[str, str]:
    """The texts of the articles that were taken in, by their ids."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, day, text in (("weir", "2031-03-04", WEIR), ("later", "2031-03-05", LATER)):
        (folder / f"{name}.md").write_text(f"---\nsource: {name}\ndate: {day}\n---\n{text}")
    terminal.succeeds("ingest", str(folder))
    return {"weir": WEIR, "later": LATER}


def spans(value: Any) -> list[dict[str, Any]]:
    """Every object that quotes words of an article, however deep."""
    if isinstance(value, list):
        return [span for each in value for span in spans(each)]
    if not isinstance(value, dict):
        return []
    here = [value] if isinstance(value.get("quote"), str) else []
    return here + [span for each in value.values() for span in spans(each)]


def test_everything_is_in_one_object(terminal: Terminal, news: dict[str, str]) -> None:
    found = terminal.json("claims", "Lissow", "--json")
    assert found["topic"] == "Lissow"
    assert found["story"]["articles"] == 2
    assert {party["name"] for party in found["parties"]} >= {"Norland", "Denmark", "Ada Bell"}
    [conflict] = found["conflicts"]
    assert {conflict["a"]["party"], conflict["b"]["party"]} == {"Norland", "Denmark"}
    assert conflict["a"]["origin"] in {origin["id"] for origin in found["origins"]}
    killed = next(group for group in found["figures"] if group["slot"]["kind"] == "killed")
    assert [(v["value"], v["superseded"], v["speaker"]) for v in killed["values"]] == [
        (9, False, None), (3, False, "Ada Bell")
    ]  # fmt: skip
    by_id = {origin["id"]: origin["speaker"] for origin in found["origins"]}
    assert by_id[killed["values"][1]["origin"]] == "Ada Bell"
    assert found["coverage"]["rows"]
    why = {party["name"]: party["why"] for party in found["parties"]}
    assert why["Denmark"]["quote"] == "Denmark"
    assert "Ada Bell" in why["Ada Bell"]["quote"]
    assert found["silent"] == {"parties": []}


def test_every_quotation_is_what_stands_in_the_article(
    terminal: Terminal, news: dict[str, str]
) -> None:
    quoted = spans(terminal.json("claims", "Lissow", "--json"))
    assert len(quoted) > 8
    for span in quoted:
        assert news[span["article"]][span["start"] : span["stop"]] == span["quote"]


def test_as_of_a_moment_nothing_later_is_in_it(terminal: Terminal, news: dict[str, str]) -> None:
    found = terminal.json("claims", "Lissow", "--as-of", "2031-03-04", "--json")
    assert found["as_of"] == "2031-03-04T23:59:59Z"
    assert found["conflicts"] == []
    assert {span["article"] for span in spans(found)} == {"weir"}
    assert "Denmark" not in str(found)


def test_the_screen_has_all_of_it(terminal: Terminal, news: dict[str, str]) -> None:
    shown = terminal.succeeds("claims", "Lissow")
    for part in ("Norland", "Not unanimous here", "at least three", "1 of 2 outlets"):
        assert part in shown
    assert "No story" in terminal.succeeds("claims", "zebras")


def test_in_json_lines_offsets_count_in_the_text_that_was_given(
    terminal: Terminal, tmp_path: Path
) -> None:
    """White space and letters without a glyph, which are not stored, move what stands behind."""
    text = WEIR.replace("Tuesday", "Tues\u00addays \u200b ").replace("\n\n", " \t\r\n \n\n\n")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "weir", "source": "w", "text": text}))
    terminal.succeeds("ingest", str(tmp_path / "a.jsonl"))
    terminal.succeeds("edit", "weir", "--outlet", "The Weir")  # another version
    terminal.succeeds("ingest", str(tmp_path / "a.jsonl"))
    quoted = spans(terminal.json("claims", "Lissow", "--json"))
    assert len(quoted) > 4
    for span in quoted:
        assert text[span["start"] : span["stop"]] == span["quote"]


def test_claim_review_has_who_says_it_and_where_and_no_rating(
    terminal: Terminal, news: dict[str, str]
) -> None:
    found = terminal.json("claims", "Lissow", "--claimreview")
    assert found["@context"] == "https://schema.org"
    denial = next(r for r in found["@graph"] if r["claimReviewed"].startswith("denies"))
    assert denial["@type"] == "ClaimReview"
    assert denial["itemReviewed"] == {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": "Denmark"},
        "datePublished": "2031-03-05",
        "firstAppearance": {
            "@type": "NewsArticle",
            "identifier": "later",
            "datePublished": "2031-03-05",
            "publisher": {"@type": "Organization", "name": "later"},
        },
    }
    assert "ating" not in str(found)
    assert terminal.json("claims", "zebras", "--claimreview")["@graph"] == []


def test_stories_are_listed_with_their_articles(
    terminal: Terminal, news: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("A lamp went out in Norhaven harbour, sailors say.")
    terminal.succeeds("ingest", str(tmp_path / "other.txt"))
    lines = [json.loads(line) for line in terminal.succeeds("stories", "--json").splitlines()]
    story = {line["article"]: line["story"] for line in lines}
    assert story["weir"] == story["later"] != story["other"]
    assert "2 articles · 2 outlets · 4 March 2031 to 5 March 2031" in terminal.succeeds("stories")
    first = terminal.succeeds("stories", "--limit", "1", "--json").splitlines()
    assert {json.loads(line)["story"] for line in first} == {story["weir"]}
