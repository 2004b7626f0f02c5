"""What speaks for a candidate."""

from __future__ import annotations

from corpus.types import Article, Paragraph
from index.query.question import analyse_question
from index.ranking.features import FEATURES, describe
from index.search.candidate import Candidate

ARTICLE = Article(1, "a", 1, "a.txt", "Night on the quay", None, None, None, None, None, "2031")


def candidate(
    number: int, text: str, *, bm25: float = 1.0, neighbours: str = "", section: str | None = None
) -> Candidate:
    paragraph = Paragraph(number, 1, 1, number, section, text)
    return Candidate(paragraph, ARTICLE, 0.5, bm25, bm25, 0.4, neighbours)


def described(question: str, *candidates: Candidate) -> list[dict[str, float]]:
    taken = analyse_question(question, passages=100, frequency=lambda word: 3)
    rows = describe(taken, candidates)
    return [dict(zip(FEATURES, row.tolist(), strict=True)) for row in rows]


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


def test_scores_are_relative_to_the_best_candidate() -> None:
    best, other = described("lamp", candidate(1, "lamp", bm25=8.0), candidate(2, "lamp", bm25=2.0))
    assert (best["body of best"], other["body of best"]) == (1.0, 0.25)


def test_nothing_found_gives_no_rows() -> None:
    assert describe(analyse_question("lamp", passages=1, frequency=lambda word: 1), []).shape == (
        0,
        len(FEATURES),
    )
