"""What the product's ranking makes of questions whose answer is known, kept between runs."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.splits import Part, part_of
from bench.stores import QuestionSet
from corpus.types import Filters
from index.evaluation.judged_questions import JudgedQuestion
from index.ranking.cross_encoder import CrossEncoder, HeadedText, Prediction
from index.ranking.features import ALL_NAMES, FeatureRows
from index.ranking.ranker import Ranker

_SEED = 20230524
# What was to be withheld may stand in what no question file names: so many passages are looked at.
_LOOKED = 12


@dataclass(frozen=True, slots=True)
class Decided:
    """A question, and the second stage's features of what was read of it, best first.

    `withheld` says that the articles that answer were left out, `contested` that a passage which
    nobody labelled holds the answer nevertheless. `tag` keeps together what is of one article or
    day.
    """

    set: str
    id: str
    question: str
    tag: str
    answerable: bool
    withheld: bool
    contested: bool
    rows: FeatureRows
    gold: npt.NDArray[np.bool_]

    @property
    def family(self) -> str:
        """Its set; corpora of the same size drawn from several groups are one."""
        group, _, size = self.set.partition(" of ")
        name = f"asked of {size or 40}" if group.startswith("group") else group
        return f"{name}, withheld" if self.withheld else name


class RememberingCrossEncoder:
    """Reads the same passage for the same question once, in however many corpora it is."""

    def __init__(self, cross_encoder: CrossEncoder) -> None:
        self.name = cross_encoder.name
        self._cross_encoder = cross_encoder
        self._read: dict[tuple[str, HeadedText], Prediction] = {}

    def predict(self, question: str, passages: Sequence[HeadedText]) -> list[Prediction]:
        new = [passage for passage in passages if (question, passage) not in self._read]
        for passage, made in zip(new, self._cross_encoder.predict(question, new), strict=True):
            self._read[question, passage] = made
        return [self._read[question, passage] for passage in passages]


@dataclass(frozen=True, slots=True)
class Most:
    """How many questions are asked at most: that can be answered, that cannot, and of the first
    again without every article that answers."""

    answerable: int = 10**6
    others: int = 10**6
    withheld: int = 0


def decide(questions: QuestionSet, ranker: Ranker, most: Most) -> Iterator[Decided]:
    """What comes of questions that the cross-encoder was not trained on, drawn at random."""
    unseen = [
        question
        for number, question in enumerate(questions.questions)
        if part_of(questions.name, question, number=number, nearest=None) is Part.UNSEEN
        and question.tags.get("split") != "gate"
    ]
    answerable = _some([q for q in unseen if q.answerable], most.answerable)
    others = _some([q for q in unseen if not q.answerable], most.others)
    for question in (*answerable, *others):
        yield _decide(questions, ranker, question, Filters())
    for question in _some([q for q in answerable if q.articles], most.withheld):
        yield _decide(questions, ranker, question, questions.without(question))


def _some(questions: Sequence[JudgedQuestion], most: int) -> Sequence[JudgedQuestion]:
    if most >= len(questions):
        return questions
    return random.Random(_SEED).sample(questions, most)


def _decide(
    questions: QuestionSet, ranker: Ranker, judged: JudgedQuestion, filters: Filters
) -> Decided:
    found = questions.retriever.retrieve(judged.text, filters=filters)
    read = [
        passage
        for passage in ranker.rank(found.question, found.candidates)
        if passage.prediction is not None
    ]
    withheld = bool(filters)
    looked = [candidate.paragraph.text for candidate in found.candidates[:_LOOKED]]
    return Decided(
        set=questions.name,
        id=judged.id,
        question=judged.text,
        tag=_tag(judged),
        answerable=judged.answerable and not withheld,
        withheld=withheld,
        contested=withheld and _holds(looked, judged.answers),
        rows=np.array([passage.features for passage in read], dtype=np.float32).reshape(
            -1, len(ALL_NAMES)
        ),
        gold=np.array(
            [not withheld and judged.hit(p.candidate.paragraph.text) for p in read], dtype=bool
        ),
    )


def _holds(texts: Iterable[str], answers: Iterable[str]) -> bool:
    return any(
        re.search(rf"\b{re.escape(answer)}\b", text, re.IGNORECASE)
        for answer in answers
        for text in texts
    )


def _tag(judged: JudgedQuestion) -> str:
    date = judged.tags.get("date")
    return date or judged.tags.get("near") or next(iter(judged.articles), judged.text)


def kept(path: Path, make: Callable[[], Iterable[Decided]]) -> list[Decided]:
    """Made once, and kept in `path`: arrays in it, all else in a JSON file beside it."""
    beside = path.with_suffix(".json")
    if not beside.exists():
        made = list(make())
        path.parent.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {f"rows{n}": each.rows for n, each in enumerate(made)}
        arrays |= {f"gold{n}": each.gold for n, each in enumerate(made)}
        np.savez_compressed(path, **arrays)
        beside.write_text(json.dumps([_rest(each) for each in made]), encoding="utf-8")
    with np.load(path) as kept_arrays:
        return [
            Decided(
                **values,
                rows=kept_arrays[f"rows{n}"],
                gold=kept_arrays[f"gold{n}"],
            )
            for n, values in enumerate(json.loads(beside.read_text(encoding="utf-8")))
        ]


def _rest(each: Decided) -> dict[str, Any]:
    return {name: value for name, value in asdict(each).items() if name not in {"rows", "gold"}}
