"""When each chat wants to hear from the bot: its zone, its quiet hours, its briefing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.chat.database import PRESENT_ID, ChatDatabase, Parameters, Row
from bot.chat.people.schedule import QuietHours, Schedule

_SELECT = "SELECT chat, thread, zone, quiet, digest, due, since FROM timetables "


@dataclass(frozen=True, slots=True)
class Timetable:
    """One chat's. `due` is when its next briefing comes, and that covers what came after `since`;
    both in seconds since the epoch."""

    chat: int
    thread: int | None = None
    zone: str = "UTC"
    quiet: QuietHours | None = None
    digest: Schedule | None = None
    due: float | None = None
    since: float = 0.0

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def is_quiet(self, now: float) -> bool:
        return self.quiet is not None and self.quiet.covers(moment(now), self.clock)

    def planned(self, *, now: float) -> Timetable:
        """With the next time of its briefing after `now`."""
        if self.digest is None:
            return replace(self, due=None)
        return replace(self, due=self.digest.next_due(moment(now), self.clock).timestamp())


class Timetables:
    """The table; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def of_chat(self, chat: int) -> Timetable:
        """What the chat has set, or the defaults."""
        found = self._timetables(f"WHERE chat = {PRESENT_ID}", (chat,))
        return found[0] if found else Timetable(chat)

    def save(self, timetable: Timetable) -> None:
        """Replace what the chat had set, and end a suspension: the chat is there again."""
        self._database.write(
            "INSERT OR REPLACE INTO timetables (chat, thread, zone, quiet, digest, due, since)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                timetable.chat,
                timetable.thread,
                timetable.zone,
                str(timetable.quiet) if timetable.quiet else None,
                str(timetable.digest) if timetable.digest else None,
                timetable.due,
                timetable.since,
            ),
        )

    def plan(self, timetable: Timetable) -> None:
        """Store only `due` and `since`."""
        self._database.write(
            "UPDATE timetables SET due = ?, since = ? WHERE chat = ?",
            (timetable.due, timetable.since, timetable.chat),
        )

    def due(self, *, now: float) -> list[Timetable]:
        """Those whose briefing is due, however late."""
        return self._timetables("WHERE suspended IS NULL AND due <= ? ORDER BY due", (now,))

    def suspend(self, chat: int, *, now: float) -> None:
        """The bot cannot write there, so it does nothing for the chat until it can."""
        self._database.write(
            "INSERT INTO timetables (chat, zone, since, suspended) VALUES (?, 'UTC', ?, ?)"
            " ON CONFLICT (chat) DO UPDATE SET suspended = excluded.suspended",
            (chat, now, now),
        )

    def resume(self, chat: int) -> None:
        self._database.write("UPDATE timetables SET suspended = NULL WHERE chat = ?", (chat,))

    def _timetables(self, condition: str, parameters: Parameters) -> list[Timetable]:
        return [_timetable(row) for row in self._database.read(_SELECT + condition, parameters)]


def moment(seconds: float) -> datetime:
    """Seconds since the epoch as a point in time."""
    return datetime.fromtimestamp(seconds, UTC)


def _timetable(row: Row) -> Timetable:
    chat, thread, zone, quiet, digest, due, since = row
    return Timetable(
        chat,
        thread,
        zone,
        QuietHours.parse(quiet) if quiet else None,
        Schedule.parse(digest) if digest else None,
        due,
        since,
    )
