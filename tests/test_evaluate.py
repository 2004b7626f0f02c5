"""Judged questions, and the figures that come of asking them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.storage.store import CorpusStore
from index.evaluation.evaluate import evaluate
from index.evaluation.judged_questions import (
    JudgedQuestion,
    QuestionFileError,
    QuestionFileUnreadable,
    read_questions,
)
from index.evaluation.measures import auroc, reliability
from index.evaluation.page import render_page
from index.types import Assessment
from tests.articles import save
from tests.indexed import open_answerer

LAMPS = "Vandals broke fourteen lamps on the quay, the harbour master said."
FERRY = "The ferry to Holm sails again from Monday."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CorpusStore]:
    with CorpusStore.open(tmp_path / "corpus.db") as opened:
        save(opened, LAMPS, FERRY, name="quay")
        yield opened


def judged(text: str, *gold: str, answerable: bool = True) -> JudgedQuestion:
    return JudgedQuestion(id="q", text=text, answerable=answerable, gold=gold)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_figures_of_a_perfect_and_a_missed_ranking(store: CorpusStore) -> None:
    asked = open_answerer(store)
    seen = evaluate(
        store,
        [
            judged("Who broke the lamps on the quay?", LAMPS),
            judged("Who broke the lamps on the quay?", FERRY),
            judged("Which opera opens in Turin?", answerable=False),
        ],
        lambda question, limit: asked.assess(question.text, limit=limit),
    )
    assert seen.questions == 3
    assert seen.answerable == 2
    assert seen.ranking["R@1"].value == 0.5
    assert seen.ranking["R@1"].count == 2
    assert seen.ranking["R@5"].value == 1.0
    assert seen.ranking["MRR"].value == 0.75
    assert seen.auroc is not None
    assert seen.auroc.value == 1.0
    assert seen.refusal_recall is not None
    assert seen.refusal_recall.value == 1.0


def test_a_gold_passage_that_the_corpus_lost_counts_as_missed(store: CorpusStore) -> None:
    asked = open_answerer(store)
    seen = evaluate(
        store,
        [judged("Who broke the lamps?", "A sentence that is nowhere.")],
        lambda question, limit: asked.assess(question.text, limit=limit),
    )
    assert seen.ranking["nDCG@10"].value == 0.0


def test_without_judgements_there_are_no_ranking_figures(store: CorpusStore) -> None:
    asked = open_answerer(store)
    seen = evaluate(
        store,
        [judged("Who?", answerable=False)],
        lambda question, limit: asked.assess(question.text),
    )
    assert seen.ranking == {}
    assert seen.auroc is None
    assert seen.kept is None


def test_the_page_escapes_questions_and_articles(tmp_path: Path) -> None:
    text = "<script>alert(1)</script>"
    assessment = Assessment(text, (), 0.2, None, None)
    with CorpusStore.open(tmp_path / "corpus.db") as empty:
        seen = evaluate(empty, [judged(text)], lambda *_: assessment)
    page = render_page(seen, title=text)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=2, max_size=40))
def test_auroc_is_the_chance_that_the_answerable_one_is_surer(
    pairs: list[tuple[float, bool]],
) -> None:
    scores = np.array([score for score, _ in pairs])
    labels = np.array([label for _, label in pairs])
    if labels.all() or not labels.any():
        assert np.isnan(auroc(scores, labels))
        return
    wins = [
        1.0 if a > b else 0.5 if a == b else 0.0 for a in scores[labels] for b in scores[~labels]
    ]
    assert auroc(scores, labels) == pytest.approx(np.mean(wins))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_every_question_is_in_one_bin(pairs: list[tuple[float, bool]]) -> None:
    bins = reliability(
        np.array([score for score, _ in pairs]), np.array([label for _, label in pairs])
    )
    assert sum(bin_.count for bin_ in bins) == len(pairs)


def test_a_paragraph_hits_when_it_holds_the_gold_or_is_part_of_it() -> None:
    question = judged("Who?", "broke fourteen lamps")
    assert question.hit("Vandals broke\n fourteen  lamps.")
    assert question.hit("fourteen lamps")
    assert not question.hit("Nobody broke a lamp.")


def test_a_question_file_keeps_order_and_defaults(tmp_path: Path) -> None:
    path = write(
        tmp_path / "q.jsonl",
        json.dumps({"id": 7, "question": "Who?", "answerable": False, "split": "dev"}),
        "",
        json.dumps({"question": "What?", "gold_passages": ["a  b"]}),
    )
    first, second = read_questions(path)
    assert (first.id, first.answerable, first.tags["split"]) == ("7", False, "dev")
    assert (second.id, second.answerable, second.gold) == ("3", True, ("a b",))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "question"),
        ('{"question": 3}', "question"),
        ('{"question": "a", "answerable": "yes"}', "answerable"),
        ('{"question": "a", "gold_passages": "b"}', "gold_passages"),
    ],
)
def test_a_broken_question_file_is_named_with_its_line(
    tmp_path: Path, line: str, problem: str
) -> None:
    path = write(tmp_path / "q.jsonl", '{"question": "fine"}', line)
    with pytest.raises(QuestionFileError, match=f"line 2: .*{problem}"):
        read_questions(path)


def test_a_missing_question_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileUnreadable, match=r"none\.jsonl cannot be read \(No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_a_judged_question_may_say_at_what_moment_it_is_asked(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", '{"question": "Who?", "as_of": "2031-03-04T10:00Z"}')
    assert read_questions(path)[0].as_of == "2031-03-04T10:00:00Z"
    with pytest.raises(QuestionFileError, match="as_of"):
        read_questions(write(tmp_path / "q.jsonl", '{"question": "Who?", "as_of": "soon"}'))
