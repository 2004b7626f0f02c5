"""What is made of a tagger's marks: parted by verb, and chosen by how sure they are."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.attribution.attributors import read
from corpus.attribution.candidates import Candidate
from corpus.attribution.evidence import SOURCE, Evidence
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.ranking import consider, select
from corpus.attribution.tagger import Floats
from tests.parses import marked, parse


class MarkedEvidence(Evidence):
    """A tagger that is sure of these candidates, and of nothing else."""

    def __init__(self, parse: Parse, candidates: list[Candidate]) -> None:
        self.parse = parse
        self.words = np.array([parse.is_word(k) for k in range(len(parse))])
        self.anchor = np.zeros(len(parse), np.float32)
        self.anchor[[candidate.anchor for candidate in candidates]] = 1
        self._candidates = {candidate.anchor: candidate for candidate in candidates}

    def candidate(self, anchor: int) -> Candidate | None:
        return self._candidates[anchor]

    def source(self, anchor: int) -> Range | None:
        return self._candidates[anchor].source[0]

    def roles(self, anchor: int) -> tuple[int, Floats]:
        roles = np.zeros((len(self.parse), 3), np.float32)
        roles[slice(*self._candidates[anchor].source[0]), SOURCE] = 1
        return 0, roles


@pytest.mark.parametrize(
    ("denied", "who_promised", "kept"),
    [
        ("the claims of fraud and promised a dry spring", "Bell", "the claims of fraud"),
        (
            "that Moor had promised a dry spring",
            "Moor",
            "that Moor had promised a dry spring",
        ),
    ],
)
def test_nobody_says_their_own_next_verb_but_anothers_may_be_part_of_what_they_say(
    denied: str, who_promised: str, kept: str
) -> None:
    reading = read(parse(f"Bell denied {denied}."))
    marks = [
        marked(reading.parse, anchor="denied", source="Bell", content=(denied,)),
        marked(reading.parse, anchor="promised", source=who_promised, content=("a dry spring",)),
    ]
    found = consider(reading, MarkedEvidence(reading.parse, marks))
    contents = [reading.parse.slice(span) for c in found for span in c.content]
    assert contents == [kept, "a dry spring"]


@pytest.mark.parametrize(
    ("verb", "needed"), [("said", 0.0), ("hoped", 0.8), ("expected", 0.8), ("warned", 0.0)]
)
def test_a_verb_that_says_nothing_has_to_be_surer(verb: str, needed: float) -> None:
    sentence = parse(f"Bell {verb} that the weir would hold.")
    candidates = [
        marked(sentence, anchor=verb, source="Bell", content=("that the weir would hold",))
    ]

    def is_chosen(score: float) -> bool:
        return bool(select(sentence, candidates, np.array([score], np.float32), threshold=0.0))

    assert is_chosen(needed + 0.1)
    assert not is_chosen(needed - 0.1)
