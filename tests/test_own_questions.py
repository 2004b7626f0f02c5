"""The questions that the project wrote over news of its own."""

from __future__ import annotations

from itertools import chain

import pytest

from bench.stores import OURS
from corpus.formats.json_lines import read_values

GROUPS = sorted(path.name.partition(".")[0] for path in OURS.glob("*.articles.jsonl"))


@pytest.mark.parametrize("group", GROUPS)
def test_each_question_names_paragraphs_that_hold_its_answers(group: str) -> None:
    articles = {
        a["id"]: a["text"].split("\n\n") for a in read_values(OURS / f"{group}.articles.jsonl")
    }
    questions = list(read_values(OURS / f"{group}.questions.jsonl"))
    for question in questions:
        parts = [question[name] for name in ("answers", "gold_passages", "gold_article_ids")]
        for answer, passage, article in zip(*parts, strict=True):
            assert passage in articles[article], question["id"]
            assert answer in passage, question["id"]
        assert question["answerable"] == bool(question["answers"])
        assert question["answerable"] or question["near"] in articles, question["id"]
    assert questions


def test_no_question_is_asked_twice() -> None:
    asked = [
        question["question"].casefold()
        for question in chain.from_iterable(
            read_values(OURS / f"{group}.questions.jsonl") for group in GROUPS
        )
    ]
    assert len(set(asked)) == len(asked)
