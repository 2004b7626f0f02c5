"""Figures by their values."""

from __future__ import annotations

import pytest

from corpus.figures.values import values
from index.answering.near_duplicates import collapse_near_duplicates, is_same_but_for_figures
from tests.passages import make_article, make_passage


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Twelve people died.", (12,)),
        ("At least 12 of the 1,200 men died.", (12, 1_200)),
        ("Two hundred and five thousand fled.", (205_000,)),
        ("It cost 1.5 million.", (1_500_000,)),
        ("Twenty-one or two dozen.", (21, 24)),
        ("One of them left on 3 May 2031 at 10:30.", ()),
        ("COVID-19 spread.", ()),
    ],
)
def test_figures_are_read_in_digits_and_in_words(text: str, found: tuple[float, ...]) -> None:
    assert values(text) == found


def test_the_same_but_for_its_figures() -> None:
    assert is_same_but_for_figures("Twelve men died in the blast.", "13 men died in the blast.")
    assert not is_same_but_for_figures("Twelve men died.", "Twelve cranes fell over.")


def test_wire_copy_with_another_figure_is_another_passage() -> None:
    words = "men were hurt when the crane on the western mole fell over, the harbour office said."
    passages = [
        make_passage(f"{figure} {words}", article=make_article(number))
        for number, figure in enumerate(("Twelve", "12", "Thirteen"), start=1)
    ]
    kept = collapse_near_duplicates(passages, lambda *_: False)
    assert [passage.article.number for passage in kept] == [1, 3]
    assert [article.number for article in kept[0].also_in] == [2]
