"""Following the corpus, and telling each chat once of what was changed under its quotations."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.answers.exchanges import Exchanges
from bot.chat.answers.ledger import Ledger
from bot.chat.corrections import messages
from bot.chat.corrections.comparing import Spot, in_place_of, lost
from bot.chat.corrections.corrections import Correction, Corrections, Fate, find_corrections
from bot.chat.corrections.messages import Pair
from bot.chat.people.preferences import Preferences
from bot.chat.people.roles import Role
from bot.chat.people.timetables import Timetables
from bot.chat.service.services import Services
from bot.chat.telegram.compose import Message
from bot.chat.telegram.delivery import Place, Unconfirmed, send_news
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.verify import verify_message
from bot.verbatim import Misquoted
from corpus.errors import DatelineError
from corpus.storage.records import AlterationKind

logger = logging.getLogger(__name__)

# Seconds between two rounds.
INTERVAL = 10.0
# Seconds after which an alteration is looked at: whoever is being shown the old words meanwhile has
# a receipt by then. Set by hand; not measured.
SETTLED = 10.0
# Seconds between two messages to a chat that are not urgent.
PAUSE = 600.0


@dataclass(frozen=True, slots=True)
class _Built:
    message: Message | None
    fate: Fate


class Correcting:
    """One round every ten seconds."""

    def __init__(
        self,
        services: Services,
        *,
        corrections: Corrections,
        exchanges: Exchanges,
        preferences: Preferences,
        timetables: Timetables,
        ledger: Ledger,
    ) -> None:
        self._services = services
        self._corrections = corrections
        self._exchanges = exchanges
        self._preferences = preferences
        self._timetables = timetables
        self._ledger = ledger
        self._problem = ""

    async def run(self, bot: Bot) -> None:
        """Until it is cancelled."""
        while True:
            try:
                await self.work(bot)
                self._problem = ""
            except DatelineError as error:
                if str(error) != self._problem:  # said once, not at every round
                    self._problem = str(error)
                    logger.warning("corrections wait: %s", error)
            except Exception:
                logger.exception("a round of corrections failed")  # the next may go well
            await asyncio.sleep(INTERVAL)

    async def work(self, bot: Bot) -> None:
        """One round: note what has changed, and tell of it."""
        await self._services.work.record(self.match)
        for correction in await self._services.work.record(self._corrections.due):
            try:
                await self._tell(bot, correction)
            except Forbidden as error:
                logger.info("chat %s is not told of a change: %s", correction.chat, error.message)
                await self._settle(correction, Fate.UNREACHABLE)
            except TelegramError as error:
                final = type(error) is BadRequest
                logger.warning("chat %s not told of a change: %s", correction.chat, error.message)
                await self._settle(correction, Fate.UNREACHABLE if final else Fate.DUE)

    def match(self) -> None:
        """Note whom the new alterations concern. Belongs in the pool."""
        store, now = self._services.engine.store, self._services.clock()
        corpus = store.corpus_id
        settled = datetime.now(UTC) - timedelta(seconds=SETTLED)
        until = f"{settled:%Y-%m-%dT%H:%M:%SZ}"
        for alteration in store.alterations(after=self._corrections.seen(corpus)):
            if alteration.at > until:
                return
            name = store.find_any(f"number:{alteration.article}").id
            shown = self._corrections.shown(alteration.article, name)
            found = find_corrections(store, alteration, shown) if shown else []
            self._corrections.note(found, corpus=corpus, seen=alteration.id, now=now)

    async def _tell(self, bot: Bot, correction: Correction) -> None:
        work, now = self._services.work, self._services.clock()
        if not correction.is_urgent and await work.record(self._is_to_wait, correction.chat, now):
            return
        built = await work.record(self._build, correction)
        if built.message is None:
            await self._settle(correction, built.fate)
            return
        screen = Screen(built.message)
        place = Place(correction.chat, correction.thread, correction.message)

        async def note(leaves: bool) -> None:
            await self._settle(correction, Fate.LEAVING if leaves else Fate.DUE)

        receipts = await self._ledger.note(screen, chat=correction.chat, thread=correction.thread)
        try:
            sent = await send_news(bot, place, screen, note, silent=not correction.is_urgent)
        except TelegramError:
            await self._ledger.settle(receipts, message=None)
            raise
        except Unconfirmed:
            logger.warning("chat %s may not have been told of a change", correction.chat)
            return
        await self._settle(correction, Fate.TOLD)
        await self._ledger.settle(receipts, message=sent.message_id)

    async def _settle(self, correction: Correction, fate: Fate) -> None:
        now = self._services.clock() if fate is Fate.TOLD else None
        await self._services.work.record(self._corrections.settle, correction, fate, now=now)

    def _is_to_wait(self, chat: int, now: float) -> bool:
        timetable = self._timetables.of_chat(chat)
        return timetable.is_quiet(now) or now - self._corrections.last_told(chat) < PAUSE

    def _build(self, correction: Correction) -> _Built:
        """The message, or why there is none."""
        chat, private = correction.chat, correction.chat > 0
        user = chat if private else None
        role = self._services.access.role(user=user, chat=chat, private=private)
        if role is Role.STRANGER:
            return _Built(None, Fate.DENIED)
        if not self._preferences.of_chat(chat).hears_corrections:
            return _Built(None, Fate.OFF)
        texts = self._services.profiles.of(chat).texts
        numbers = self._numbers(correction)
        if correction.alteration.kind is not AlterationKind.UPDATED:
            return _Built(
                messages.taken_away(correction.alteration, texts, numbers=numbers), Fate.DUE
            )
        store = self._services.engine.store
        article = store.numbered(correction.article)
        pairs = self._pairs(correction)
        if article is None or not pairs:
            return _Built(None, Fate.MOOT)  # it is gone altogether by now, or back
        message = messages.changed(article, correction.alteration, pairs, texts, numbers=numbers)
        if not message.fits:
            message = messages.changed(
                article, correction.alteration, pairs[:1], texts, numbers=numbers
            )
        try:
            verify_message(store, message)
        except Misquoted as error:
            logger.error("a change is not told: %s", error)
            return _Built(None, Fate.MOOT)
        return _Built(message, Fate.DUE)

    def _pairs(self, correction: Correction) -> list[Pair]:
        """Against what the article says now, which may be yet another version."""
        store = self._services.engine.store
        now = store.paragraphs(correction.article)
        stored = store.passages({id_ for id_, _ in correction.quotations})
        pairs: list[Pair] = []
        for id_, span in correction.quotations:
            if id_ not in stored:
                continue
            paragraph, article = stored[id_]
            then = store.paragraphs(correction.article, version=article.version)
            before = "\n".join(each.text for each in then)
            pairs += [
                Pair(gone, article, in_place_of(gone, now, before=before))
                for gone in lost(Spot(paragraph, span), now)
            ]
        return pairs

    def _numbers(self, correction: Correction) -> Sequence[int]:
        """What the quotations are called in the message that is replied to."""
        if correction.message is None:
            return ()
        exchange = self._exchanges.of_answer(chat=correction.chat, answer=correction.message)
        if exchange is None:
            return ()
        concerned = {id_ for id_, _ in correction.quotations}
        cited = exchange.payload.get("citations", ())
        return [
            number
            for number, record in enumerate(cited, start=1)
            if record.get("paragraph") in concerned
        ]
