"""Who says what on a topic, a page at a time: the parties one after another. Pure.

A page has the head of each party whose claims stand on it, and under the last of them the words by
which outlets doubt one. What is doubted of several parties, and who says nothing, is on the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.layout.citations import (
    MOST_OUTLETS,
    QUESTION_UNITS,
    SHORTER_UNITS,
    SPEAKERS_UNITS,
    fitted,
)
from bot.chat.layout.source_line import NAME_LIMIT, TITLE_LIMIT, credit, outlet_of
from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import paragraph_link
from bot.texts import Texts
from bot.texts.claims import numbers_of, origins_of, said_by, story_told, unfound_told
from index.claims.caveat import Caveat
from index.claims.sides import Block, Sides, quoted
from index.claims.story import Claim
from index.claims.voices import VoiceKind

CLAIMS_A_PAGE = 5
# Words of doubt under a party, and names in a line; the others are counted.
_MOST_DOUBTS, _MOST_NAMES = 4, 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """Claims of one block that stand on a page; `ends` with the last of them."""

    block: Block
    claims: tuple[Claim, ...]
    begins: bool
    ends: bool


def sides_pages(sides: Sides) -> list[tuple[_Piece, ...]]:
    """Which claims stand on which page; at least one page, if nothing is said at all."""
    pages: list[list[_Piece]] = [[]]
    for block in sides.blocks:
        for start in range(0, len(block.claims), CLAIMS_A_PAGE):
            claims = block.claims[start : start + CLAIMS_A_PAGE]
            piece = _Piece(block, claims, start == 0, start + CLAIMS_A_PAGE >= len(block.claims))
            room = CLAIMS_A_PAGE - sum(len(other.claims) for other in pages[-1])
            if pages[-1] and len(claims) > room:
                pages.append([])
            pages[-1].append(piece)
    return [tuple(page) for page in pages]


def party_places(sides: Sides) -> list[tuple[str, int]]:
    """The parties by name, each with the number of the page on which it begins."""
    return [
        (piece.block.voice.name, number)
        for number, page in enumerate(sides_pages(sides))
        for piece in page
        if piece.begins and piece.block.voice.kind is VoiceKind.PARTY
    ]


def sides_page(sides: Sides, texts: Texts, *, page: int, bot: str) -> Message:
    """The page with this number, from 0."""
    pages = sides_pages(sides)
    return fitted(
        lambda limit: _Page(sides, texts, bot=bot, limit=limit).message(
            pages[page], first=page == 0, last=page == len(pages) - 1
        ),
        SHORTER_UNITS,
    )


class _Page:
    """One page, with its quotations cut to so many units."""

    def __init__(self, sides: Sides, texts: Texts, *, bot: str, limit: int) -> None:
        self._sides = sides
        self._texts = texts
        self._bot = bot
        self._limit = limit
        self._numbers = sides.numbers
        self._composer = Composer()

    def message(self, pieces: Sequence[_Piece], *, first: bool, last: bool) -> Message:
        self._head(first=first)
        kind = VoiceKind.PARTY
        for piece in pieces:
            self._composer.gap()
            if piece.block.voice.kind is VoiceKind.PARTY:
                self._party(piece)
            elif piece.block.voice.kind is not kind:
                kind = piece.block.voice.kind
                self._composer.bold(self._texts(f"side_kind.{kind}")).line()
            for claim in piece.claims:
                self._claim(claim, piece.block)
            self._doubts(self._sides.doubts_of({claim.statement.id for claim in piece.claims}))
        if last:
            self._doubts(self._sides.doubts_over_all)
            self._silent()
        return self._composer.message()

    def _head(self, *, first: bool) -> None:
        sides, texts, composer = self._sides, self._texts, self._composer
        topic = sides.topic
        composer.bold(one_line(topic.text, limit=QUESTION_UNITS)).line()
        composer.italic(story_told(topic.story, len(sides.outlets), texts)).line()
        if sides.unread:
            composer.italic(texts("sides.unread", n=sides.unread)).line()
        if topic.narrowed:
            words = one_line(", ".join(topic.narrowed), limit=TITLE_LIMIT)
            composer.italic(texts("sides.narrowed", words=words)).line()
        if told := unfound_told(topic.unfound, texts):
            composer.italic(one_line(told, limit=TITLE_LIMIT)).line()
        if not first:
            return
        parties = [block for block in sides.blocks if block.voice.kind is VoiceKind.PARTY]
        named = [
            f"{one_line(block.voice.name, limit=NAME_LIMIT)} {len(block.claims)}"
            for block in parties[:_MOST_NAMES]
        ]
        if len(parties) > _MOST_NAMES:
            named.append(texts("sides.more", n=len(parties) - _MOST_NAMES))
        composer.text(" · ".join(named)).line()
        for story in topic.others[:1]:
            if story.title:
                title = one_line(story.title, limit=TITLE_LIMIT)
                composer.italic(texts("sides.other_story", title=title)).line()

    def _party(self, piece: _Piece) -> None:
        composer = self._composer.bold(one_line(piece.block.voice.name, limit=NAME_LIMIT))
        if piece.begins:
            told = one_line(origins_of(piece.block, self._texts), limit=SPEAKERS_UNITS)
            composer.text(f" · {told}")
        else:
            composer.text(f" · {self._texts('continued')}")
        composer.line()

    def _claim(self, claim: Claim, block: Block) -> None:
        composer, passage = self._composer, claim.passage
        told = one_line(said_by(claim, block.voice, self._sides, self._texts), limit=SPEAKERS_UNITS)
        composer.line().italic(told)
        span = clipped(passage.paragraph.text, quoted(claim), limit=self._limit)
        composer.quote(passage.article, passage.paragraph, span)
        number = self._numbers[claim.statement.id]
        link = paragraph_link(passage.paragraph, bot=self._bot)
        composer.link(f"[{number}] ¶{passage.paragraph.position}", link).text(" · ")
        credit(composer, passage.article, self._texts, title=False)
        self._echoes(claim)
        composer.line()

    def _echoes(self, claim: Claim) -> None:
        echoes = self._sides.origins.echoes.get(claim.statement.id, ())
        names = list(dict.fromkeys(outlet_of(e.passage.article, self._texts) for e in echoes))
        if not names:
            return
        shown, more = ", ".join(names[:MOST_OUTLETS]), len(names) - MOST_OUTLETS
        if more > 0:
            self._composer.text(f" · {self._texts('also_in_more', outlets=shown, n=more)}")
        else:
            self._composer.text(f" · {self._texts('also_in', outlets=shown)}")

    # Doubts

    def _doubts(self, caveats: Sequence[Caveat]) -> None:
        for caveat in caveats[:_MOST_DOUBTS]:
            about = [self._numbers[id_] for id_ in caveat.about if id_ in self._numbers]
            outlet = outlet_of(caveat.passage.article, self._texts)
            told = self._texts("sides.doubt", outlet=outlet, numbers=numbers_of(about))
            self._composer.line().text(told)
            text = caveat.passage.paragraph.text
            span = clipped(text, caveat.shown, limit=self._limit)
            self._composer.quote(caveat.passage.article, caveat.passage.paragraph, span)
        if len(caveats) > _MOST_DOUBTS:
            self._composer.text(self._texts("sides.more", n=len(caveats) - _MOST_DOUBTS)).line()

    def _silent(self) -> None:
        sides, texts = self._sides, self._texts
        if not sides.silent:
            return
        names = [one_line(voice.name, limit=NAME_LIMIT) for voice in sides.silent[:_MOST_NAMES]]
        if len(sides.silent) > _MOST_NAMES:
            names.append(texts("sides.more", n=len(sides.silent) - _MOST_NAMES))
        outlets = texts("sides.outlets", n=len(sides.outlets))
        told = texts("sides.silent", n=len(sides.articles) - sides.unread, outlets=outlets)
        self._composer.gap().italic(told).text(f" {', '.join(names)}")
