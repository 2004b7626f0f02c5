"""Alerts and briefings, built from what was found for saved questions.

Both are exchanges, so their screens and buttons are those of answers. Belongs in the pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.payload import BEFORE
from bot.chat.watches import messages
from bot.chat.watches.changes import earlier_figure
from bot.chat.watches.matching import texts_of
from bot.chat.watches.watches import Hit, Watch, Watches
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.chat.people.timetables import Timetable
    from corpus.storage.store import CorpusStore
    from corpus.types import Article

PER_WATCH = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """A hit that still stands in the corpus."""

    hit: Hit
    article: Article


@dataclass(frozen=True, slots=True)
class AlertBuilder:
    """Stores each alert or briefing that it builds as an exchange."""

    store: CorpusStore
    watches: Watches
    exchanges: Exchanges
    texts: Texts

    def alert(self, watch: Watch, hits: Sequence[Hit], *, now: float) -> Exchange | None:
        """These hits of a watch; None if all of them are gone from the corpus."""
        found = self._standing(hits)
        if not found:
            return None
        title = messages.alert_title(watch, self.texts)
        asked = {"watch": watch.number, "asked": watch.query.question}
        payload = {**asked, **self._answer(found), BEFORE: self._before(watch, found)}
        return self._keep(
            ExchangeKind.ALERT, watch.chat, user=watch.user, text=title, payload=payload, now=now
        )

    def briefing(
        self, timetable: Timetable, *, now: float, on_demand: bool = False
    ) -> Exchange | None:
        """The best that each watch found since the last briefing, the newest article first; None
        if nothing was found."""
        parts = []
        for watch in self.watches.of_chat(timetable.chat):
            found = self._standing(self.watches.found_since(watch, timetable.since))
            if found:
                best = sorted(found[:PER_WATCH], key=_published, reverse=True)
                title = messages.watch_title(watch, self.texts)
                parts.append({"title": title, "total": len(found), **self._answer(best)})
        if not parts:
            return None
        weekly = timetable.digest is not None and timetable.digest.is_weekly
        title = messages.briefing_title(self.texts, weekly=weekly, on_demand=on_demand)
        return self._keep(ExchangeKind.BRIEFING, timetable.chat, user=timetable.chat, text=title,
                          payload={"parts": parts}, now=now)  # fmt: skip

    def _standing(self, hits: Sequence[Hit]) -> list[_Found]:
        stored = self.store.passages((hit.paragraph for hit in hits), live_only=True)
        return [_Found(hit, stored[hit.paragraph][1]) for hit in hits if hit.paragraph in stored]

    def _answer(self, found: Sequence[_Found]) -> dict[str, Any]:
        """As answers/payload.py writes an answer."""
        return {
            "confidence": max(each.hit.confidence for each in found),
            "as_of": self.store.newest(),
            "citations": [each.hit.record for each in found],
        }

    def _before(self, watch: Watch, found: Sequence[_Found]) -> dict[str, dict[str, Any]]:
        """By their numbers in the alert, what passages are to be compared with, each once."""
        now = {each.hit.text_key for each in found}
        earlier = [hit for hit in self.watches.all_hits(watch) if hit.text_key not in now]
        texts = texts_of([*earlier, *(each.hit for each in found)], self.store)
        before: dict[str, dict[str, Any]] = {}
        shown: set[str] = set()
        for number, each in enumerate(found, start=1):
            hit = earlier_figure(watch.query.question, each.hit, earlier, texts)
            if hit is not None and hit.text_key not in shown:
                before[str(number)] = hit.record
                shown.add(hit.text_key)
        return before

    def _keep(
        self,
        kind: ExchangeKind,
        chat: int,
        *,
        user: int,
        text: str,
        payload: dict[str, Any],
        now: float,
    ) -> Exchange:
        return self.exchanges.add(
            kind, chat=chat, user=user, question=0, asked=now, text=text, payload=payload
        )


def _published(found: _Found) -> str:
    """Undated articles count as the oldest."""
    return found.article.published or ""
