"""/digest and /quiet: when a chat wants to hear from the bot by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from telegram.ext import CommandHandler, filters

from bot.chat.answers.screens import Screen
from bot.chat.people.schedule import BadTime, QuietHours, Schedule, UnknownZone, find_zone
from bot.chat.people.timetables import Timetable
from bot.chat.service.request import App, Call, calling
from bot.chat.service.service import Desk
from bot.chat.telegram.compose import Message
from bot.chat.telegram.delivery import send
from bot.chat.watches import messages

# Words before the zone: "daily 07:00", "weekly mon 07:00", "22:00-07:00".
_WORDS = {"daily": 2, "weekly": 3}


class Timing:
    """Sets a chat's briefing, quiet hours and zone; alone, each command says what is set."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, application: App) -> None:
        new, desk = filters.UpdateType.MESSAGE, self._desk
        for name, action in {"digest": self.on_digest, "quiet": self.on_quiet}.items():
            application.add_handler(CommandHandler(name, calling(action, desk), filters=new))

    async def on_digest(self, call: Call) -> None:
        """`/digest daily 07:00 [ZONE]`, `/digest weekly mon 07:00 [ZONE]`, `/digest off`."""
        words, now = call.arguments, self._desk.clock()

        def changed(timetable: Timetable) -> Timetable:
            if call.argument.strip().lower() == "off":
                return replace(timetable, digest=None)
            length = _WORDS.get(words[0].lower(), 0)
            timetable = _in_zone(timetable, words[length:])
            # What is set anew tells from now on; what is only moved goes on where it was.
            since = now if timetable.digest is None else timetable.since
            digest = Schedule.parse(" ".join(words[:length]))
            thread = call.place.thread
            return replace(timetable, digest=digest, since=since, thread=thread)

        def shown(timetable: Timetable) -> Message:
            watches = self._desk.watches.of_chat(timetable.chat)
            return messages.timetable(timetable, call.texts, watches=len(watches))

        await self._set(call, changed, shown, usage=call.texts("briefing_usage"))

    async def on_quiet(self, call: Call) -> None:
        """`/quiet 22:00-07:00 [ZONE]`, `/quiet off`."""
        words = call.arguments

        def changed(timetable: Timetable) -> Timetable:
            if call.argument.strip().lower() == "off":
                return replace(timetable, quiet=None)
            return replace(_in_zone(timetable, words[1:]), quiet=QuietHours.parse(words[0]))

        def shown(timetable: Timetable) -> Message:
            return messages.quiet_hours(timetable, call.texts)

        await self._set(call, changed, shown, usage=call.texts("quiet_usage"))

    async def _set(
        self,
        call: Call,
        changed: Callable[[Timetable], Timetable],
        shown: Callable[[Timetable], Message],
        *,
        usage: str,
    ) -> None:
        desk, now = self._desk, self._desk.clock()

        def work() -> Message:
            timetable = desk.timetables.of_chat(call.message.chat.id)
            if call.arguments:
                timetable = changed(timetable).planned(now=now)
                desk.timetables.save(timetable)
            return shown(timetable)

        try:
            message = await desk.work.record(work)
        except UnknownZone as error:
            message = messages.unknown_zone(error, call.texts)
        except BadTime:
            message = Message(usage)
        await send(call.bot, call.place, Screen(message))


def _in_zone(timetable: Timetable, words: list[str]) -> Timetable:
    """With the zone that was named; the chat keeps it until another is."""
    return replace(timetable, zone=find_zone(" ".join(words)).key) if words else timetable
