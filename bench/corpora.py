"""Corpora of every size, drawn at random around questions that people wrote over news articles."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.stores import (
    CACHE,
    QuestionSet,
    Remembering,
    files_of,
    is_ours,
    open_corpus,
    open_set,
)
from corpus.formats.json_lines import read_values
from index.evaluation.judged_questions import JudgedQuestion, read_questions
from index.search.embedding import Embedder

# Articles of a corpus, and how many corpora of that size are drawn from each group. One of 33 is
# all but the whole group; larger ones have other articles of the same year around the group.
SIZES = {2: 8, 5: 3, 15: 1, 33: 1, 100: 1, 1000: 1}
# Questions asked of a corpus, at most, drawn from those about its articles.
_MOST = 600
# For each question about a corpus's articles, so many about articles that it lacks.
_FOREIGN = 0.1
# The set that the real groups were taken out of: other articles are its, and for those the largest
# corpus is it.
_AROUND, _ALL = "rtqa_dev", 1000
_SEED = 20230524


def drawn(groups: Sequence[str], size: int, *, embedder: Embedder) -> Iterator[QuestionSet]:
    """Corpora of `size` articles; what each question's answer is there is known from its group.

    Beyond a group, other articles may answer too, so that figures there are a little too low.
    """
    embedder = Remembering(embedder, open_set(_AROUND, embedder=embedder).vectors)
    for group in groups:
        articles, questions = files_of(group)
        own = list(read_values(articles))
        asked = read_questions(questions)
        for number in range(SIZES[size]):
            rng = random.Random(f"{_SEED} {group} {size} {number}")
            folder = CACHE / "drawn" / f"{group}-{size}-{number}"
            kept, file = asked, folder / "articles.jsonl"
            if size >= _ALL and not is_ours(group):
                folder, file = CACHE / _AROUND, files_of(_AROUND)[0]
            elif size <= len(own):
                chosen = rng.sample(own, size)
                kept = _asked_of(rng, asked, {article["id"] for article in chosen})
                _write(file, chosen)
            else:
                ids = {article["id"] for article in own}
                others = [a for a in read_values(files_of(_AROUND)[0]) if a["id"] not in ids]
                _write(file, own + rng.sample(others, size - len(own)))
            yield open_corpus(
                f"{group} of {size}",
                folder,
                articles=file,
                questions=rng.sample(kept, min(_MOST, len(kept))),
                embedder=embedder,
            )


def _write(file: Path, articles: Sequence[Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{json.dumps(article)}\n" for article in articles), encoding="utf-8")


def _asked_of(
    rng: random.Random, asked: Sequence[JudgedQuestion], articles: set[str]
) -> list[JudgedQuestion]:
    """The questions about these articles, and some about others, which these cannot answer."""
    about, foreign = [], []
    for question in asked:
        held = articles.intersection(question.articles)
        if held or question.tags.get("near") in articles:
            about.append(question)
        else:
            foreign.append(replace(question, answerable=False, gold=(), articles=()))
    return about + rng.sample(foreign, min(len(foreign), round(_FOREIGN * len(about))))
