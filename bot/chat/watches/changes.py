"""What is new in a passage that was found for a watch: nothing, a figure, or all of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.watches.watches import Hit
from corpus.figures.values import values
from index.answering.near_duplicates import is_same_but_for_figures
from index.query.question import AnswerKind, kind_of


def fresh(hits: Sequence[Hit], earlier: Sequence[Hit], texts: Mapping[int, str]) -> list[Hit]:
    """The hits that do not repeat an earlier one with all of its figures.

    `texts` has the text of each hit's paragraph that is still stored, by its id.
    """
    return [hit for hit in hits if not any(_repeats(hit, other, texts) for other in earlier)]


def earlier_figure(
    question: str, hit: Hit, earlier: Sequence[Hit], texts: Mapping[int, str]
) -> Hit | None:
    """The latest of the earlier hits, which come newest first, that had another figure here.

    It said the same with another figure, or answered with one a question for a number.
    """
    for other in earlier:
        if other.paragraph not in texts:
            continue
        if _is_alike(hit, other, texts) and _all_figures(hit, texts) != _all_figures(other, texts):
            return other
        if kind_of(question) is AnswerKind.NUMBER:
            now, before = _answer_figures(hit, texts), _answer_figures(other, texts)
            if now and before:
                return other if now != before else None
    return None


def _repeats(hit: Hit, other: Hit, texts: Mapping[int, str]) -> bool:
    return _is_alike(hit, other, texts) and _all_figures(hit, texts) == _all_figures(other, texts)


def _is_alike(hit: Hit, other: Hit, texts: Mapping[int, str]) -> bool:
    one, two = texts.get(hit.paragraph), texts.get(other.paragraph)
    return one is not None and two is not None and is_same_but_for_figures(one, two)


def _all_figures(hit: Hit, texts: Mapping[int, str]) -> tuple[float, ...]:
    return values(texts[hit.paragraph])


def _answer_figures(hit: Hit, texts: Mapping[int, str]) -> tuple[float, ...]:
    """The figures of the stretch that answers, else of what is quoted."""
    start, stop = hit.record["highlight"] or hit.record["excerpt"]
    return values(texts[hit.paragraph][start:stop])
