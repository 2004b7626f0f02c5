"""Receipts: which quotation was sent to which chat, in which message, from which stored text.

They are written ahead: before a message leaves, one transaction notes its quotations. When Telegram
has taken the message, its number is added; if Telegram refused it, the receipts are deleted. A
receipt without a number belongs to a message that may or may not have arrived, because the
connection or the process ended in between. So every quotation that anybody can have seen has a
receipt. If receipts cannot be written (a full disk), the answer is still sent, and the log gets
them as an error.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.database import ChatDatabase
from corpus.types import Paragraph, Span

if TYPE_CHECKING:
    from bot.chat.telegram.compose import QuotedSpan
    from corpus.storage.store import CorpusStore


@dataclass(frozen=True, slots=True)
class Receipt:
    """One quotation in one message.

    `message` is None where it is not known whether it arrived. `article` is the store's number,
    `name` the article's id; `position` is the paragraph's number as a reader counts, `paragraph`
    the stored paragraph's id, and `span` the part of its text that was sent. `sent` is in seconds
    since the epoch. `inline`: the person with this private chat chose it in inline mode and sent it
    to an unknown chat.
    """

    chat: int
    message: int | None
    article: int
    name: str
    version: int
    position: int
    paragraph: int
    span: Span
    sent: float
    inline: bool = False


class Standing(StrEnum):
    """What has happened to the article since."""

    CURRENT = "current"
    REPEATED = "newer version, same words"
    CHANGED = "newer version, other words"
    REMOVED = "removed"


class Receipts:
    """The table of receipts; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def note(
        self,
        quotations: Sequence[QuotedSpan],
        *,
        chat: int,
        message: int | None,
        sent: float,
        thread: int | None = None,
        inline: bool = False,
    ) -> tuple[int, ...]:
        """Write receipts, all or none; the numbers of those that are new.

        `message` is None for a message that is yet to be sent. A quotation that a message has shown
        before keeps its first receipt, and one that it shows twice has one.
        """
        noted: list[int] = []
        unlike = {(quotation.paragraph.id, quotation.span): quotation for quotation in quotations}
        with self._database.transaction():
            for quotation in unlike.values():
                article, paragraph = quotation.article, quotation.paragraph
                span = quotation.span
                rows = self._database.write(
                    "INSERT INTO receipts (chat, message, article, name, version, position,"
                    " paragraph, start, stop, sent, inline, thread)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO NOTHING RETURNING id",
                    (chat, message, article.number, article.id, article.version,
                     paragraph.position, paragraph.id, span.start, span.stop, sent, inline, thread),
                )  # fmt: skip
                noted += [row[0] for row in rows]
        return tuple(noted)

    def confirm(self, noted: Sequence[int], *, message: int) -> None:
        """Telegram has taken the message."""
        self._database.write(
            "UPDATE receipts SET message = ? WHERE id IN (SELECT value FROM json_each(?))",
            (message, json.dumps(noted)),
        )

    def strike(self, noted: Sequence[int]) -> None:
        """Telegram has refused the message."""
        self._database.write(
            "DELETE FROM receipts WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(noted),),
        )

    def articles(self) -> set[int]:
        """The articles that were quoted, by their numbers."""
        return {row[0] for row in self._database.read("SELECT DISTINCT article FROM receipts")}

    def all(self) -> list[Receipt]:
        """Every receipt, newest first."""
        rows = self._database.read(
            "SELECT chat, message, article, name, version, position, paragraph, start, stop, sent,"
            " inline FROM receipts ORDER BY sent DESC, id"
        )
        return [_receipt(*row) for row in rows]


def quoted_articles(path: Path) -> set[int]:
    """The articles that were quoted in the chats of this database; none where there is none."""
    if not path.exists():
        return set()
    database = ChatDatabase.open(path)
    try:
        return Receipts(database).articles()
    finally:
        database.close()


def _receipt(
    chat: int,
    message: int | None,
    article: int,
    name: str,
    version: int,
    position: int,
    paragraph: int,
    start: int,
    stop: int,
    sent: float,
    inline: int,
) -> Receipt:
    span = Span(start, stop)
    return Receipt(
        chat, message, article, name, version, position, paragraph, span, sent, bool(inline)
    )


class Standings:
    """Compares receipts with the corpus; reads each article once."""

    def __init__(self, store: CorpusStore) -> None:
        self._store = store
        self._current: dict[int, tuple[str, int, list[Paragraph]] | None] = {}

    def of(self, receipt: Receipt) -> Standing:
        current = self._current_of(receipt.article)
        if current is None or current[0] != receipt.name:
            return Standing.REMOVED
        _, version, paragraphs = current
        if version == receipt.version:
            return Standing.CURRENT
        quoted = self.text_of(receipt)
        repeated = quoted and any(quoted in paragraph.text for paragraph in paragraphs)
        return Standing.REPEATED if repeated else Standing.CHANGED

    def text_of(self, receipt: Receipt) -> str | None:
        """What was quoted; None where it was removed."""
        found = self._store.passages([receipt.paragraph]).get(receipt.paragraph)
        if found is None or found[1].id != receipt.name:
            return None
        return receipt.span.of(found[0].text)

    def _current_of(self, article: int) -> tuple[str, int, list[Paragraph]] | None:
        if article not in self._current:
            versions = self._store.versions(article)
            self._current[article] = (
                (versions[-1].id, versions[-1].version, self._store.paragraphs(article))
                if versions
                else None
            )
        return self._current[article]
