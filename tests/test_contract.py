"""`ask --json` is what other programs are written against."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.json_reports import assessment_report
from corpus.types import Article, Paragraph, Span
from index.types import Assessment, Citation, Passage, Reason
from tests.terminal import Terminal

KEYS: dict[str, type | tuple[type, ...]] = {
    "id": object,
    "question": str,
    "answered": bool,
    "tier": str,
    "reason": (str, type(None)),
    "subject": (str, type(None)),
    "confidence": float,
    "as_of": (str, type(None)),
    "citations": list,
    "nearest": list,
}
CITATION_KEYS: dict[str, type] = {
    "number": int,
    "quote": str,
    "paragraph": int,
    "start": int,
    "stop": int,
    "paragraph_text": str,
    "article": dict,
    "attributions": list,
    "score": float,
}
ARTICLE_KEYS = {"id", "title", "outlet", "url", "published", "path"}

TEXT = "Nobody was hurt. The pilot said: “I saw nothing.”"


def article(name: str = "ferry") -> Article:
    return Article(
        number=1,
        id=name,
        version=1,
        path=f"/news/{name}.txt",
        title=None,
        outlet=None,
        byline=None,
        published=None,
        url=None,
        language=None,
        fetched="2031-03-05T00:00:00+00:00",
    )


def passage(*, also_in: tuple[Article, ...] = ()) -> Passage:
    paragraph = Paragraph(id=9, article=1, version=1, position=7, section=None, text=TEXT)
    return Passage(paragraph=paragraph, article=article(), score=0.123456, also_in=also_in)


def assessment(reason: Reason | None) -> Assessment:
    citation = Citation(number=1, passage=passage(also_in=(article("wire"),)), excerpt=Span(17, 49))
    return Assessment(
        question="What did the pilot see?",
        citations=(citation,),
        confidence=0.87654321,
        as_of="2031-03-06",
        reason=reason,
        nearest=(passage(),) if reason else (),
    )


def test_answer() -> None:
    report = assessment_report(assessment(None), identifier="q1")
    (citation,) = report["citations"]
    assert report["id"] == "q1"
    assert report["answered"] is True
    assert report["reason"] is None
    assert report["nearest"] == []
    assert citation["quote"] == "The pilot said: “I saw nothing.”"
    assert citation["paragraph_text"][citation["start"] : citation["stop"]] == citation["quote"]
    assert citation["paragraph"] == 7
    assert [other["id"] for other in citation["also_in"]] == ["wire"]
    assert citation["article"]["path"] == "/news/ferry.txt"


@pytest.mark.parametrize("reason", list(Reason))
def test_abstention_quotes_nothing(reason: Reason) -> None:
    report = assessment_report(assessment(reason))
    assert report["answered"] is False
    assert report["reason"] == reason.value
    assert report["citations"] == []
    assert report["nearest"][0]["paragraph_text"] == TEXT
    assert "number" not in report["nearest"][0]
    assert report["confidence"] == pytest.approx(0.8765, abs=1e-4)


def test_ranking_can_be_measured_apart_from_the_decision() -> None:
    report = assessment_report(assessment(Reason.NOT_ANSWERED), abstain=False)
    assert report["answered"] is False
    assert [citation["number"] for citation in report["citations"]] == [1]


@pytest.mark.parametrize(
    ("reason", "doubtful", "tier", "answered"),
    [
        (None, False, "answers", True),
        (Reason.NOT_ANSWERED, True, "perhaps", False),
        (Reason.NOT_ANSWERED, False, "none", False),
    ],
)
def test_the_tier_says_what_is_claimed(
    reason: Reason | None, doubtful: bool, tier: str, answered: bool
) -> None:
    report = assessment_report(replace(assessment(reason), doubtful=doubtful))
    assert (report["tier"], report["answered"]) == (tier, answered)
    assert bool(report["nearest"]) is not answered


def test_the_end_of_a_ranking_is_cited_only_on_request() -> None:
    full = assessment(None)
    second = replace(full.citations[0], number=2)
    found = replace(full, citations=(*full.citations, second), answering=1)
    assert [c["number"] for c in assessment_report(found)["citations"]] == [1]
    assert [c["number"] for c in assessment_report(found, abstain=False)["citations"]] == [1, 2]


def check_shape(report: dict[str, Any]) -> None:
    for key, kind in KEYS.items():
        assert isinstance(report[key], kind), key
    assert 0 <= report["confidence"] <= 1
    assert (report["reason"] is None) is report["answered"]
    assert (report["tier"] == "answers") is report["answered"]
    assert [c["number"] for c in report["citations"]] == list(
        range(1, len(report["citations"]) + 1)
    )
    for citation in report["citations"]:
        for key, kind in CITATION_KEYS.items():
            assert isinstance(citation[key], kind), key
        assert set(citation["article"]) >= ARTICLE_KEYS
    for near in report["nearest"]:
        assert set(near["article"]) >= ARTICLE_KEYS


def test_command_prints_the_contract(indexed: Terminal) -> None:
    report = indexed.json("ask", "--json", "--no-abstain", "Who moves the fish market?")
    check_shape(report)
    assert report["id"] is None
    assert report["citations"][0]["article"]["id"] == "market-7"
    assert report["citations"][0]["article"]["outlet"] == "The Gull"


def test_every_quotation_is_what_the_database_holds(indexed: Terminal) -> None:
    """Read with SQLite alone, so that no code of the answer's own can hide a fault."""
    report = indexed.json("ask", "--json", "--no-abstain", "the ferry, the market and the quay")
    assert report["citations"]
    with sqlite3.connect("data/corpus.db") as connection:
        for citation in report["citations"]:
            rows = connection.execute(
                "SELECT text, body, start, stop FROM paragraphs"
                " JOIN versions USING (article, version)"
                " JOIN articles ON articles.number = paragraphs.article"
                " WHERE articles.id = ? AND position = ? AND live",
                [citation["article"]["id"], citation["paragraph"]],
            ).fetchall()
            assert len(rows) == 1
            text, body, start, stop = rows[0]
            assert citation["paragraph_text"] == text == body[start:stop]
            assert text[citation["start"] : citation["stop"]] == citation["quote"]
    connection.close()


def test_batch_prints_a_line_a_question_in_order(indexed: Terminal) -> None:
    questions: list[dict[str, Any]] = [
        {"id": "b", "question": "Who moves the fish market?"},
        {"id": 7, "question": "What is the price of copper?"},
        {"question": "Why was the quay closed?"},
    ]
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    Path("questions.jsonl").write_text(lines, encoding="utf-8")
    output = indexed.succeeds("ask", "--batch", "questions.jsonl", "--json", "--limit", "2")
    reports = [json.loads(line) for line in output.splitlines()]
    assert [report["id"] for report in reports] == ["b", 7, None]
    assert [r["question"] for r in reports] == [q["question"] for q in questions]
    for report in reports:
        check_shape(report)
        assert len(report["citations"]) <= 2


def test_nothing_is_asked_when_a_line_is_bad(indexed: Terminal) -> None:
    Path("questions.jsonl").write_text('{"question": "Who?"}\n{"id": 2}\n', encoding="utf-8")
    code, output, errors = indexed.run("ask", "--batch", "questions.jsonl", "--json")
    assert (code, output) == (1, "")
    assert "questions.jsonl line 2" in errors


def test_empty_corpus_abstains(terminal: Terminal) -> None:
    report = terminal.json("ask", "--json", "Who?")
    check_shape(report)
    assert report["reason"] == "empty-corpus"
