"""The version and the paragraphs of an article that a reader asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import DatelineError
from corpus.types import Article, Paragraph

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore


class ParagraphNotFound(DatelineError):
    """The article has no paragraph, or no version, of that number."""


def pick_version(store: CorpusStore, reference: str, *, version: int | None) -> Article:
    """The article, in its current version unless another is named."""
    article = store.find(reference)
    if version is None:
        return article
    versions = store.versions(article.number)
    for candidate in versions:
        if candidate.version == version:
            return candidate
    raise ParagraphNotFound(
        f"{article.id} has no version {version}", fix=f"its versions are 1 to {len(versions)}"
    )


def around(
    article: Article, paragraphs: Sequence[Paragraph], position: int, *, neighbours: int = 1
) -> list[Paragraph]:
    """The paragraph with that number and its neighbours; raises ParagraphNotFound."""
    for place, paragraph in enumerate(paragraphs):
        if paragraph.position == position:
            return list(paragraphs[max(0, place - neighbours) : place + neighbours + 1])
    numbers = [str(paragraph.position) for paragraph in paragraphs]
    raise ParagraphNotFound(
        f"{article.id} has no paragraph {position}",
        fix=f"it has {_summary(numbers)}",
    )


def _summary(numbers: Sequence[str]) -> str:
    if len(numbers) <= 12:
        noun = "paragraph" if len(numbers) == 1 else "paragraphs"
        return f"{noun} {', '.join(numbers)}" if numbers else "none"
    between = f"paragraphs {numbers[0]} to {numbers[-1]}"
    return f"{between} (headings and boilerplate are counted, not stored)"
