"""Ways on from a name that the corpus does not have: the question again, with the nearest names.

A button that asks a question has it as its label, so that it works for as long as the message
does. Pure.
"""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.chat.answers.filters import UnknownOutlet, corrected
from bot.chat.service.messages import no_speaker
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts
from corpus.errors import SpeakerNotFound


def ask_button(question: str, number: int = 0, *, style: str | None = None) -> InlineKeyboardButton:
    """Asks this question, as if it had been typed."""
    return button(question, Operation.EXAMPLE, "", number, style=style)


def did_you_mean(typed: str, error: SpeakerNotFound | UnknownOutlet, texts: Texts) -> Screen:
    """Nobody is called so, or no outlet; who may be meant, with a button for each."""
    match error:
        case SpeakerNotFound():
            text, name, wrong = no_speaker(error, texts), "by", error.name
        case UnknownOutlet():
            text, name, wrong = error.words(texts), "from", str(error.values["name"])
    questions = (corrected(typed, name, wrong, near) for near in error.near)
    rows = ([ask_button(question, number)] for number, question in enumerate(questions))
    return Screen(Message(text), keyboard(*rows))
