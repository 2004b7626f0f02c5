"""What an editor corrects and removes at a terminal: by what was shown, and for good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal import Terminal


def listed(terminal: Terminal) -> list[str]:
    return [article["id"] for article in terminal.json("sources", "--json")["articles"]]


def test_a_correction_survives_the_next_ingest_of_the_file(indexed: Terminal, news: Path) -> None:
    shown = indexed.succeeds(
        "edit", "market-7", "--outlet", "Mole Gazette", "--date", "5 March 2031", "--title", "Fish"
    )
    assert "Mole Gazette" in shown
    assert "dateline sync" in shown
    assert indexed.json("ingest", str(news), "--json")["unchanged"] == 3
    article = indexed.json("article", "market-7", "--json")
    assert (article["outlet"], article["published"], article["title"]) == (
        "Mole Gazette",
        "2031-03-05",
        "Fish",
    )
    assert "future: 2931-03-05" in indexed.succeeds("edit", "ferry", "--date", "5.3.2931")
    assert "It said so before." in indexed.succeeds("edit", "market-7", "--title", "Fish")
    indexed.succeeds("sync")
    report = indexed.json("ask", "--json", "--no-abstain", "Who moves the fish market?")
    assert report["citations"][0]["article"]["outlet"] == "Mole Gazette"


def test_changes_show_what_was_said_of_an_article_then_and_now(indexed: Terminal) -> None:
    before = indexed.json("article", "market-7", "--json")
    indexed.succeeds("edit", "market-7", "--outlet", "Mole Gazette")
    indexed.succeeds("edit", "market-7", "--date", "2031-03-05")
    first, second = indexed.succeeds("changes", "market-7").split("market-7 v3")
    outlet, published = before["outlet"] or "unknown", before["published"] or "unknown"
    assert f"  then: outlet {outlet}\n  now: outlet Mole Gazette\n" in first
    assert second.endswith(f"edited\n  then: date {published}\n  now: date 2031-03-05\n")
    told = [
        json.loads(line) for line in indexed.succeeds("changes", "market-7", "--json").splitlines()
    ]
    assert [change["fields"] for change in told] == [
        [{"field": "outlet", "then": before["outlet"], "now": "Mole Gazette"}],
        [{"field": "date", "then": before["published"], "now": "2031-03-05"}],
    ]


def test_articles_are_named_or_chosen_and_not_both(indexed: Terminal) -> None:
    errors = indexed.run("remove", "ferry", "--outlet", "The Gull")[2]
    assert "not both" in " ".join(errors.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("edit", "ferry"),
        ("edit", "ferry", "--outlet", " "),
        ("edit", "ferry", "--url", "ftp://mole.example"),
        ("edit", "ferry", "--date", "yesterday"),
        ("remove",),
        ("remove", "ferry", "--outlet", "The Gull"),
        ("remove", "--since", "2031-03-05", "--until", "2031-03-04"),
        ("remove", "--since", "yesterday"),
    ],
)
def test_wrong_usage_changes_nothing(indexed: Terminal, arguments: tuple[str, ...]) -> None:
    before = indexed.json("sources", "--json")
    assert indexed.run(*arguments, typed="y\n")[0] == 2
    assert indexed.json("sources", "--json") == before


def test_articles_chosen_by_outlet_or_day_are_shown_and_removed_after_a_yes(
    indexed: Terminal,
) -> None:
    code, shown, _ = indexed.run("remove", "--outlet", "the gull", typed="n\n")
    assert code == 1
    assert "market-7" in shown
    assert "ferry" not in shown
    assert indexed.run("remove", "--outlet", "the gull")[0] == 1
    assert len(listed(indexed)) == 3
    code, shown, _ = indexed.run("remove", "--outlet", "the gull", typed="y\n")
    assert code == 0
    assert "market-7" not in listed(indexed)
    assert indexed.run("remove", "--since", "1000-01-01", "--yes")[0] == 0
    assert listed(indexed) == ["storm-note"]
    assert "No article matches" in indexed.succeeds("remove", "--outlet", "Nobody", "--yes")


def test_several_articles_are_removed_by_name_or_none_of_them(indexed: Terminal) -> None:
    assert "no article 'nothing'" in indexed.fails("remove", "ferry", "nothing")
    assert len(listed(indexed)) == 3
    assert "2 articles removed" in indexed.succeeds("remove", "ferry", "market-7", "ferry")
    assert listed(indexed) == ["storm-note"]


def test_a_number_that_is_also_an_id_removes_neither(indexed: Terminal, tmp_path: Path) -> None:
    taken = indexed.json("article", "ferry", "--json")["number"]
    record = {"id": str(taken), "text": "The lock at Orme was closed on Friday, the board said."}
    path = tmp_path / "lock.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    indexed.succeeds("ingest", str(path))
    for command in ("remove", "article"):
        told = indexed.fails(command, str(taken))
        assert f"id:{taken} or number:{taken}" in told
    indexed.succeeds("remove", f"id:{taken}")
    assert "ferry" in listed(indexed)


# What became of every file


def test_every_file_is_counted_and_the_report_has_a_line_for_each(
    terminal: Terminal, news: Path
) -> None:
    (news / "photo.jpg").write_bytes(b"")
    (news / ".notes.txt").write_text("hidden")
    (news / "empty.txt").write_text("")
    code, output, errors = terminal.run("ingest", str(news), "--report")
    assert code == 1
    *files, counted, refused, skipped, ahead, undated, _ = output.splitlines()
    assert counted == "3 articles: 3 added."
    assert refused == "1 refused."
    assert skipped == "2 skipped: hidden 1; unknown suffix 1."
    assert len(files) == 6
    assert ahead.startswith("Dated in the future: ")
    assert undated.startswith("Without a day that can be read: 1 article, such as ")
    assert [each.endswith(", undated") for each in files].count(True) == 1
    assert f"refused    {news / 'empty.txt'}: it contains no text" in output
    assert f"skipped    {news / 'photo.jpg'}: unknown suffix" in files
    assert errors == ""
    report = json.loads(terminal.run("ingest", str(news), "--report", "--json")[1])
    assert report["skipped"] == {"hidden": 1, "unknown suffix": 1}
    assert sorted(each["outcome"] for each in report["files"]) == [
        "refused", "skipped", "skipped", "unchanged", "unchanged", "unchanged",
    ]  # fmt: skip


def test_an_article_kept_apart_is_one_line_and_no_failure(
    terminal: Terminal, tmp_path: Path
) -> None:
    texts = ("The quay reopens in May, the harbour master said.", "Stalls stay, the council voted.")
    for name, text in zip("ab", texts, strict=True):
        record = {"title": text[:9], "url": "https://mole.example/news", "text": text * 12}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(record), encoding="utf-8")
    files = [str(tmp_path / f"{name}.jsonl") for name in "ab"]
    code, output, errors = terminal.run("ingest", *files)
    assert (code, output.splitlines()[0]) == (0, "2 articles: 2 added.")
    assert errors.splitlines() == [
        f"dateline: {files[1]} line 1: kept apart from article 1: same address, other words"
    ]
    terminal.succeeds("edit", "2", "--url", "https://mole.example/stalls")
    assert "also given as https://mole.example/news" in terminal.succeeds("article", "2")
