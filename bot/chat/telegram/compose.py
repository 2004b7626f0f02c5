"""Messages as text plus entities, the way Telegram takes them; no markup is ever written.

Pieces are appended with their formatting, positions are kept in code points, and only the
finished message is converted to the UTF-16 offsets of the Bot API.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from telegram import MessageEntity
from telegram.constants import MessageEntityDateTimeFormats, MessageLimit

from bot.chat.telegram.unlinked import MAX_ENTITIES, unlinked
from bot.chat.telegram.utf16 import positions_in_units, prefix_within, units
from bot.texts import Wording
from corpus.types import Article, Paragraph, Span

MAX_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
# Characters of all links together. Telegram does not say how many it takes; 9,500 bytes of entities
# are known to pass.
MAX_ADDRESSES = 8_000

# Deleted by Telegram, or able to reorder the text around them.
_UNSENDABLE = dict.fromkeys(
    [0x0333, 0x033F, 0x030A, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
# Telegram puts another character in the place of a direction mark before another one.
_REPEATED_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """Where a span of a stored paragraph stands in a message; `offset` is in code points.

    `article` is the one that the message names as its source.
    """

    article: Article
    paragraph: Paragraph
    span: Span
    offset: int


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. `quotations` say which parts are stored text, so that they can be checked.

    Whatever the text is, Telegram makes no link of its own out of it, except of the commands in a
    Wording of the bot.
    """

    text: str
    entities: tuple[MessageEntity, ...] = ()
    quotations: tuple[QuotedSpan, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "entities", unlinked(self.text, self.entities))

    @property
    def fits(self) -> bool:
        """Within the size that Telegram takes in one message."""
        addresses = sum(len(entity.url or "") for entity in self.entities)
        return (
            units(self.text) <= MAX_UNITS
            and len(self.entities) <= MAX_ENTITIES
            and addresses <= MAX_ADDRESSES
        )


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    span: Span
    details: dict[str, Any]


class Composer:
    """Collects pieces of a message; every method returns the composer.

    Empty pieces, and line breaks at the start or the end, leave nothing behind: Telegram drops
    empty entities, and trims white space at the ends, which would shift the others.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._break = ""
        self._marks: list[_Mark] = []
        self._quotations: list[QuotedSpan] = []
        self._own: list[Span] = []

    def text(self, piece: str) -> Self:
        self._append(piece)
        return self

    def bold(self, piece: str) -> Self:
        return self._marked(piece, MessageEntity.BOLD)

    def italic(self, piece: str) -> Self:
        return self._marked(piece, MessageEntity.ITALIC)

    def code(self, piece: str) -> Self:
        """Something to copy by a tap; Telegram makes no link of what is inside."""
        return self._marked(piece, MessageEntity.CODE)

    def command(self, piece: str) -> Self:
        """One of the bot's commands, which a tap sends."""
        return self.text(Wording(piece, (Span(0, len(piece)),)))

    def link(self, piece: str, url: str) -> Self:
        return self._marked(piece, MessageEntity.TEXT_LINK, url=url)

    def moment(self, piece: str, when: datetime, *, with_time: bool = False) -> Self:
        """A point in time, which readers see in their own zone and language."""
        formats = MessageEntityDateTimeFormats
        shown = formats.LONG_DATE_SHORT_TIME if with_time else formats.LONG_DATE
        return self._marked(
            piece,
            MessageEntity.DATE_TIME,
            unix_time=when.astimezone(UTC),
            date_time_format=str(shown.value),
        )

    def quote(
        self, article: Article, paragraph: Paragraph, span: Span, *, bold: Span | None = None
    ) -> Self:
        """A block quotation that holds the stored text of the span and nothing else.

        `bold`, a span of the same paragraph, is set in bold type inside it.
        """
        self.line()
        where = self._append(span.of(paragraph.text))
        if not where:
            raise ValueError(f"paragraph {paragraph.id} is to be quoted by an empty span")
        self._marks.append(_Mark(MessageEntity.BLOCKQUOTE, where, {}))
        self._quotations.append(QuotedSpan(article, paragraph, span, where.start))
        if bold is not None:
            start, stop = max(bold.start, span.start), min(bold.stop, span.stop)
            if start < stop:
                inside = Span(start, stop).shifted(where.start - span.start)
                self._marks.append(_Mark(MessageEntity.BOLD, inside, {}))
        return self.line()

    def folded(self, article: Article, parts: Sequence[tuple[Paragraph, Span]]) -> Self:
        """One block quotation that readers unfold: the stored text of each span, after the number
        of its paragraph."""
        labels, texts = [], []
        for paragraph, span in parts:
            labels.append(self.line()._append(f"¶{paragraph.position} "))
            texts.append(self._append(span.of(paragraph.text)))
            self._quotations.append(QuotedSpan(article, paragraph, span, texts[-1].start))
        if not all(texts):
            raise ValueError(f"article {article.id} is to be quoted by an empty span")
        if parts:
            where = Span(labels[0].start, texts[-1].stop)
            self._marks.append(_Mark(MessageEntity.EXPANDABLE_BLOCKQUOTE, where, {}))
        return self.line()

    def line(self) -> Self:
        """A new line before whatever comes next."""
        self._break = self._break or "\n"
        return self

    def gap(self) -> Self:
        """An empty line before whatever comes next."""
        self._break = "\n\n"
        return self

    def message(self) -> Message:
        text = "".join(self._pieces)
        at = positions_in_units(text, (edge for mark in self._marks for edge in _edges(mark.span)))
        entities = (
            MessageEntity(
                type=mark.kind,
                offset=at[mark.span.start],
                length=at[mark.span.stop] - at[mark.span.start],
                **mark.details,
            )
            for mark in self._marks
        )
        return Message(Wording(text, tuple(self._own)), tuple(entities), tuple(self._quotations))

    def _marked(self, piece: str, kind: str, **details: object) -> Self:
        where = self._append(piece)
        if where:
            self._marks.append(_Mark(kind, where, details))
        return self

    def _append(self, piece: str) -> Span:
        if not piece:
            return Span(self._length, self._length)
        if self._break and self._pieces:
            self._pieces.append(self._break)
            self._length += len(self._break)
        self._break = ""
        start = self._length
        if isinstance(piece, Wording):
            self._own += [part.shifted(start) for part in piece.own]
        self._pieces.append(piece)
        self._length += len(piece)
        return Span(start, self._length)


def one_line(text: str, *, limit: int) -> str:
    """A title, name or question fit for a line of an interface: no control characters, no runs of
    white space, at most `limit` UTF-16 units. Never used on quotations."""
    spaced = "".join(" " if _is_control(c) else c for c in unicodedata.normalize("NFC", text))
    line = " ".join(_REPEATED_MARKS.sub("", spaced.translate(_UNSENDABLE)).split())
    if units(line) <= limit:
        return line
    return line[: prefix_within(line, limit - 1)].rstrip() + "…"


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.stop
