"""Questions that are kept: answered once Telegram takes answers again, or refused when it is too
late, so that everybody who asked is told something."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from dataclasses import replace

import telegram
from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.chat.people.profile import ChatProfiles
from bot.chat.people.roles import Access
from bot.chat.service.inbox import Inbox, Unfinished
from bot.chat.service.messages import unconfirmed
from bot.chat.service.wants import Wants, wants_of
from bot.chat.telegram.compose import Message
from bot.chat.telegram.delivery import Place, send
from bot.chat.telegram.rate_limits import seconds_of
from bot.chat.telegram.screen import Screen
from bot.texts import Texts

logger = logging.getLogger(__name__)

# Seconds after a question. Later an answer would puzzle more than it helps: who still wants it has
# looked elsewhere, or asks again. Set by hand; not measured.
STALE_AFTER = 3600.0
# A question that was in work at more crashes than this may be their cause.
MOST_CRASHES = 2
# Seconds between two looks at what is kept.
INTERVAL = 2.0
# At once, so that those who ask now are not told that too many wait. Set by hand; not measured.
AT_ONCE = 8


class Backlog:
    """Takes kept questions up again; one round every two seconds while there are any."""

    def __init__(
        self,
        inbox: Inbox,
        access: Access,
        profiles: ChatProfiles,
        clock: Callable[[], float],
        *,
        enqueue: Callable[[Update], Awaitable[None]],
    ) -> None:
        self._inbox = inbox
        self._access = access
        self._profiles = profiles
        self._clock = clock
        self._enqueue = enqueue
        self._saying: set[asyncio.Task[None]] = set()

    async def run(self, bot: Bot) -> None:
        """Until cancelled."""
        try:
            while True:
                try:
                    await self.work(bot)
                except Exception:
                    # The next round may go well.
                    logger.exception("questions that were kept could not be taken up")
                await asyncio.sleep(INTERVAL)
        finally:
            for task in self._saying:
                task.cancel()  # the next run says it

    async def work(self, bot: Bot) -> None:
        """One round."""
        due = await self._inbox.due(now=self._clock())
        if not due or not await _is_reachable(bot):
            return
        if any(map(self._is_stale, due)):
            # One message a chat, so with what was to wait for longer.
            stale = filter(self._is_stale, await self._inbox.due(now=math.inf))
            due += [left for left in stale if left not in due]
        await self.take_up(bot, due)

    async def take_up(self, bot: Bot, kept: list[Unfinished]) -> None:
        """Answer again what can be answered, and say of all else that it will not be."""
        late: dict[int, list[Update]] = {}
        for left in kept:
            update = Update.de_json(left.payload, bot)
            message = update.effective_message
            wants, is_cause = wants_of(update), left.crashes > MOST_CRASHES
            if is_cause:
                logger.error("update %s: given up after %s crashes", left.update, left.crashes)
            if (
                message is None
                or not self._access.is_heard(update)
                or (wants is Wants.POST and is_cause)
            ):
                await self._inbox.finish(left.update, now=self._clock())
                continue
            texts = self._texts(update)
            if left.leaving is not None and left.placeholder is None:
                screen = unconfirmed(left.leaving, texts("unconfirmed"), texts)
                self._say(bot, [update], screen)
            elif wants is Wants.CHANGE:
                self._say(bot, [update], Screen(Message(texts("cut_off"))))
            elif is_cause:
                screen = Screen(Message(texts("failed", update=str(left.update))))
                self._say(bot, [update], screen)
            elif self._is_stale(left) and wants is not Wants.POST:
                late.setdefault(message.chat.id, []).append(update)
            elif self._inbox.retried < AT_ONCE:
                logger.info("update %s is taken up again", left.update)
                await self._inbox.take_up(left.update)
                await self._enqueue(update)
        for updates in late.values():
            self._say(bot, updates, self._too_late(updates))

    def _is_stale(self, left: Unfinished) -> bool:
        return self._clock() - left.received > STALE_AFTER

    def _too_late(self, updates: list[Update]) -> Screen:
        texts, several = self._texts(updates[-1]), len(updates) - 1
        words = texts("too_late_several", n=several) if several else texts("too_late")
        return Screen(Message(words))

    def _texts(self, update: Update) -> Texts:
        chat, user = update.effective_chat, update.effective_user
        code = user.language_code if user else None
        return self._profiles.of(chat.id if chat else 0, code=code).texts

    def _say(self, bot: Bot, updates: list[Update], screen: Screen) -> None:
        """Reply to the last of a chat's questions; no other chat waits for that."""
        for update in updates:
            self._inbox.set_aside(update.update_id)
        task = asyncio.create_task(self._conclude(bot, updates, screen))
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    async def _conclude(self, bot: Bot, updates: list[Update], screen: Screen) -> None:
        message = updates[-1].effective_message
        try:
            if isinstance(message, telegram.Message):
                place = replace(Place.of(message), reply_to=message.message_id)
                await send(bot, place, screen)
        except TelegramError as error:
            logger.warning("update %s: %s", updates[-1].update_id, error)
            pause = pause_after(error)
            if pause is not None:
                for update in updates:
                    self._inbox.fails(update.update_id, pause=pause)
        now = self._clock()
        # All at once, or the next round would see some of them alone.
        await asyncio.gather(*(self._inbox.conclude(one.update_id, now=now) for one in updates))


def pause_after(error: BaseException | None) -> float | None:
    """How many seconds to wait at least, where trying again later may help; else None."""
    if isinstance(error, RetryAfter):
        return seconds_of(error)
    passing = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
    return 0.0 if passing else None


async def _is_reachable(bot: Bot) -> bool:
    """Whether Telegram answers at all: else every answer would be made for nothing."""
    try:
        await bot.get_me()
    except TelegramError:
        return False
    return True
