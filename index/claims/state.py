"""The whole state of the claims on a topic: sides, coverage, figures and disputes of one story."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.claims.coverage import Coverage, find_coverage
from index.claims.disputes.finding import Disputes, disputes_on
from index.claims.figures.finding import Figures, figures_on
from index.claims.frame import frame_of
from index.claims.publishers import Publishers
from index.claims.sides import Sides, find_sides, passages_shown
from index.claims.topics import find_topic
from index.types import Passage


@dataclass(frozen=True, slots=True)
class State:
    """Everything that is claimed on a topic, all of it of the same articles."""

    coverage: Coverage
    figures: Figures
    disputes: Disputes

    @property
    def sides(self) -> Sides:
        return self.coverage.sides

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph that words are shown of."""
        shown = (*passages_shown(self.sides), *self.figures.passages, *self.disputes.passages)
        return tuple({passage.paragraph.id: passage for passage in shown}.values())


def find_state(
    store: CorpusStore,
    topic: str,
    publishers: Publishers,
    *,
    filters: Filters = Filters(),
    language: Language = ENGLISH,
) -> State | None:
    """The state of the claims on a topic; None where no story has its words."""
    frame = frame_of(store, filters, language=language)
    found = find_topic(store, topic, frame=frame, language=language)
    if found is None:
        return None
    sides = find_sides(found, publishers, language=language)
    figures = figures_on(found, frame, language=language)
    return State(
        coverage=find_coverage(sides, figures, publishers),
        figures=figures,
        disputes=disputes_on(found, frame, publishers, voices=sides.voices, language=language),
    )
