"""Which questions trained the cross-encoder, and which are kept to fit what comes after it."""

from __future__ import annotations

from enum import StrEnum

from index.evaluation.judged_questions import JudgedQuestion

# News questions before this day, and every second natural question, train the cross-encoder.
NEWS_CUT = "2022-09-30"
# The last articles of the encyclopaedic set, by id, are kept from the cross-encoder.
HELD_ARTICLES = frozenset({"sq-012", "sq-013", "sq-014", "sq-015"})


# Questions that people wrote over groups of news articles, no article in two groups: the first are
# looked at once, the second fit what comes after the cross-encoder and choose among builds, all
# others train it and the first stage. The articles of those are older than NEWS_CUT, or invented.
TEST_GROUPS = ("group4", "group34", "group35")
DEV_GROUPS = ("group3", "group15", "group19", "group23")
TRAIN_GROUPS = tuple(
    name
    for name in (f"group{number}" for number in (*range(3), *range(12, 42)))
    if name not in (*TEST_GROUPS, *DEV_GROUPS)
)


class Part(StrEnum):
    """`SEEN`: trained the cross-encoder. `UNSEEN`: fits ranker and calibration, by folds.

    `KEPT`: fits nothing.
    """

    SEEN = "seen"
    UNSEEN = "unseen"
    KEPT = "kept"


def part_of(name: str, question: JudgedQuestion, *, number: int, nearest: str | None) -> Part:
    """The part of question `number` of a set; `nearest` is the article that BM25 puts first."""
    group = name.partition(" ")[0]  # "group3 of 5" is a corpus drawn from group3
    if group in TEST_GROUPS:
        return Part.KEPT
    seen = {
        "rtqa_dev": question.tags.get("date", "") < NEWS_CUT,
        "clapnq_dev": number % 2 == 0,
        "squad2_dev": not {*(question.articles or (nearest or "",))} & HELD_ARTICLES,
    }
    return Part.SEEN if seen.get(name, group in TRAIN_GROUPS) else Part.UNSEEN
