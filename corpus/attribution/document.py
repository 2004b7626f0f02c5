"""An article as attribution looks at it: parsed, with its quotations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from corpus.attribution.parsing import Parse, Range
from corpus.attribution.quotations import Quotation


@dataclass(frozen=True)
class Document:
    """A parse with its quotations: what the constructions are looked up in."""

    parse: Parse
    quotations: list[Quotation]

    @cached_property
    def quotes(self) -> list[Range]:
        """The quotations as tokens; none that has no token."""
        spans = (quotation.span for quotation in self.quotations)
        ranges = (self.parse.tokens(span.start, span.stop) for span in spans)
        return [(start, stop) for start, stop in ranges if start < stop]

    @cached_property
    def quoted(self) -> list[int]:
        """For each token the number of its quotation, -1 where it is in none."""
        quoted = [-1] * len(self.parse)
        for number, (start, stop) in enumerate(self.quotes):
            quoted[start:stop] = [number] * (stop - start)
        return quoted
