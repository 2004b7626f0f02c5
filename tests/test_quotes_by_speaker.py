"""Who said it, as a user asks for it: over answers, by speaker, and for a file of articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

FLOOD = """Ada Bell says that the weir holds and the valley is safe.

Norland denies that the weir was opened at night."""
LATER = "Ada Bell warns that the weir needs new gates."


@pytest.fixture
def valley(terminal: Terminal, tmp_path: Path) -> Terminal:
    folder = tmp_path / "valley"
    folder.mkdir()
    (folder / "flood.txt").write_text(FLOOD, encoding="utf-8")
    (folder / "later.txt").write_text(LATER, encoding="utf-8")
    terminal.succeeds("ingest", str(folder / "flood.txt"), "--date", "2031-03-04")
    terminal.succeeds("ingest", str(folder / "later.txt"), "--date", "2031-03-09")
    terminal.succeeds("rebuild")
    return terminal


def test_an_answer_says_who_says_it(valley: Terminal) -> None:
    reply = valley.json("ask", "is the valley safe", "--json", "--no-abstain")
    (said,) = reply["citations"][0]["attributions"]
    assert said["speaker"] == "Ada Bell"
    assert said["act"] == "states"
    assert said["kind"] == "indirect"
    assert said["source"] == "Ada Bell"
    assert said["cue"] == "says"
    assert said["content"] in reply["citations"][0]["paragraph_text"]
    assert "Ada Bell\n" in valley.succeeds("ask", "is the valley safe", "--no-abstain")


def test_by_limits_an_answer_to_a_speaker(valley: Terminal) -> None:
    reply = valley.json("ask", "the weir", "--by", "norland", "--json", "--no-abstain")
    assert [c["attributions"][0]["speaker"] for c in reply["citations"]] == ["Norland"]
    assert "Zed" in valley.fails("ask", "the weir", "--by", "Zed")


def test_by_a_name_of_several_says_whose_words_are_searched(valley: Terminal) -> None:
    Path("other.txt").write_text("Tom Bell says that the gate is shut.", encoding="utf-8")
    valley.succeeds("ingest", "other.txt")
    valley.succeeds("sync")
    _, _, told = valley.run("ask", "the weir", "--by", "Bell", "--no-abstain")
    assert "Ada Bell" in told
    assert "Tom Bell" in told
    _, _, told = valley.run("ask", "the weir", "--by", "Ada Bell", "--no-abstain")
    assert "Bell" not in told


def test_a_name_of_several_words_needs_no_quotation_marks(valley: Terminal) -> None:
    every = valley.json("said", "Ada Bell", "--json")
    assert valley.json("said", "Ada", "Bell", "--json") == every
    assert valley.succeeds("said", "Ada", "Bell").startswith("Ada Bell: ")
    for words in (("gates",), ("about", "gates"), ("on gates",)):
        assert "Ada Bell about gates: 1 statement" in valley.succeeds("said", "Ada", "Bell", *words)


def test_said_is_newest_first_and_can_be_limited(valley: Terminal) -> None:
    report = valley.json("said", "Bell", "--json")
    assert [p["article"]["published"] for p in report["passages"]] == ["2031-03-09", "2031-03-04"]
    report = valley.json("said", "Bell", "about", "gates", "--json")
    assert len(report["passages"]) == 1
    report = valley.json("said", "Bell", "--until", "2031-03-05", "--json")
    assert len(report["passages"]) == 1
    assert "Ada Bell (warning)" in valley.succeeds("said", "Bell")
    assert "Zed" in valley.fails("said", "Zed")
    assert "Ada Bell about gates: 1 statement" in valley.succeeds("said", "Bell", "on", "gates")
    assert "Ada Bell about gates: 1 statement" in valley.succeeds("said", "Bell", "on gates")
    code, _, errors = valley.run("said", " ")
    assert code == 2
    assert "give a name" in errors


def ingested(terminal: Terminal, tmp_path: Path, *lines: dict[str, str]) -> Terminal:
    path = tmp_path / "lines.jsonl"
    given = ({"id": str(n), "title": f"Day {n}", **line} for n, line in enumerate(lines))
    path.write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    terminal.succeeds("ingest", str(path))
    terminal.succeeds("rebuild")
    return terminal


def told(report: Any) -> list[str]:
    return [passage["paragraph_text"] for passage in report["passages"]]


def test_a_topic_is_looked_for_where_the_words_stand_and_not_in_the_headline_alone(
    terminal: Terminal, tmp_path: Path
) -> None:
    ingested(
        terminal,
        tmp_path,
        {"title": "Rain", "text": "Bell says that gates leak."},
        {"title": "The gates", "text": "Bell says that rain fell."},
        {"title": "Valley", "text": "Bell says that rain fell. The gates stood open."},
        {"title": "Reopening the gates", "text": "Bell says that reopening them will take a day."},
    )
    about = terminal.json("said", "Bell", "about", "gates", "--json")
    assert sorted(told(about)) == [
        "Bell says that gates leak.",
        "Bell says that rain fell. The gates stood open.",
    ]
    assert about["statements"] == 2
    # With a word of the topic in what is said, the headline can have the rest.
    both = terminal.json("said", "Bell", "about", "reopening the gates", "--json")
    assert "Bell says that reopening them will take a day." in told(both)
    assert "Found nothing that Bell says about zebras." in terminal.succeeds(
        "said", "Bell", "about", "zebras"
    )


def test_undated_statements_stand_last_under_a_heading_of_their_own(
    terminal: Terminal, tmp_path: Path
) -> None:
    ingested(
        terminal,
        tmp_path,
        {"text": "Bell says that nobody knows when."},
        {"date": "2031-03-04", "text": "Bell says that rain fell."},
        {"date": "2031-03-09", "text": "Bell says that gates leak."},
    )
    lines = terminal.succeeds("said", "Bell").splitlines()
    assert lines[0] == "Bell: 3 statements in 3 paragraphs"
    order = [n for n, line in enumerate(lines) if line.startswith("[") or line == "Undated"]
    assert [lines[n].split(" ")[0] for n in order] == ["[1]", "[2]", "Undated", "[3]"]
    assert "9 March 2031" in lines[order[0]]


def test_a_surname_of_several_lists_them_with_the_commands_to_type(
    terminal: Terminal, tmp_path: Path
) -> None:
    ingested(
        terminal,
        tmp_path,
        {
            "date": "2031-03-04",
            "text": "Ada Bell says that gates leak.\n\nAda Bell says that it rains.",
        },
        {"date": "2031-03-05", "text": "Ivo Bell says that the bank is shut."},
    )
    shown = terminal.succeeds("said", "Bell", "--since", "2031-03-01")
    assert "2 speakers match Bell" in shown
    assert 'dateline said "Ada Bell" --since 2031-03-01' in shown
    assert shown.index("Ada Bell") < shown.index("Ivo Bell")
    assert "gates leak" not in shown
    assert "gates leak" in terminal.succeeds("said", "Ada Bell")
    assert "is shut" not in terminal.succeeds("said", "Ada Bell")
    # Where only one of them says something on it, there is nothing to choose.
    assert "is shut" in terminal.succeeds("said", "Bell", "about", "bank")
    report = terminal.json("said", "Bell", "--json")
    assert [(one["name"], one["statements"]) for one in report["speakers"]] == [
        ("Ada Bell", 2),
        ("Ivo Bell", 1),
    ]


def test_an_abbreviation_is_nobodys_surname_and_a_description_nobodys_name(
    terminal: Terminal, tmp_path: Path
) -> None:
    ingested(
        terminal,
        tmp_path,
        {"text": "UN says that rain fell."},
        {"text": "Kim Jong Un says that it did not."},
        {"text": "Norland Officials says that it may. Norland says that it did."},
    )
    assert "rain fell" in terminal.succeeds("said", "UN")
    assert "2 speakers match Un" in terminal.succeeds("said", "Un")
    assert terminal.succeeds("said", "Norland").startswith("Norland: 1 statement")
    assert "it may" in terminal.succeeds("said", "Norland Officials")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_pages_hold_every_statement_once_and_in_order(
    valley_of_quotes: Terminal, size: int
) -> None:
    whole = valley_of_quotes.json("said", "Bell", "--limit", "100", "--json")
    paged: list[str] = []
    while True:
        page = valley_of_quotes.json(
            "said", "Bell", "--limit", str(size), "--offset", str(len(paged)), "--json"
        )
        assert (page["total"], page["offset"]) == (whole["total"], len(paged))
        if not page["passages"]:
            break
        paged += told(page)
    assert paged == told(whole)
    assert len(set(paged)) == len(paged) == whole["total"] == 9
    days = [passage["article"]["published"] or "" for passage in whole["passages"]]
    assert days == sorted(days, reverse=True)


def test_a_page_says_how_to_go_on(valley_of_quotes: Terminal) -> None:
    shown = valley_of_quotes.succeeds("said", "Bell", "--limit", "4")
    assert shown.splitlines()[-1] == "5 more; add --offset 4"
    assert "more" not in valley_of_quotes.succeeds("said", "Bell", "--offset", "5")


@pytest.fixture
def valley_of_quotes(terminal: Terminal, tmp_path: Path) -> Terminal:
    """Nine paragraphs in which Bell says something, of three dated articles and one undated."""
    things = iter(["gates", "pumps", "boats", "roads", "bells", "farms", "wells", "walls", "mills"])
    texts = [
        "\n\n".join(f"Bell says that {next(things)} number {n} are lost to us." for _ in range(n))
        for n in (1, 2, 3, 3)
    ]
    days = [{"date": "2031-03-04"}, {}, {"date": "2031-03-09"}, {"date": "2031-03-04"}]
    lines = [{**day, "text": text} for day, text in zip(days, texts, strict=True)]
    return ingested(terminal, tmp_path, *lines)


def test_wire_copy_is_said_once(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    lines = [
        {"id": outlet, "source": outlet, "date": "2031-03-04", "title": "Flood", "text": FLOOD}
        for outlet in ("Lantern", "Courier")
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    terminal.succeeds("ingest", str(path))
    terminal.succeeds("rebuild")
    (passage,) = terminal.json("said", "Bell", "--json")["passages"]
    assert [article["outlet"] for article in passage["also_in"]] == ["Courier"]
    assert "also in Courier" in terminal.succeeds("said", "Bell")


def test_who_does_it_comes_before_who_mentions_it(terminal: Terminal, tmp_path: Path) -> None:
    mention = (
        "What did Norland deny, readers ask the Lantern: did Norland deny the report, and does it"
        " deny the rest?"
    )
    texts = [mention, "Oslo says that Norland may deny it.", FLOOD]
    path = tmp_path / "norland.jsonl"
    lines = [{"id": str(k), "title": "Weir", "text": text} for k, text in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    terminal.succeeds("ingest", str(path))
    terminal.succeeds("rebuild")
    reply = terminal.json("ask", "What did Norland deny?", "--json", "--no-abstain")
    assert reply["citations"][0]["attributions"][0]["act"] == "denies"
    assert reply["citations"][0]["article"]["id"] == "2"


def test_an_act_is_found_however_it_is_worded(terminal: Terminal, tmp_path: Path) -> None:
    """More paragraphs share the question's words than the searches return; none is the act."""
    noise = [f"Norland row {k}: deny, deny, deny, ask Norland." for k in range(150)]
    path = tmp_path / "norland.jsonl"
    texts = ["\n\n".join(noise), "Norland denies that water rose in the quiet eastern valley."]
    lines = [{"id": str(k), "title": "Weir", "text": text} for k, text in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    terminal.succeeds("ingest", str(path))
    terminal.succeeds("rebuild")
    reply = terminal.json("ask", "What did Norland deny?", "--json", "--no-abstain")
    assert reply["citations"][0]["article"]["id"] == "1"


def test_speakers_are_listed_and_joined(valley: Terminal) -> None:
    assert "Ada Bell" in valley.succeeds("speakers")
    valley.succeeds("speakers", "alias", "Ada Bell", "The Mayor")
    valley.succeeds("speakers", "party", "Ada Bell", "Town")
    (bell, _) = valley.json("speakers", "list", "--json")["speakers"]
    assert bell == {
        "name": "Ada Bell",
        "party": "Town",
        "aliases": ["The Mayor"],
        "attributions": 2,
    }
    assert len(valley.json("said", "the mayor", "--json")["passages"]) == 2


def test_attribute_prints_offsets_into_the_text_as_given(
    terminal: Terminal, tmp_path: Path
) -> None:
    text = "\tTitle\r\n\r\n  🌊 Ada Bell says that the weir holds.\n"
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps({"id": "a", "text": text}), json.dumps({"doc_id": 7, "text": ""})]
    path.write_text("\n".join(lines), encoding="utf-8")
    first, second = map(
        json.loads, terminal.succeeds("attribute", str(path), "--json").splitlines()
    )
    assert second == {"doc_id": 7, "quotes": []}
    assert first["doc_id"] == "a"
    (quote,) = first["quotes"]
    assert text[slice(*quote["source"])] == "Ada Bell"
    assert [text[slice(*span)] for span in quote["content"]] == ["the weir holds"]
    assert (quote["speaker"], quote["act"], quote["kind"]) == ("Ada Bell", "states", "indirect")


def test_attribute_names_the_line_that_is_wrong(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n{"id": "b"}\n', encoding="utf-8")
    assert "articles.jsonl line 2" in terminal.fails("attribute", str(path))


def test_said_tells_of_bearers_of_the_name_who_are_silent_on_the_topic(
    terminal: Terminal, tmp_path: Path
) -> None:
    bells = ingested(
        terminal,
        tmp_path,
        {"text": "Ada Bell says that the weir needs gates."},
        {"text": "Otto Bell says that the harbour is open."},
    )
    shown = " ".join(bells.succeeds("said", "Bell", "about", "gates").split())
    assert "Ada Bell about gates: 1 statement" in shown
    assert "1 other speaker matches Bell" in shown
    assert 'dateline said "Bell"' in shown
    assert "other speaker" not in bells.succeeds("said", "Ada Bell", "about", "gates")


def test_a_surname_of_several_lists_them_where_one_is_to_be_explained(
    terminal: Terminal, tmp_path: Path
) -> None:
    bells = ingested(
        terminal,
        tmp_path,
        {"text": "Ada Bell says that the weir needs gates. Piet Oren says that it holds."},
        {"text": "Otto Bell says that the harbour is open."},
    )
    shown = bells.succeeds("speakers", "--why", "Bell")
    assert "2 speakers match Bell" in shown
    assert 'dateline speakers --why "Otto Bell"' in shown
    shown = bells.succeeds("speakers", "party", "Bell", "--why")
    assert 'dateline speakers party "Ada Bell" --why' in shown
    assert "Piet Oren: no other name" in bells.succeeds("speakers", "--why", "Oren")
    assert "Piet Oren: no party" in bells.succeeds("speakers", "party", "Oren", "--why")
    assert "Zed" in bells.fails("speakers", "--why", "Zed")
