"""Where quoted words stand in the texts that a program gave: what JSON counts in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.formats.shifts import in_given

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore
    from corpus.types import Article, Shift, Span
    from index.types import Passage


@dataclass(frozen=True, slots=True)
class Offsets:
    """`starts` has where each paragraph begins in its article's text as it is stored, `shifts` what
    stood elsewhere in the text as it was given."""

    starts: Mapping[int, int]
    shifts: Mapping[tuple[int, int], tuple[Shift, ...]]

    def of(self, passage: Passage, span: Span) -> Span:
        """Where words of a paragraph stand in its article's text."""
        return self.of_body(passage.article, span.shifted(self.starts[passage.paragraph.id]))

    def of_body(self, article: Article, span: Span) -> Span:
        """Where words of an article's stored text stand in the one that was given."""
        return in_given(span, self.shifts.get((article.number, article.version), ()))


def offsets_in(
    store: CorpusStore, passages: Iterable[Passage], articles: Iterable[Article] = ()
) -> Offsets:
    """The offsets of these passages and articles."""
    passages = list(passages)
    numbers = {p.article.number for p in passages} | {article.number for article in articles}
    return Offsets(
        starts=store.starts(passage.paragraph.id for passage in passages),
        shifts=store.shifts(sorted(numbers)),
    )
