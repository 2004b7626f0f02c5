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
        """`code` is the language of the app of whoever is answered, if anybody is.

        What was chosen with /settings comes first. A private chat then goes by its user's app. A
        group goes on in the language in which it was first spoken to, because everybody reads all
        of it; and so does what the bot says by itself.
        """
        preference = self.preferences.of_chat(chat)
        return ChatProfile(
            Texts(_language(preference, code), self.timetables.of_chat(chat).clock),
            preference.passages or self.passages,
        )

    def news_of(self, chat: int, *, code: str | None) -> str | None:
        """The language of the code, where it is worth noting that it is spoken in the chat."""
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
