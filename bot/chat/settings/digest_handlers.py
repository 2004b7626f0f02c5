"""/digest and /quiet: when a chat wants to hear from the bot by itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.chat.people.schedule import BadTime, QuietHours, Schedule, UnknownZone, find_zone
from bot.chat.people.timetables import Timetable, Timetables
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.settings import timetable_messages
from bot.chat.telegram.compose import Message
from bot.chat.telegram.screen import Screen

# Words before the zone: "daily 07:00", "weekly mon 07:00".
_WORDS = {"daily": 2, "weekly": 3}


class Digests:
    """Sets a chat's briefing, quiet hours and zone; a command alone says what is set."""

    def __init__(
        self,
        services: Services,
        *,
        timetables: Timetables,
        count_watches: Callable[[int], int],
        brief_now: Callable[[Request], Awaitable[None]],
    ) -> None:
        """`count_watches` tells how many watches a chat has: a briefing is made of those;
        `brief_now` sends one."""
        self._brief_now = brief_now
        self._services = services
        self._timetables = timetables
        self._count_watches = count_watches

    async def on_digest(self, request: Request) -> None:
        """`/digest daily 07:00 [ZONE]`, `/digest weekly mon 07:00 [ZONE]`, `/digest off`;
        `/digest now` for one at once."""
        words, now = request.arguments, self._services.clock()
        if [word.lower() for word in words] == ["now"]:
            if await self._services.work.record(self._count_watches, request.chat):
                await self._brief_now(request)
            else:
                await request.say(request.texts("briefing_needs_watches"))
            return

        def changed(timetable: Timetable) -> Timetable:
            if request.argument.strip().lower() == "off":
                return replace(timetable, digest=None)
            length = _WORDS.get(words[0].lower(), 0)
            digest = Schedule.parse(" ".join(words[:length]))  # else "noon" were a zone
            timetable = _in_zone(timetable, words[length:])
            # A new briefing covers what comes from now on; one that is moved goes on where it was.
            since = now if timetable.digest is None else timetable.since
            thread = request.place.thread
            return replace(timetable, digest=digest, since=since, thread=thread)

        def shown(timetable: Timetable) -> Message:
            watches = self._count_watches(timetable.chat)
            return timetable_messages.timetable(timetable, request.texts, watches=watches)

        await self._set(request, changed, shown, usage=request.texts("briefing_usage"))

    async def on_quiet(self, request: Request) -> None:
        """`/quiet 22:00-07:00 [ZONE]`, `/quiet off`."""
        words = request.arguments

        def changed(timetable: Timetable) -> Timetable:
            if request.argument.strip().lower() == "off":
                return replace(timetable, quiet=None)
            quiet = QuietHours.parse(words[0])
            return replace(_in_zone(timetable, words[1:]), quiet=quiet)

        def shown(timetable: Timetable) -> Message:
            return timetable_messages.quiet_hours(timetable, request.texts)

        await self._set(request, changed, shown, usage=request.texts("quiet_usage"))

    async def _set(
        self,
        request: Request,
        changed: Callable[[Timetable], Timetable],
        shown: Callable[[Timetable], Message],
        *,
        usage: str,
    ) -> None:
        now = self._services.clock()

        def work() -> Message:
            timetable = self._timetables.of_chat(request.chat)
            if request.arguments:
                timetable = changed(timetable).planned(now=now)
                self._timetables.save(timetable)
            return shown(timetable)

        try:
            message = await self._services.work.record(work)
        except UnknownZone as error:
            message = timetable_messages.unknown_zone(error, request.texts)
        except BadTime:
            message = Message(usage)
        await request.send(Screen(message))


def _in_zone(timetable: Timetable, words: list[str]) -> Timetable:
    """With the zone that was named; the chat keeps it until another is."""
    return replace(timetable, zone=find_zone(" ".join(words)).key) if words else timetable
