"""What speaks for a candidate."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from corpus.types import Article, Paragraph
from index.query.question import Kind, Question, take_apart
from index.ranking.features import NAMES, Candidate, describe

ARTICLE = Article(1, "a", 1, "a.txt", "Night on the quay", None, None, None, None, None, "2031")


def candidate(
    number: int, text: str, *, body: float = 1.0, around: str = "", section: str | None = None
) -> Candidate:
    paragraph = Paragraph(number, 1, 1, number, section, text)
    return Candidate(paragraph, ARTICLE, 0.5, body, body, 0.4, around)


def described(question: str, *candidates: Candidate) -> list[dict[str, float]]:
    return by_name(take_apart(question, passages=100, frequency=lambda word: 3), *candidates)


def by_name(question: Question, *candidates: Candidate) -> list[dict[str, float]]:
    rows = describe(question, candidates)
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in rows]


# A question whose words weigh 20 together, and three passages of two articles, so made that no two
# features have the same values.
LAMPS = Question(
    text="Did Marn smash 14 red lamps or 30 in Oslo harbour?",
    words=("marn", "smash", "red", "lamps", "oslo", "harbour", "14", "30", "or"),
    rarity={
        "marn": 5.0,
        "smash": 4.0,
        "red": 2.0,
        "lamp": 3.0,
        "oslo": 4.0,
        "harbour": 1.0,
        "14": 1.0,
    },
    names=frozenset(("marn", "oslo")),
    numbers=frozenset(("14", "30")),
    kind=Kind.OTHER,
)
SMASHED = "Marn smashed the red lamp. Nine of the 14 guards saw it."
CALM = "The harbour was calm on Monday, Oduya said."
SAILS = (
    "Red sails filled the bay for the rest of that long and windy spell until Vasko and Oduya lit "
    "30 lamps."
)
OSLO = replace(ARTICLE, title="Night in Oslo")
OTHER = replace(ARTICLE, number=2, id="b", title="Harbour news")
PASSAGES = (
    Candidate(
        Paragraph(1, 1, 1, 1, None, SMASHED),
        OSLO,
        fused=0.6,
        body=4.0,
        whole=6.0,
        dense=0.5,
        around=CALM,
    ),
    Candidate(
        Paragraph(2, 1, 1, 2, "Red lamps", CALM),
        OSLO,
        fused=0.5,
        body=2.0,
        whole=3.0,
        dense=0.4,
        around=SMASHED,
    ),
    Candidate(
        Paragraph(7, 2, 1, 1, None, SAILS),
        OTHER,
        fused=0.2,
        body=8.0,
        whole=10.0,
        dense=0.7,
        around="Oslo slept.",
    ),
)
# By hand: of each feature, its values for the three.
BY_HAND: dict[str, tuple[float, float, float]] = {
    "dense": (0.5, 0.4, 0.7),
    "dense below best": (-0.2, -0.3, 0.0),
    "body": (4 / 20, 2 / 20, 8 / 20),
    "body of best": (4 / 8, 2 / 8, 1.0),
    "whole": (6 / 20, 3 / 20, 10 / 20),
    "whole of best": (6 / 10, 3 / 10, 1.0),
    "fused": (0.6, 0.5, 0.2),
    "rank": (0.0, math.log(2), math.log(3)),
    # "Marn", "smashed", "red", "lamp", "14"; "harbour"; "red", "lamps".
    "coverage": (15 / 20, 1 / 20, 5 / 20),
    "coverage with heading": (19 / 20, 10 / 20, 6 / 20),
    "coverage with neighbours": (1.0, 1.0, 10 / 20),
    "coverage in a sentence": (14 / 20, 1 / 20, 5 / 20),
    # "Oslo", or with the heading "harbour"; "Marn"; "Marn".
    "rarest word missing": (4 / 20, 5 / 20, 5 / 20),
    "rarest word missing with heading": (1 / 20, 5 / 20, 5 / 20),
    "numbers held": (1 / 2, 0.0, 1 / 2),
    "names held": (1 / 2, 0.0, 0.0),
    "names held with heading": (1.0, 1 / 2, 0.0),
    # "Marn smashed", "smashed the red" and "red lamp", of pairs that weigh 34.
    "word pairs held": ((9 + 6 + 5) / 34, 0.0, 0.0),
    # The sails are red far from the lamps.
    "density": (15 / 20, 1 / 20, 3 / 20),
    # Monday and Oduya; Vasko and Oduya.
    "new names": (0.0, 2.0, 2.0),
    # Nine.
    "new numbers": (1.0, 0.0, 0.0),
    "length": (math.log(1 + 12), math.log(1 + 8), math.log(1 + 21)),
    "article's candidates": (2.0, 2.0, 1.0),
    "article's score": (1.1, 1.1, 0.2),
    "coverage by article": (1.0, 1.0, 6 / 20),
    "rarest word missing by article": (0.0, 0.0, 5 / 20),
    "names held by article": (1.0, 1.0, 0.0),
    "heading coverage": (4 / 20, 9 / 20, 1 / 20),
    "dated": (0.0, 1.0, 0.0),
    "question length": (9.0, 9.0, 9.0),
    "question rarity": (20 / 7, 20 / 7, 20 / 7),
    "question names": (2.0, 2.0, 2.0),
}
# A new name, a new number or a day, as far as one is wanted.
OF_THE_KIND = {
    Kind.PARTY: (0.0, 1.0, 1.0),
    Kind.PLACE: (0.0, 1.0, 1.0),
    Kind.NUMBER: (1.0, 0.0, 0.0),
    Kind.TIME: (0.0, 1.0, 0.0),
    Kind.CAUSE: (1.0, 1.0, 1.0),
    Kind.OTHER: (1.0, 1.0, 1.0),
}


def by_hand(kind: Kind) -> dict[str, tuple[float, float, float]]:
    wants = {
        f"wants {other}": (float(kind is other),) * 3 for other in Kind if other is not Kind.OTHER
    }
    return {**BY_HAND, "has the kind of answer": OF_THE_KIND[kind], **wants}


@pytest.mark.parametrize("kind", Kind)
def test_each_feature_stands_under_its_name(kind: Kind) -> None:
    rows = by_name(replace(LAMPS, kind=kind), *PASSAGES)
    found = {name: tuple(row[name] for row in rows) for name in NAMES}
    assert found == {name: pytest.approx(values) for name, values in by_hand(kind).items()}


def test_any_two_features_would_be_told_apart() -> None:
    values = [tuple(by_hand(kind)[name] for kind in Kind) for name in NAMES]
    alike = {
        (NAMES[one], NAMES[other])
        for one in range(len(values))
        for other in range(one)
        if values[one] == values[other]
    }
    assert not alike


def test_coverage_counts_stems_and_looks_at_heading_and_neighbours_apart() -> None:
    [row] = described(
        "Who attacked the quay lamps?",
        candidate(1, "Attackers broke two lamps.", around="They were attacked before."),
    )
    assert 0 < row["coverage"] < row["coverage with heading"]
    assert row["coverage with neighbours"] == 1.0


def test_an_answer_of_the_wanted_kind_is_noticed() -> None:
    with_number, without = described(
        "How many lamps broke?",
        candidate(1, "Vandals broke 14 lamps."),
        candidate(2, "Vandals broke the lamps."),
    )
    assert with_number["has the kind of answer"] == 1.0
    assert without["has the kind of answer"] == 0.0


def test_a_number_of_the_question_itself_is_no_answer() -> None:
    [row] = described("How many of the 14 lamps broke?", candidate(1, "All 14 lamps broke."))
    assert row["has the kind of answer"] == 0.0
    assert row["numbers held"] == 1.0


def test_a_name_that_is_absent_shows() -> None:
    present, absent = described(
        "What did Marn say?", candidate(1, "Marn said no."), candidate(2, "Oduya said no.")
    )
    assert (present["names held"], absent["names held"]) == (1.0, 0.0)
    assert absent["rarest word missing"] > present["rarest word missing"]


def test_words_close_together_weigh_more_than_words_apart() -> None:
    close, apart = described(
        "red lamp broke",
        candidate(1, "The red lamp broke."),
        candidate(2, "Red sails filled the bay " + "and more came " * 8 + "until a lamp broke."),
    )
    assert close["density"] > apart["density"]
    assert close["word pairs held"] == 1.0 > apart["word pairs held"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("The red lamp broke.", 1.0),
        ("The red and very lamp broke.", 1.0),
        ("The red and then very lamp broke.", 0.5),
        ("A lamp, red, broke.", 0.5),
        ("It broke, the lamp, red.", 0.0),
    ],
)
def test_word_pairs_are_held_in_order_and_at_most_two_words_apart(text: str, held: float) -> None:
    [row] = described("red lamp broke", candidate(1, text))
    assert row["word pairs held"] == held


@pytest.mark.parametrize(("between", "density"), [(0, 1.0), (9, 1.0), (13, 1.0), (14, 0.5)])
def test_words_stand_close_within_fifteen_words(between: int, density: float) -> None:
    text = f"Red {'sail ' * between}lamp"
    for shown in (text, f"{'So ' * 20}{text}"):
        [row] = described("red lamp", candidate(1, shown))
        assert row["density"] == density


def test_scores_are_relative_to_the_best_candidate() -> None:
    best, other = described("lamp", candidate(1, "lamp", body=8.0), candidate(2, "lamp", body=2.0))
    assert (best["body of best"], other["body of best"]) == (1.0, 0.25)


def test_nothing_found_gives_no_rows() -> None:
    assert describe(take_apart("lamp", passages=1, frequency=lambda word: 1), []).shape == (
        0,
        len(NAMES),
    )
