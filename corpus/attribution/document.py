"""An article as attribution looks at it: parsed, with its quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from corpus.attribution.parsing import Parse, Range
from corpus.attribution.quotations import Quotation

_ENDINGS = frozenset((".", ",", "!", "?", ";", ":", "…", "...", "-", "–", "—"))
_MOST_INDENTED = 0.7  # of the paragraphs; set by hand


@dataclass(frozen=True)
class Document:
    """A parse with its quotations: what the constructions are looked up in."""

    parse: Parse
    quotations: list[Quotation]

    @cached_property
    def quotes(self) -> list[Range]:
        """The quotations as tokens; none that has no token."""
        return [tokens for tokens, _ in self._placed]

    def quotes_in(self, low: int, high: int) -> list[tuple[int, Range]]:
        """The quotes that have a token between these two, each with its number."""
        first = bisect_right(self._stops, low)
        last = bisect_left(self._starts, high)
        return [(number, self.quotes[number]) for number in range(first, last)]

    @cached_property
    def closed(self) -> list[bool]:
        """Whether each of the quotes has a mark at its end, or goes on in the next paragraph."""
        placed = [quotation for _, quotation in self._placed]
        following = [quotation.continues for quotation in placed[1:]]
        return [
            quotation.closed or continued
            for quotation, continued in zip(placed, [*following, False], strict=True)
        ]

    def continues(self, number: int) -> bool:
        """Whether this one of the quotes takes up again what the paragraph before left open."""
        return number > 0 and self._placed[number][1].continues

    @cached_property
    def quoted(self) -> list[int]:
        """For each token the number of its quotation, -1 where it is in none."""
        quoted = [-1] * len(self.parse)
        for number, (start, stop) in enumerate(self.quotes):
            quoted[start:stop] = [number] * (stop - start)
        return quoted

    @cached_property
    def blocks(self) -> frozenset[int]:
        """The paragraphs that are set off: indented, or with ">" before them.

        Where most are indented, that is how the text is printed.
        """
        parse = self.parse
        numbers = [(number, start) for number, (start, _) in enumerate(parse.paragraphs)]
        marked = {number for number, start in numbers if parse.words[start] == ">"}
        indented = {n for n, start in numbers if _is_indented(parse.text, parse.starts[start])}
        printed = len(indented) > _MOST_INDENTED * len(numbers)
        return frozenset(marked if printed else marked | indented)

    @cached_property
    def bare(self) -> dict[int, Range]:
        """The paragraphs that are one quotation each; a heading in quotation marks, which ends
        without a full stop, is anybody's."""
        parse = self.parse
        bare = {}
        for number, (start, stop) in enumerate(parse.paragraphs):
            quote = self.quoted[start]
            words = [k for k in range(start, stop) if parse.is_word(k)]
            if quote < 0 or len(words) < 4 or any(self.quoted[k] != quote for k in words):
                continue
            marks = (k for k in range(words[-1], stop) if not parse.is_word(k))
            if any(parse.words[k] in _ENDINGS for k in marks):
                bare[number] = (start, stop)
        return bare

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.quotes]

    @cached_property
    def _stops(self) -> list[int]:
        return [stop for _, stop in self.quotes]

    @cached_property
    def _placed(self) -> list[tuple[Range, Quotation]]:
        parse = self.parse
        placed = [(parse.tokens(q.span.start, q.span.stop), q) for q in self.quotations]
        return [(tokens, quotation) for tokens, quotation in placed if tokens[0] < tokens[1]]


def _is_indented(text: str, start: int) -> bool:
    return start > 0 and text[start - 1].isspace() and text[start - 1] != "\n"
