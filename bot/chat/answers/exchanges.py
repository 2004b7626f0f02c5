"""What was asked in a chat and what its buttons need.

Buttons carry an exchange's id, so they work after a restart and after a rebuild.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.chat.database import ChatDatabase, Parameters

_SELECT = "SELECT id, kind, chat, user, question, answer, asked, text, payload FROM exchanges "


class ExchangeKind(StrEnum):
    """What the bot was asked to show."""

    QUESTION = "question"
    LISTING = "listing"
    ARTICLE = "article"
    ALERT = "alert"
    BRIEFING = "briefing"
    SAID = "said"
    SIDES = "sides"
    COVERAGE = "coverage"
    FIGURES = "figures"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the message that shows its result.

    `question` and `answer` are message ids in `chat`; `user` asked; `asked` is in seconds since
    the epoch; `text` is what was typed; `payload` is JSON-ready and depends on the kind.
    """

    id: str
    kind: ExchangeKind
    chat: int
    user: int
    question: int
    answer: int | None
    asked: float
    text: str
    payload: dict[str, Any]


class Exchanges:
    """The table of exchanges; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def add(
        self,
        kind: ExchangeKind,
        *,
        chat: int,
        user: int,
        question: int,
        asked: float,
        text: str,
        payload: dict[str, Any],
    ) -> Exchange:
        identifier = secrets.token_urlsafe(6)
        exchange = Exchange(identifier, kind, chat, user, question, None, asked, text, payload)
        self._database.write(
            "INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)",
            (identifier, kind, chat, user, question, asked, text, json.dumps(payload)),
        )
        return exchange

    def get(self, identifier: str) -> Exchange | None:
        return self._one("WHERE id = ?", (identifier,))

    def of_question(self, *, chat: int, question: int) -> Exchange | None:
        """The latest exchange that began with this message of a user."""
        return self._one(
            "WHERE chat = ? AND question = ? ORDER BY asked DESC LIMIT 1", (chat, question)
        )

    def of_answer(self, *, chat: int, answer: int) -> Exchange | None:
        """The latest exchange whose result this message of the bot shows."""
        return self._one(
            "WHERE chat = ? AND answer = ? ORDER BY asked DESC LIMIT 1", (chat, answer)
        )

    def latest_question(
        self, *, chat: int, user: int, before: int, since: float
    ) -> Exchange | None:
        """What somebody asked last in a chat, by a message before that one and not before the
        time."""
        return self._one(
            "WHERE chat = ? AND user = ? AND kind = ? AND question < ? AND asked >= ?"
            " ORDER BY asked DESC, question DESC LIMIT 1",
            (chat, user, ExchangeKind.QUESTION, before, since),
        )

    def answered(self, identifier: str, *, answer: int) -> None:
        """Store which message shows the result."""
        self._database.write("UPDATE exchanges SET answer = ? WHERE id = ?", (answer, identifier))

    def revise(self, exchange: Exchange, *, text: str, payload: dict[str, Any]) -> Exchange:
        """Store what an edited question asks now."""
        self._database.write(
            "UPDATE exchanges SET text = ?, payload = ? WHERE id = ?",
            (text, json.dumps(payload), exchange.id),
        )
        return replace(exchange, text=text, payload=payload)

    def prune(self, *, before: float) -> None:
        """Forget what was asked before a time, and all that was deleted since the last time."""
        self._database.write("DELETE FROM exchanges WHERE asked < ?", (before,))
        self._database.overwrite_deleted()

    def _one(self, condition: str, parameters: Parameters) -> Exchange | None:
        rows = self._database.read(_SELECT + condition, parameters)
        if not rows:
            return None
        identifier, kind, chat, user, question, answer, asked, text, payload = rows[0]
        return Exchange(
            identifier,
            ExchangeKind(kind),
            chat,
            user,
            question,
            answer,
            asked,
            text,
            json.loads(payload),
        )
