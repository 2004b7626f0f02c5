"""How a chat is answered: its language and clock, and how much it wants to see at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.people.preferences import Preference, Preferences
from bot.chat.people.timetables import Timetables
from bot.texts import Texts, language_for


@dataclass(frozen=True, slots=True)
class ChatProfile:
    """`passages` is how many a page of an answer has at most."""

    texts: Texts
    passages: int


@dataclass(frozen=True, slots=True)
class ChatProfiles:
    """Puts together what a chat has set; `passages` is for those that have set no number."""

    preferences: Preferences
    timetables: Timetables
    passages: int

    def of(self, chat: int, *, code: str | None = None) -> ChatProfile:
        """`code` is the language of the user's app, if the bot answers a user.

        The choice in /settings comes first. Then a private chat goes by the user's app. A group
        keeps the language that was first heard there, because everybody reads everything; alerts
        and briefings do the same.
        """
        preference = self.preferences.of_chat(chat)
        return ChatProfile(
            Texts(_language(preference, code), self.timetables.of_chat(chat).clock),
            preference.passages or self.passages,
        )

    def news_of(self, chat: int, *, code: str | None) -> str | None:
        """The language of the code, if the chat was not known to speak it."""
        if code is None:
            return None
        language, heard = language_for(code), self.preferences.of_chat(chat).heard
        is_news = heard is None if chat < 0 else heard != language
        return language if is_news else None


def _language(preference: Preference, code: str | None) -> str:
    private = preference.chat > 0
    if preference.language is not None:
        return preference.language
    if private and code is not None:
        return language_for(code)
    return preference.heard or language_for(code)
