"""Origins: the one name of each speaker in articles that are not stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.attribution.types import Attribution
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.appearances import Appearance, appearances_of
from corpus.speakers.linking import link


def find_origins(
    articles: Iterable[tuple[str, str | None, Sequence[Attribution]]],
    *,
    language: Language = ENGLISH,
) -> list[Mapping[str, str]]:
    """For each article, its text, title and attributions, the one name of each of its speakers."""
    appearances: list[Appearance] = []
    origins: list[dict[str, str]] = []
    for number, (text, title, attributions) in enumerate(articles):
        stated = [attribution for attribution in attributions if attribution.is_statement]
        appearances += appearances_of(number, text, stated, title=title, language=language)
        origins.append({})
    for linked in link(appearances, language=language):
        if linked.origin is not None:
            origins[linked.appearance.article][linked.appearance.speaker] = linked.origin
    return list(origins)
