"""Which questions train, choose and test."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.splits import DEV_GROUPS, NEWS_CUT, TEST_GROUPS, TRAIN_GROUPS, Part, part_of
from bench.stores import files_of, is_here, is_ours
from corpus.formats.json_lines import read_values
from index.evaluation.judged_questions import JudgedQuestion

GROUPS = (*TRAIN_GROUPS, *DEV_GROUPS, *TEST_GROUPS)
QUESTION = JudgedQuestion("1", "Who did it?", answerable=True)


def test_a_group_is_on_one_side() -> None:
    assert len(set(GROUPS)) == len(GROUPS)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("group0", Part.SEEN),
        ("group3", Part.UNSEEN),
        ("group3 of 5", Part.UNSEEN),
        ("group16", Part.SEEN),
        ("group23 of 1000", Part.UNSEEN),
        ("group34", Part.KEPT),
        ("group4 of 1000", Part.KEPT),
        ("demo", Part.UNSEEN),
    ],
)
def test_a_corpus_drawn_from_a_group_is_on_its_side(name: str, part: Part) -> None:
    assert part_of(name, QUESTION, number=0, nearest=None) is part


def test_no_article_is_in_two_groups_and_none_that_trains_is_as_new_as_the_news_that_choose() -> (
    None
):
    here = [group for group in GROUPS if is_here(group)]
    if not here:
        pytest.skip("the questions over news are not on this machine")
    articles = {group: list(read_values(files_of(group)[0])) for group in here}
    counts = Counter(article["id"] for some in articles.values() for article in some)
    assert max(counts.values()) == 1
    real = [group for group in here if group in TRAIN_GROUPS and not is_ours(group)]
    trained = [article["date"] for group in real for article in articles[group]]
    assert max(trained, default="") < NEWS_CUT
