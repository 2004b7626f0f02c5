"""Names from earlier pieces of a long article: "Bell", whose full name stands in the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from corpus.attribution.bearers import find_entities
from corpus.attribution.entities import EntityType
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse
from corpus.attribution.types import Attribution
from corpus.types import Span


class EarlierNames:
    """The full names of the people in the pieces so far, by surname."""

    def __init__(self) -> None:
        self._bearers: defaultdict[str, dict[tuple[str, ...], tuple[str, Span]]] = defaultdict(dict)

    def complete(
        self, parse: Parse, found: Iterable[Attribution], *, offset: int
    ) -> list[Attribution]:
        """The attributions of the next piece, which begins at `offset`, as ones of the article.

        A speaker whom it calls by surname alone gets the full name, if only one bears it.
        """
        entities = find_entities(parse)
        alone = {
            parse.slice(entity.fullest.name)
            for entity in entities
            if len(entity.fullest.words) == 1
            and entity.type is not EntityType.ORGANISATION
            and not entity.open
        }
        alone = {name for name in alone if nation_of(name, parse.language) is None}
        for entity in entities:
            name, words = entity.fullest.name, entity.fullest.words
            if len(words) > 1 and entity.type is EntityType.PERSON:
                span = Span(parse.starts[name[0]], parse.stops[name[1] - 1]).shifted(offset)
                self._bearers[words[-1]].setdefault(words, (parse.slice(name), span))
        return [self._completed(_shifted(each, offset), alone) for each in found]

    def _completed(self, attribution: Attribution, alone: set[str]) -> Attribution:
        bearers = self._bearers.get((attribution.speaker or "").lower(), {})
        if attribution.speaker not in alone or len(bearers) != 1:
            return attribution
        ((name, span),) = bearers.values()
        return replace(attribution, speaker=name, antecedent=span)


def _shifted(attribution: Attribution, offset: int) -> Attribution:
    def moved(span: Span | None) -> Span | None:
        return span.shifted(offset) if span is not None else None

    return replace(
        attribution,
        source=moved(attribution.source),
        cue=moved(attribution.cue),
        content=tuple(span.shifted(offset) for span in attribution.content),
        antecedent=moved(attribution.antecedent),
        description=moved(attribution.description),
    )
