"""Each question's candidates, features, labels and readings, kept on disk between runs."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.splits import Part, part_of
from bench.stores import QuestionSet
from corpus.inference.trees import BoostedTrees
from corpus.types import Filters
from index.evaluation.judged_questions import JudgedQuestion
from index.query.question import AnswerKind, Question
from index.ranking.cross_encoder import CrossEncoder, HeadedText, Prediction
from index.ranking.features import feature_rows
from index.ranking.reading_features import READING, reading_features

SEED = 20230524
_LOOKED = 12
Rows = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pool:
    """One question's candidates, best first by the fused score.

    `asked` is the question analysed; `rows` holds the first stage's features, `readings` those of
    reading, NaN where a candidate was not read. `withheld` says that the articles that answer were
    left out.
    """

    set: str
    asked: Question
    part: Part
    tag: str
    texts: tuple[HeadedText, ...]
    rows: Rows
    gold: npt.NDArray[np.bool_]
    readings: Rows
    answerable: bool
    rankable: bool
    withheld: bool
    answers: tuple[str, ...]

    @property
    def contested(self) -> bool:
        """Whether articles that nobody labelled hold the answer that was to be withheld."""
        texts = [text.text for text in self.texts[:_LOOKED]]
        return self.withheld and any(
            re.search(rf"\b{re.escape(answer)}\b", text, re.IGNORECASE)
            for answer in self.answers
            for text in texts
        )

    @property
    def family(self) -> str:
        """Its set; corpora of the same size drawn from several groups are one."""
        group, _, size = self.set.partition(" of ")
        return f"asked of {size or 33}" if group.startswith("group") else group

    def read(self, reading: Reading, first: BoostedTrees, *, depth: int) -> Pool:
        """The pool with its best candidates, by the first stage's scores, read."""
        chosen = np.argsort(-first.score(self.rows), kind="stable")[:depth]
        readings = _unread(len(self.texts))
        for row in chosen:
            prediction = reading(self.asked.text, self.texts[row])
            readings[row] = reading_features(self.asked, self.texts[row], prediction)
        return replace(self, readings=readings)


class Reading:
    """Reads with the cross-encoder, the same question and passage once."""

    def __init__(self, cross_encoder: CrossEncoder) -> None:
        self._cross_encoder = cross_encoder
        self._read: dict[tuple[str, HeadedText], Prediction] = {}

    def __call__(self, question: str, text: HeadedText) -> Prediction:
        if (question, text) not in self._read:
            [self._read[question, text]] = self._cross_encoder.predict(question, [text])
        return self._read[question, text]


def make_pools(questions: QuestionSet, *, limit: int | None = None) -> list[Pool]:
    """The pools of a set, or of `limit` random questions of it, unread.

    News questions are asked twice: as they stand, and without the articles that answer.
    """
    numbers = list(range(len(questions.questions)))
    if limit is not None and limit < len(numbers):
        numbers = sorted(random.Random(SEED).sample(numbers, limit))
    pools = []
    for number in numbers:
        judged = questions.questions[number]
        pools.append(_pool(questions, judged, number, Filters()))
        if questions.name == "rtqa_dev" and judged.articles:
            pools.append(_pool(questions, judged, number, questions.without(judged)))
    return pools


def save_pools(path: Path, pools: Sequence[Pool]) -> None:
    """Arrays go into `path`, everything else into a JSON file beside it."""
    arrays = {
        f"{name}{number}": getattr(pool, name)
        for number, pool in enumerate(pools)
        for name in ("rows", "gold", "readings")
    }
    np.savez_compressed(path, **arrays)
    rest = [
        {
            "set": pool.set,
            "asked": asdict(pool.asked)
            | {"names": [*pool.asked.names], "numbers": [*pool.asked.numbers]},
            "part": pool.part,
            "tag": pool.tag,
            "texts": [[text.text, text.heading] for text in pool.texts],
            "answerable": pool.answerable,
            "rankable": pool.rankable,
            "withheld": pool.withheld,
            "answers": pool.answers,
        }
        for pool in pools
    ]
    path.with_suffix(".json").write_text(json.dumps(rest), encoding="utf-8")


def load_pools(path: Path) -> list[Pool]:
    """What save_pools wrote."""
    rest = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    with np.load(path) as arrays:
        return [
            Pool(
                **values
                | {
                    "asked": _question(values["asked"]),
                    "part": Part(values["part"]),
                    "texts": tuple(HeadedText(*text) for text in values["texts"]),
                    "answers": tuple(values["answers"]),
                    "rows": arrays[f"rows{number}"],
                    "gold": arrays[f"gold{number}"],
                    "readings": arrays[f"readings{number}"],
                }
            )
            for number, values in enumerate(rest)
        ]


def _pool(questions: QuestionSet, judged: JudgedQuestion, number: int, filters: Filters) -> Pool:
    withheld = bool(filters)
    found = questions.retriever.retrieve(judged.text, filters=filters)
    candidates = found.candidates
    part = part_of(
        questions.name,
        judged,
        number=number,
        nearest=candidates[0].article.id if candidates else None,
    )
    return Pool(
        set=questions.name,
        asked=found.question,
        part=part,
        tag=_tag(judged),
        texts=tuple(HeadedText(c.paragraph.text, c.heading) for c in candidates),
        rows=feature_rows(found.question, candidates),
        gold=np.array([not withheld and judged.hit(c.paragraph.text) for c in candidates]),
        readings=_unread(len(candidates)),
        answerable=judged.answerable and not withheld,
        rankable=judged.answerable and judged.judged and not withheld,
        withheld=withheld,
        answers=judged.answers,
    )


def _tag(judged: JudgedQuestion) -> str:
    """What keeps questions of a kind together: a day, an article that they are near, a split."""
    if judged.tags.get("date") or judged.tags.get("split"):
        return judged.tags.get("date") or judged.tags["split"]
    return judged.tags.get("near") or next(iter(judged.articles), "")


def _unread(count: int) -> Rows:
    return np.full((count, len(READING)), np.nan, dtype=np.float32)


def _question(values: dict[str, Any]) -> Question:
    return Question(
        text=values["text"],
        words=tuple(values["words"]),
        idf=values["idf"],
        names=frozenset(values["names"]),
        numbers=frozenset(values["numbers"]),
        kind=AnswerKind(values["kind"]),
        same={root: tuple(map(tuple, forms)) for root, forms in values["same"].items()},
        others=tuple(values["others"]),
    )
