"""Messages of all features: something went wrong, or may have got lost."""

from __future__ import annotations

import logging

from telegram.constants import KeyboardButtonStyle

from bot.chat.service.work import Busy
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts, UserMessage
from bot.verbatim import Misquoted
from corpus.errors import (
    ArticleAmbiguous,
    ArticleClosed,
    ArticleNotFound,
    DatelineError,
    MirrorReadOnly,
    SpeakerNotFound,
)
from index.errors import IndexMismatch, IndexMissing

logger = logging.getLogger(__name__)

MOST_READINGS = 5


def explanation(
    error: Busy | UserMessage | DatelineError, texts: Texts, *, update: int, admin: bool
) -> Message:
    """What a reader reads of a known error; the log has the rest."""
    match error:
        case Busy():
            return Message(texts("busy", n=error.waiting))
        case UserMessage():
            return Message(error.words(texts))
        case ArticleNotFound():
            return Message(texts("no_article", reference=one_line(error.reference, limit=60)))
        case ArticleClosed():
            reference = one_line(error.identifier, limit=60)
            return Message(texts(f"article_closed.{error.why}", reference=reference))
        case ArticleAmbiguous():
            return Message(which_article(error, texts))
        case SpeakerNotFound():
            return Message(no_speaker(error, texts))
        case MirrorReadOnly():
            return Message(texts("only_answers"))
        case IndexMissing():
            return _no_index(texts("no_index"), texts, admin=admin)
    logger.error("update %s: %s", update, error)
    match error:
        case IndexMismatch():
            return _no_index(texts("index_unfit"), texts, admin=admin)
        case Misquoted():
            return Message(texts("not_verbatim"))
        case _:
            return Message(texts("unavailable"))


def no_speaker(error: SpeakerNotFound, texts: Texts) -> str:
    """That nobody is called so, and who may be meant."""
    name = one_line(error.name, limit=60)
    if not error.near:
        return texts("no_speaker", name=name)
    near = (texts("quoted", name=one_line(each, limit=60)) for each in error.near)
    return texts("no_speaker_near", name=name, near=texts.choice(*near))


def which_article(error: ArticleAmbiguous, texts: Texts) -> str:
    """What a reference may mean, in words that mean one each."""
    readings = [one_line(reading, limit=60) for reading in error.readings[:MOST_READINGS]]
    reference = one_line(error.reference, limit=60)
    return texts("which_of_articles", reference=reference, readings=texts.choice(*readings))


def _no_index(problem: str, texts: Texts, *, admin: bool) -> Message:
    fix = texts("rebuild_yourself") if admin else texts("rebuild_by_admin")
    return Composer().bold(problem).line().text(fix).message()


def unconfirmed(exchange: str, text: str, texts: Texts) -> Screen:
    """An answer may have got lost; a button brings it."""
    main = KeyboardButtonStyle.PRIMARY
    show = button(texts("show_answer"), Operation.PAGE, exchange, 0, style=main)
    return Screen(Message(text), keyboard([show]))
