from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot.cli import app
from corpus.attribution import budget
from corpus.storage.store import CorpusStore
from tests.articles import leave_unread
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.newsroom import MARKET
from tests.terminal import Terminal

# What a newcomer does


def test_articles_to_a_cited_answer(terminal: Terminal, news: Path) -> None:
    assert "3 articles: 3 added." in terminal.succeeds("ingest", str(news))
    assert "of 3 articles" in terminal.succeeds("rebuild")
    text = terminal.succeeds("ask", "--no-abstain", "Why was the quay closed until the evening?")
    assert "[1] storm-note.txt · undated" in text
    assert "Two cranes were blown over" in text


def test_question_needs_no_quotes(indexed: Terminal) -> None:
    words = ["Who", "moves", "the", "fish", "market?"]
    assert indexed.json("ask", *words, "--json")["question"] == " ".join(words)


@pytest.mark.parametrize("command", ["sides", "coverage", "disputes", "claims", "brief"])
@pytest.mark.parametrize("topic", ["", "  ", "?!"])
def test_a_topic_without_words_is_asked_for(terminal: Terminal, command: str, topic: str) -> None:
    page = ["--html", "page.html"] if command == "brief" else []
    code, _, errors = terminal.run(command, topic, *page)
    assert code == 2
    assert f"dateline {command} border raid" in " ".join(errors.replace("│", " ").split())


def test_taking_in_again_changes_nothing(indexed: Terminal, news: Path) -> None:
    assert indexed.json("ingest", str(news), "--json")["unchanged"] == 3
    assert "0 embedded" in indexed.succeeds("sync")


def test_options_say_what_a_file_does_not(terminal: Terminal, news: Path) -> None:
    terminal.succeeds(
        "ingest", str(news / "storm-note.txt"), "--outlet", "Mole Gazette", "--date", "2031-03-05",
        "--title", "Gust", "--url", "https://mole.example/1", "--byline", "Ada Quill",
    )  # fmt: skip
    (article,) = terminal.json("sources", "--json")["articles"]
    assert article["outlet"] == "Mole Gazette"
    assert article["published"] == "2031-03-05"
    assert (article["title"], article["byline"]) == ("Gust", "Ada Quill")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("4 March 2031", "2031-03-04"), ("2031-03-04T08:30:00+02:00", "2031-03-04T06:30:00Z")],
)
def test_a_date_is_stored_in_one_form(
    terminal: Terminal, news: Path, typed: str, stored: str
) -> None:
    terminal.succeeds("ingest", str(news / "storm-note.txt"), "--date", typed)
    assert terminal.json("sources", "--json")["articles"][0]["published"] == stored


def test_what_is_no_date_is_refused_before_anything_is_stored(
    terminal: Terminal, news: Path
) -> None:
    code, _, error = terminal.run("ingest", str(news / "storm-note.txt"), "--date", "yesterday")
    assert code == 2
    assert "'yesterday' is not a date; write it as YYYY-MM-DD" in " ".join(error.split())
    assert "no corpus" in terminal.fails("sources")


def test_one_moment_is_one_day_in_a_page_and_in_a_line(terminal: Terminal, news: Path) -> None:
    moment = "2025-03-04T23:30:00-08:00"
    page = (
        f'<meta property="article:published_time" content="{moment}"><h1>Gale over Orme</h1>'
        "<p>A gale closed the harbour for the night, and two ships waited outside, it said.</p>"
    )
    (news / "gale.html").write_text(page, encoding="utf-8")
    line = json.dumps({"id": "gale-line", "date": moment, "text": "A gale closed the harbour."})
    (news / "gale.jsonl").write_text(line, encoding="utf-8")
    terminal.succeeds("ingest", str(news / "gale.html"), str(news / "gale.jsonl"))
    articles = terminal.json("sources", "--json")["articles"]
    assert {article["published"] for article in articles} == {"2025-03-05T07:30:00Z"}
    assert terminal.succeeds("sources").count("2025-03-05") == 2


def test_a_date_in_the_future_is_stored_and_told(terminal: Terminal, news: Path) -> None:
    path = str(news / "storm-note.txt")
    told = terminal.succeeds("ingest", path, "--date", "2999-01-01")
    assert "Dated in the future: 1 article, such as storm-note (2999-01-01)." in told
    assert terminal.json("sources", "--json")["articles"][0]["published"] == "2999-01-01"
    assert terminal.json("ingest", path, "--date", "2999-01-02", "--json")["dated_ahead"] == [
        "storm-note"
    ]
    _, report, _ = terminal.run("doctor", "--json")
    checks = json.loads(report)["checks"]
    (dates,) = [check for check in checks if check["name"] == "dates"]
    assert dates["severity"] == "warning"
    assert "storm-note (2999-01-02)" in dates["message"]


def test_changed_article_keeps_its_earlier_version(indexed: Terminal, news: Path) -> None:
    changed = MARKET | {"text": "The council voted on Friday to leave the fish market alone."}
    (news / "gull.jsonl").write_text(json.dumps(changed) + "\n", encoding="utf-8")
    assert indexed.json("ingest", str(news), "--json")["updated"] == 1
    assert "on Friday" in indexed.succeeds("article", "market-7")
    assert "on Thursday" in indexed.succeeds("article", "market-7", "--version", "1")
    assert "has no version 3" in indexed.fails("article", "market-7", "--version", "3")


def test_broken_file_is_named_and_the_rest_goes_in(terminal: Terminal, news: Path) -> None:
    (news / "broken.jsonl").write_text('{"text": "Fine."}\n{"text": \n', encoding="utf-8")
    code, output, errors = terminal.run("ingest", str(news), "--json")
    report = json.loads(output)
    assert code == 1
    assert report["added"] >= 3
    assert [entry["name"] for entry in report["rejected"]]
    assert "broken.jsonl line 2" in errors
    assert "Traceback" not in errors


def test_an_article_whose_speakers_cannot_be_read_is_taken_in_all_the_same(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_MOST_TOKENS", 20)
    dump, note = tmp_path / "dump.txt", tmp_path / "note.txt"
    dump.write_text("The quay was closed until the evening. " * 3)
    note.write_text("Ada Bell says that the quay is open.")
    code, output, errors = terminal.run("ingest", str(dump), str(note))
    assert (code, "2 articles: 2 added." in output) == (0, True)
    assert errors.splitlines() == [
        "dateline: dump: who says what was not found: it has 116 characters"
    ]
    assert terminal.run("ingest", str(dump))[2] == ""
    assert "Ada Bell" in terminal.succeeds("speakers")


def test_an_answer_says_where_speakers_were_not_read(indexed: Terminal) -> None:
    with CorpusStore.open(Path("data/corpus.db")) as store:
        leave_unread(store, "ferry")
    asked = ("ask", "--no-abstain", "Where did the ferry run aground?")
    assert "Speakers in this article were not read" in indexed.succeeds(*asked)
    citations = indexed.json(*asked, "--json")["citations"]
    told = {c["article"]["id"]: c["attributions"] for c in citations}
    assert told.pop("ferry") is None
    assert all(isinstance(attributions, list) for attributions in told.values())


def test_removed_article_is_gone_from_answers(indexed: Terminal) -> None:
    assert "Night ferry runs aground" in indexed.succeeds("remove", "ferry")
    indexed.succeeds("sync")
    report = indexed.json("ask", "--json", "--no-abstain", "Where did the ferry run aground?")
    assert all(c["article"]["id"] != "ferry" for c in report["citations"])
    assert "dateline sources" in indexed.fails("remove", "ferry")


def test_removing_names_the_headline_or_how_the_text_begins(indexed: Terminal) -> None:
    begins = "The harbour office said that nobody had been hurt on the quay on Monday night."
    Path("short.txt").write_text(begins, encoding="utf-8")
    indexed.succeeds("ingest", "short.txt")
    assert "Removed The harbour office said" in indexed.succeeds("remove", "short")


# Looking around


def test_sources_are_found_by_any_of_their_names(indexed: Terminal) -> None:
    assert indexed.json("sources", "--json")["total"] == 3
    for text, found in [("LISSOW", "ferry"), ("gull", "market-7"), ("storm", "storm-note")]:
        assert [a["id"] for a in indexed.json("sources", text, "--json")["articles"]] == [found]
    assert "No article matches" in indexed.succeeds("sources", "nothing-like-it")
    assert indexed.json("sources", "--outlet", "the gull", "--json")["total"] == 1


def test_article_by_number_id_and_url(indexed: Terminal) -> None:
    by_id = indexed.json("article", "market-7", "--json")
    assert indexed.json("article", str(by_id["number"]), "--json") == by_id
    assert indexed.json("article", MARKET["url"], "--json") == by_id
    assert "\n\n".join(p["text"] for p in by_id["paragraphs"]) == MARKET["text"]


def test_paragraph_comes_with_its_neighbours(indexed: Terminal) -> None:
    positions = [p["paragraph"] for p in indexed.json("article", "ferry", "--json")["paragraphs"]]
    shown = indexed.json("article", "ferry", str(positions[0]), "--json")["paragraphs"]
    assert [p["paragraph"] for p in shown] == positions[:2]
    assert "has no paragraph 99" in indexed.fails("article", "ferry", "99")


def test_stats_tell_whether_the_index_follows(indexed: Terminal, news: Path) -> None:
    before = indexed.json("stats", "--json")
    assert before["corpus"]["articles"] == 3
    assert before["index"]["count"] == before["corpus"]["paragraphs"]
    assert before["behind"] == 0
    indexed.succeeds("remove", "ferry")
    assert "run: dateline sync" in indexed.succeeds("stats")
    indexed.succeeds("sync")
    assert "up to date" in indexed.succeeds("stats")


def test_filters_limit_the_search(indexed: Terminal) -> None:
    question = ("ask", "--json", "--no-abstain", "the ferry, the market and the quay")
    outlets = {
        c["article"]["outlet"] for c in indexed.json(*question, "--from", "The Gull")["citations"]
    }
    assert outlets == {"The Gull"}
    dated = indexed.json(*question, "--since", "2031-03-05", "--until", "2031-03-06")["citations"]
    assert {c["article"]["id"] for c in dated} == {"market-7"}
    assert "'The Gul'" in indexed.fails(*question, "--outlet", "The Gul")


def test_verify_names_what_mends_it(indexed: Terminal) -> None:
    assert indexed.json("verify", "--json") == {"ok": True, "findings": []}
    current = Path("data/index/CURRENT").read_text(encoding="ascii").strip()
    next((Path("data/index") / current).glob("*.vectors.npy")).write_bytes(b"")
    code, output, errors = indexed.run("verify")
    assert code == 1
    assert "dateline rebuild" in output
    assert len(errors.splitlines()) == 1


def test_progress_for_programs_ends_with_the_report(terminal: Terminal, news: Path) -> None:
    terminal.succeeds("ingest", str(news))
    lines = [
        json.loads(line) for line in terminal.succeeds("rebuild", "--progress-json").splitlines()
    ]
    assert {line["step"] for line in lines[:-1]} == {"read", "embed", "write"}
    assert lines[-1]["report"]["articles"] == 3
    embedded = [line for line in lines[:-1] if line["step"] == "embed"]
    assert embedded[-1]["done"] == embedded[-1]["total"] == lines[-1]["report"]["embedded"]


# What goes wrong


def test_no_corpus_names_the_command_and_makes_nothing(terminal: Terminal) -> None:
    for command in (("stats",), ("sources",), ("article", "1"), ("rebuild",), ("verify",)):
        assert "dateline ingest" in terminal.fails(*command)
    assert "dateline ingest" in terminal.succeeds("ask", "Who?")
    assert not Path("data").exists()


def test_no_index_names_the_command(terminal: Terminal, news: Path) -> None:
    terminal.succeeds("ingest", str(news))
    assert "run: dateline rebuild" in terminal.fails("ask", "Who?")
    assert "run: dateline rebuild" in terminal.fails("sync")
    assert "run: dateline rebuild" in terminal.succeeds("stats")


def test_index_of_another_model_names_the_command(indexed: Terminal) -> None:
    other = Terminal(HashedEmbedder(name="another"), attributor=PatternAttributor())
    assert "run: dateline rebuild" in other.fails("ask", "Who?")
    other.succeeds("rebuild")
    other.succeeds("ask", "Who?")


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_read_only_folder_is_named(terminal: Terminal, news: Path) -> None:
    Path("data").mkdir(mode=0o500)
    assert "data" in terminal.fails("ingest", str(news))


def test_data_folder_that_is_a_file_is_named(terminal: Terminal, news: Path) -> None:
    Path("data").write_text("", encoding="utf-8")
    assert "data" in terminal.fails("ingest", str(news))


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "Who?", "--batch", "questions.jsonl"),
        ("ask", "Who?", "--limit", "0"),
        ("ask", "Who?", "--since", "yesterday"),
        ("ask", "Who?", "--since", "2031-03-05", "--until", "2031-03-04"),
        ("ingest",),
        ("remove",),
        ("article", "1", "zero"),
        ("rebuild", "--quick"),
        ("fly",),
    ],
)
def test_wrong_usage_exits_with_2(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    code, output, errors = terminal.run(*arguments)
    assert code == 2
    assert output == ""
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", "Who?", "--limit", "0"), "'--limit': give a whole number from 1 to 100"),
        (("article", "30", "0"), "'PARAGRAPH': give a whole number of 1 or more"),
        (("said", "Who", "--offset", "x"), "'--offset': give a whole number of 0 or more"),
    ],
)
def test_a_number_out_of_range_names_the_option_and_the_range(
    terminal: Terminal, arguments: tuple[str, ...], said: str
) -> None:
    assert said in terminal.run(*arguments)[2]


def test_questions_that_say_no_answerable_are_told(indexed: Terminal) -> None:
    lines = ('{"question": "Who?"}', '{"question": "Where?", "answerable": false}')
    Path("asked.jsonl").write_text("\n".join(lines), encoding="utf-8")
    told = indexed.succeeds("eval", "asked.jsonl")
    assert '1 question without "answerable" counted as answerable' in told
    assert indexed.json("eval", "--json", "asked.jsonl")["assumed_answerable"] == 1


def test_a_gold_passage_that_the_corpus_lacks_is_told(indexed: Terminal) -> None:
    line = '{"question": "Who?", "answerable": true, "gold_passages": ["no:7"]}'
    Path("asked.jsonl").write_text(line, encoding="utf-8")
    assert "1 question with no gold passage" in indexed.succeeds("eval", "asked.jsonl")
    assert indexed.json("eval", "--json", "asked.jsonl")["gold_absent"] == 1


def test_bad_setting_is_one_line(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PASSAGES", "many")
    assert "DATELINE_PASSAGES" in terminal.fails("ask", "Who?")


def test_unforeseen_error_is_one_line_unless_debugging(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("bot.engine.Engine.assess", fail)
    assert "ZeroDivisionError: two lines" in terminal.fails("ask", "Who?")
    with pytest.raises(ZeroDivisionError):
        terminal.run("--debug", "ask", "Who?")


def test_every_command_has_help(terminal: Terminal) -> None:
    names = [
        command.name or command.callback.__name__
        for command in app.registered_commands
        if command.callback
    ]
    assert len(names) >= 11
    for name in names:
        summary = terminal.succeeds(name, "--help").splitlines()[2].strip()
        assert summary.endswith("."), name
        assert f"  {name} " in terminal.succeeds("--help")


def test_a_date_that_may_be_two_is_refused_as_that(terminal: Terminal, news: Path) -> None:
    code, _, error = terminal.run("ingest", str(news / "storm-note.txt"), "--date", "05/06/2022")
    assert code == 2
    assert "'05/06/2022' may be two dates" in " ".join(error.split())


def test_after_the_first_index_the_next_ingest_asks_for_a_sync(
    terminal: Terminal, news: Path, tmp_path: Path
) -> None:
    assert "Now run: dateline rebuild" in terminal.succeeds("ingest", str(news))
    terminal.succeeds("rebuild")
    more = tmp_path / "more.txt"
    more.write_text("A second storm came to the harbour on Monday.")
    assert "Now run: dateline sync" in terminal.succeeds("ingest", str(more))


@pytest.mark.usefixtures("in_tokyo")
@pytest.mark.parametrize(
    "command",
    [("said", "Vardal"), ("sides", "Lissow"), ("figures", "Lissow"), ("claims", "Lissow")],
)
def test_a_day_is_one_of_this_machine_s_zone(
    terminal: Terminal, news: Path, command: tuple[str, ...]
) -> None:
    (news / "weir.md").write_text(
        "---\ntitle: Weir at Lissow breaks\nsource: Post\ndate: 2031-03-04T20:00:00Z\n---\n"
        "Nine people were killed at Lissow, Ines Vardal says that the weir of Lissow broke.\n"
    )
    terminal.succeeds("ingest", str(news / "weir.md"))
    terminal.succeeds("rebuild")
    assert "5 March 2031" in terminal.succeeds(*command, "--since", "2031-03-05")
    assert "March 2031" not in terminal.succeeds(*command, "--until", "2031-03-04")
