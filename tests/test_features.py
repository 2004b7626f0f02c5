"""What speaks for a candidate."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from corpus.types import Article, Paragraph
from index.query.question import AnswerKind, Question, analyse_question
from index.ranking.features import ALL_NAMES, FEATURES, feature_rows, with_readings
from index.search.candidate import Candidate

ARTICLE = Article(1, "a", 1, "a.txt", "Night on the quay", None, None, None, None, None, "2031")


def candidate(
    number: int, text: str, *, bm25: float = 1.0, neighbours: str = "", section: str | None = None
) -> Candidate:
    paragraph = Paragraph(number, 1, 1, number, section, text)
    return Candidate(paragraph, ARTICLE, 0.5, bm25, bm25, 0.4, neighbours)


def described(question: str, *candidates: Candidate) -> list[dict[str, float]]:
    return by_name(analyse_question(question, passages=100, frequency=lambda word: 3), *candidates)


def by_name(question: Question, *candidates: Candidate) -> list[dict[str, float]]:
    rows = feature_rows(question, candidates)
    return [dict(zip(FEATURES, row.tolist(), strict=True)) for row in rows]


# A question whose words weigh 20 together, and three passages of two articles, so made that no two
# features have the same values.
LAMPS = Question(
    text="Did Marn smash 14 red lamps or 30 in Oslo harbour?",
    words=("marn", "smash", "red", "lamps", "oslo", "harbour", "14", "30", "or"),
    idf={
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
    kind=AnswerKind.OTHER,
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
        bm25=4.0,
        bm25_with_title=6.0,
        cosine=0.5,
        neighbours=CALM,
    ),
    Candidate(
        Paragraph(2, 1, 1, 2, "Red lamps", CALM),
        OSLO,
        fused=0.5,
        bm25=2.0,
        bm25_with_title=3.0,
        cosine=0.4,
        neighbours=SMASHED,
    ),
    Candidate(
        Paragraph(7, 2, 1, 1, None, SAILS),
        OTHER,
        fused=0.2,
        bm25=8.0,
        bm25_with_title=10.0,
        cosine=0.7,
        neighbours="Oslo slept.",
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
    AnswerKind.PARTY: (0.0, 1.0, 1.0),
    AnswerKind.PLACE: (0.0, 1.0, 1.0),
    AnswerKind.NUMBER: (1.0, 0.0, 0.0),
    AnswerKind.TIME: (0.0, 1.0, 0.0),
    AnswerKind.CAUSE: (1.0, 1.0, 1.0),
    AnswerKind.OTHER: (1.0, 1.0, 1.0),
}


def by_hand(kind: AnswerKind) -> dict[str, tuple[float, float, float]]:
    wants = {
        f"wants {other}": (float(kind is other),) * 3
        for other in AnswerKind
        if other is not AnswerKind.OTHER
    }
    return {**BY_HAND, "has the kind of answer": OF_THE_KIND[kind], **wants}


@pytest.mark.parametrize("kind", AnswerKind)
def test_each_feature_stands_under_its_name(kind: AnswerKind) -> None:
    rows = by_name(replace(LAMPS, kind=kind), *PASSAGES)
    found = {name: tuple(row[name] for row in rows) for name in FEATURES}
    assert found == {name: pytest.approx(values) for name, values in by_hand(kind).items()}


def test_any_two_features_would_be_told_apart() -> None:
    values = [tuple(by_hand(kind)[name] for kind in AnswerKind) for name in FEATURES]
    names = list(FEATURES)
    alike = {
        (names[one], names[other])
        for one in range(len(values))
        for other in range(one)
        if values[one] == values[other]
    }
    assert not alike


def test_coverage_counts_stems_and_looks_at_heading_and_neighbours_apart() -> None:
    [row] = described(
        "Who attacked the quay lamps?",
        candidate(1, "Attackers broke two lamps.", neighbours="They were attacked before."),
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
    best, other = described("lamp", candidate(1, "lamp", bm25=8.0), candidate(2, "lamp", bm25=2.0))
    assert (best["body of best"], other["body of best"]) == (1.0, 0.25)


def test_nothing_found_gives_no_rows() -> None:
    assert feature_rows(
        analyse_question("lamp", passages=1, frequency=lambda word: 1), []
    ).shape == (
        0,
        len(FEATURES),
    )


def test_each_feature_is_what_its_name_says() -> None:
    question = Question(
        text="How many red lamps did the Dock Brigade lose to the Tug in a gale at Holm, 12 or 14?",
        words=("dock", "red", "lamps", "holm", "brigade", "tug", "gale", "lose"),
        idf={"dock": 8, "red": 5, "lamp": 3, "holm": 2, "brigad": 1, "tug": 0.5, "gale": 0.5},
        names=frozenset(("dock", "brigad", "holm", "tug")),
        numbers=frozenset(("12", "14")),
        kind=AnswerKind.NUMBER,
    )
    holm = replace(ARTICLE, number=2, title="Holm")
    text = (
        "The red lamps hung. It was dark on the quay until nine when Ida Marn saw Dock had 14, then"
        " 20, in May."
    )
    rows = feature_rows(
        question,
        [
            candidate(1, "Rain."),
            Candidate(Paragraph(2, 2, 1, 2, None, text), holm, 0.5, 5.0, 4.0, 0.25, "A tug sank."),
            Candidate(Paragraph(3, 2, 1, 3, None, "The brigade."), holm, 0.25, 8.0, 10.0, 0.6),
        ],
    )
    assert dict(zip(FEATURES, rows[1].tolist(), strict=True)) == pytest.approx(
        {
            "dense": 0.25,
            "dense below best": 0.25 - 0.6,
            "body": 5 / 20,
            "body of best": 5 / 8,
            "whole": 4 / 20,
            "whole of best": 4 / 10,
            "fused": 0.5,
            "rank": math.log(2),
            "coverage": 16 / 20,
            "coverage with heading": 18 / 20,
            "coverage with neighbours": 18.5 / 20,
            "coverage in a sentence": 8 / 20,
            "rarest word missing": 2 / 20,
            "rarest word missing with heading": 1 / 20,
            "numbers held": 1 / 2,
            "names held": 1 / 4,
            "names held with heading": 2 / 4,
            "word pairs held": 8 / 31.5,  # red and lamps, of six pairs
            "density": 11 / 20,  # lamps to Dock; red is one word too far
            "has the kind of answer": 1,
            "new names": 3,  # Ida, Marn, May
            "new numbers": 2,  # nine, 20
            "length": math.log(24),
            "article's candidates": 2,
            "article's score": 0.75,
            "coverage by article": 19 / 20,
            "rarest word missing by article": 0.5 / 20,
            "names held by article": 3 / 4,
            "heading coverage": 2 / 20,
            "dated": 1,
            "question length": 8,
            "question rarity": 20 / 7,
            "question names": 4,
            "wants party": 0,
            "wants number": 1,
            "wants time": 0,
            "wants place": 0,
            "wants cause": 0,
        }
    )


def test_the_second_stage_knows_what_reading_made_of_each() -> None:
    readings = [[3.0, 1.0, 0.5, 1.0, 0.75, 0.5], [1.0, 2.0, 0.25, 0.0, 0.5, 0.125]]
    rows = np.zeros((2, len(FEATURES)), dtype=np.float32)
    joined = with_readings(rows, np.array([0.75, 0.5]), readings)
    assert dict(zip(ALL_NAMES, joined[1].tolist(), strict=True)) == dict.fromkeys(FEATURES, 0) | {
        "relevance": 1.0,
        "answers": 2.0,
        "certainty": 0.25,
        "marks the kind of answer": 0.0,
        "marks new words": 0.5,
        "coverage around the mark": 0.125,
        "first score": 0.5,
    }


def test_words_in_another_order_are_no_pair() -> None:
    there, back = described(
        "red lamp", candidate(1, "A red lamp broke."), candidate(2, "The lamp was red.")
    )
    assert (there["word pairs held"], back["word pairs held"]) == (1.0, 0.0)
