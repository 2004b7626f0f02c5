"""What chats are to be told of: words that they were shown, and that are gone.

Found by following the alterations of the corpus, so nothing that happened while the bot was down is
missed, and noted before anything is sent, so nothing is told twice: a message that may or may not
have arrived when the bot was stopped stays `leaving`, and is listed for the operator.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.chat.corrections.comparing import Spot, lost
from bot.chat.database import ChatDatabase, Row
from corpus.storage.records import Alteration, AlterationKind
from corpus.types import Span

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore

TAKEN_AWAY = (
    AlterationKind.WITHDRAWN,
    AlterationKind.WITHHELD,
    AlterationKind.EMBARGOED,
    AlterationKind.GONE,
)
"""What concerns every quotation of an article."""
URGENT = (AlterationKind.WITHDRAWN, AlterationKind.WITHHELD, AlterationKind.EMBARGOED)


class Fate(StrEnum):
    """What has become of a correction."""

    DUE = "due"
    LEAVING = "leaving"
    TOLD = "told"
    UNREACHABLE = "unreachable"
    DENIED = "denied"
    OFF = "off"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class Shown:
    """A quotation as it was sent: in which message, of which version. `is_reachable`: a reply can
    come to where it was read."""

    chat: int
    message: int | None
    thread: int | None
    version: int
    paragraph: int
    span: Span
    is_reachable: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What a chat is to be told once. `message` is the one that is replied to, if it can be;
    `quotations` are those that it is about, as ids of paragraphs and spans."""

    chat: int
    message: int | None
    thread: int | None
    article: int
    alteration: Alteration
    quotations: tuple[tuple[int, Span], ...]
    fate: Fate = Fate.DUE
    id: int = 0

    @property
    def is_urgent(self) -> bool:
        return self.alteration.kind in URGENT


class Corrections:
    """The tables; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def seen(self, corpus: str) -> int:
        """The alteration of that corpus that was looked at last."""
        sql = "SELECT alteration FROM corrections_seen WHERE corpus = ?"
        rows = self._database.read(sql, (corpus,))
        return rows[0][0] if rows else 0

    def note(self, found: Iterable[Correction], *, corpus: str, seen: int, now: float) -> None:
        """What is to be told, and how far the corpus has been looked at; both or neither."""
        with self._database.transaction():
            for each in found:
                self._database.write(
                    "INSERT OR IGNORE INTO corrections (chat, message, thread, article, alteration,"
                    " version, change, at, note, quotations, found, state)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        each.chat,
                        each.message,
                        each.thread,
                        each.article,
                        each.alteration.id,
                        each.alteration.version,
                        each.alteration.kind,
                        each.alteration.at,
                        each.alteration.note,
                        json.dumps([[id_, span.start, span.stop] for id_, span in each.quotations]),
                        now,
                        each.fate,
                    ),
                )
            self._database.write(
                "INSERT OR REPLACE INTO corrections_seen (corpus, alteration) VALUES (?, ?)",
                (corpus, seen),
            )

    def due(self) -> list[Correction]:
        """What is to be told in chats that the bot can write to, the urgent first."""
        found = self._read(
            "LEFT JOIN timetables USING (chat) WHERE suspended IS NULL AND state = 'due'"
        )
        return sorted(found, key=lambda each: (not each.is_urgent, each.id))

    def not_told(self) -> list[Correction]:
        """What did not reach those who were shown the words, or may not have."""
        return self._read(
            "LEFT JOIN timetables USING (chat) WHERE state IN ('unreachable', 'leaving')"
            " OR (state = 'due' AND suspended IS NOT NULL)"
        )

    def settle(self, correction: Correction, fate: Fate, *, now: float | None = None) -> None:
        """What has become of it."""
        self._database.write(
            "UPDATE corrections SET state = ?, told = ? WHERE id = ?", (fate, now, correction.id)
        )

    def last_told(self, chat: int) -> float:
        """When a chat was told last of something that was not urgent; 0 if never."""
        rows = self._database.read(
            "SELECT coalesce(max(told), 0) FROM corrections WHERE chat = ?"
            " AND change NOT IN (SELECT value FROM json_each(?))",
            (chat, json.dumps(URGENT)),
        )
        return float(rows[0][0])

    def shown(self, article: int, name: str) -> list[Shown]:
        """Every quotation of an article that was sent, in the order in which they were."""
        rows = self._database.read(
            "SELECT chat, message, thread, version, paragraph, start, stop, inline, moved"
            " FROM receipts WHERE article = ? AND name = ? ORDER BY id",
            (article, name),
        )
        return [
            Shown(
                chat,
                None if moved else message,
                thread,
                version,
                paragraph,
                Span(start, stop),
                is_reachable=not inline and message is not None,
            )
            for chat, message, thread, version, paragraph, start, stop, inline, moved in rows
        ]

    def quoted(self) -> dict[int, int]:
        """In how many messages each article was quoted, by its number."""
        sql = (
            "SELECT article, count(DISTINCT chat || ' ' || coalesce(message, -id)) FROM receipts"
            " GROUP BY article"
        )
        return dict(self._database.read(sql))

    def _read(self, tail: str) -> list[Correction]:
        columns = "id, chat, message, corrections.thread, article, alteration, version, change, at"
        sql = f"SELECT {columns}, note, quotations, state FROM corrections {tail}"  # noqa: S608
        rows = self._database.read(sql)
        return [_correction(row) for row in rows]


def find_corrections(
    store: CorpusStore, alteration: Alteration, shown: Sequence[Shown]
) -> list[Correction]:
    """Whom an alteration concerns, a chat each."""
    if alteration.kind in TAKEN_AWAY:
        concerned = list(shown)
    elif alteration.kind is AlterationKind.UPDATED:
        concerned = _lost(store, alteration, shown)
    else:
        return []
    return [
        _of_chat(alteration, [each for each in concerned if each.chat == chat])
        for chat in dict.fromkeys(each.chat for each in concerned)
    ]


def _lost(store: CorpusStore, alteration: Alteration, shown: Sequence[Shown]) -> list[Shown]:
    """What the version before still said, and this one does not: who was shown what was past by
    then knew, or has been told."""
    earlier = [each for each in shown if each.version < alteration.version]
    if not earlier:
        return []
    now = store.paragraphs(alteration.article, version=alteration.version)
    versions = [v.version for v in store.versions(alteration.article)]
    before = max((v for v in versions if v < alteration.version), default=None)
    if not now or before is None:
        return []
    then = store.paragraphs(alteration.article, version=before)
    stored = store.passages({each.paragraph for each in earlier})
    found = []
    for each in earlier:
        if each.paragraph not in stored:
            continue
        spot = Spot(stored[each.paragraph][0], each.span)
        gone = lost(spot, now)
        if gone and any(sentence not in lost(spot, then) for sentence in gone):
            found.append(each)
    return found


def _of_chat(alteration: Alteration, shown: Sequence[Shown]) -> Correction:
    """In reply to the last message that can be replied to."""
    reachable = [each for each in shown if each.is_reachable]
    last = reachable[-1] if reachable else shown[-1]
    there = [each for each in shown if each.message == last.message]
    return Correction(
        chat=last.chat,
        message=last.message if reachable else None,
        thread=last.thread,
        article=alteration.article,
        alteration=alteration,
        quotations=tuple(dict.fromkeys((each.paragraph, each.span) for each in there)),
        fate=Fate.DUE if reachable else Fate.UNREACHABLE,
    )


def _correction(row: Row) -> Correction:
    id_, chat, message, thread, article, number, version, change, at, note, quotations, state = row
    alteration = Alteration(number, article, version, AlterationKind(change), at, note)
    spans = tuple((id_, Span(start, stop)) for id_, start, stop in json.loads(quotations))
    return Correction(chat, message, thread, article, alteration, spans, Fate(state), id_)
