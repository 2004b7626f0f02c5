"""Hand-made stories: paragraphs with who says what in them, for tests that need no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.attribution.types import Act, Kind, Statement
from corpus.types import Span
from index.claims.publishers import read_publishers
from index.claims.sides import Sides, find_sides
from index.claims.story import Story, Topic
from index.types import Passage
from tests.passages import make_article, make_passage


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a paragraph that somebody says in it."""

    words: str
    by: str | None
    party: str | None = None
    act: Act = Act.STATES
    kind: Kind = Kind.INDIRECT
    source: str | None = None
    cue: str = "said"
    described: str | None = None


def article_of(
    *paragraphs: tuple[str, Sequence[Said]],
    number: int = 1,
    outlet: str | None = "Harbour Post",
    published: str | None = "2031-03-04",
) -> list[Passage]:
    """An article of these paragraphs."""
    article = make_article(number, outlet=outlet, published=published)
    return [
        replace(
            (passage := make_passage(text, article=article, position=position)),
            statements=tuple(
                _statement(passage, said, 1000 * number + 10 * position + place)
                for place, said in enumerate(told)
            ),
        )
        for position, (text, told) in enumerate(paragraphs, start=1)
    ]


def _statement(passage: Passage, said: Said, id_: int) -> Statement:
    start = passage.paragraph.text.index(said.words)
    return Statement(
        id=id_,
        paragraph=passage.paragraph.id,
        content=(Span(start, start + len(said.words)),),
        source=said.source if said.source is not None else said.by,
        cue=said.cue,
        speaker=said.by,
        party=said.party,
        antecedent=None,
        act=said.act,
        kind=said.kind,
        description=said.described or said.by,
    )


def sides_of(*articles: list[Passage], narrowed: tuple[str, ...] = ()) -> Sides:
    """The sides of a story of these articles, by the table of publishers that ships."""
    passages = tuple(passage for some in articles for passage in some)
    story = Story(1, tuple(some[0].article for some in articles))
    on_topic = frozenset(passage.paragraph.id for passage in passages)
    return find_sides(Topic("gate", story, passages, on_topic, narrowed), read_publishers())


def told(sides: Sides) -> dict[str, list[str]]:
    """What stands under each head."""
    return {
        block.voice.name or block.voice.kind.value: [claim.words for claim in block.claims]
        for block in sides.blocks
    }
