"""Each chat's language and length of answers; its times are in timetables.py."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.database import PRESENT_ID, ChatDatabase


@dataclass(frozen=True, slots=True)
class Preference:
    """One chat's. `language` was chosen, `heard` is what its people speak; `passages` is how many
    an answer shows at once. `corrections` is whether it is told of changes to what it was shown.
    None: not set."""

    chat: int
    language: str | None = None
    heard: str | None = None
    passages: int | None = None
    corrections: bool | None = None

    @property
    def hears_corrections(self) -> bool:
        return self.corrections is not False


class Preferences:
    """The table; may be used from many threads."""

    def __init__(self, database: ChatDatabase) -> None:
        self._database = database

    def of_chat(self, chat: int) -> Preference:
        """What the chat has set, or the defaults."""
        columns = "chat, language, heard, passages, corrections"
        rows = self._database.read(
            f"SELECT {columns} FROM preferences WHERE chat = {PRESENT_ID}",  # noqa: S608 - our own
            (chat,),
        )
        if not rows:
            return Preference(chat)
        *others, corrections = rows[0]
        return Preference(*(*others, None if corrections is None else bool(corrections)))

    def languages(self) -> dict[int, str]:
        """The chats that have chosen one."""
        sql = "SELECT chat, language FROM preferences WHERE language IS NOT NULL"
        return dict(self._database.read(sql))

    def save(self, preference: Preference) -> None:
        """Replace what the chat had set, but not what was heard in it."""
        self._database.write(
            "INSERT INTO preferences (chat, language, passages, corrections) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (chat) DO UPDATE SET language = excluded.language,"
            " passages = excluded.passages, corrections = excluded.corrections",
            (
                preference.chat,
                preference.language,
                preference.passages,
                preference.corrections,
            ),
        )

    def hear(self, chat: int, language: str) -> None:
        """Store what is spoken in the chat."""
        self._database.write(
            f"INSERT INTO preferences (chat, heard) VALUES ({PRESENT_ID}, ?2)"  # noqa: S608
            " ON CONFLICT (chat) DO UPDATE SET heard = excluded.heard",
            (chat, language),
        )
