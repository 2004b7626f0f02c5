"""The gate before every other handler, and what happens when something goes wrong behind it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import telegram
from telegram import Update
from telegram.constants import ChatType
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.chat.admission.handlers import Admission
from bot.chat.answers.inline_handlers import refuse
from bot.chat.people.preferences import Preferences
from bot.chat.people.roles import Role
from bot.chat.service.backlog import pause_after
from bot.chat.service.inbox import Inbox
from bot.chat.service.request import App, Context
from bot.chat.service.services import Services
from bot.chat.telegram.delivery import Place, say
from bot.chat.telegram.rate_limits import TurnedAway
from bot.chat.telegram.toast import Toast
from bot.observability import metrics
from corpus.errors import StoreError

logger = logging.getLogger(__name__)

BEFORE_ALL_OTHERS = -1
_SHUT = ("not enough rights", "topic_closed", "message thread not found")


class Gate:
    """Stops every update from somebody who is not admitted, whatever its kind."""

    def __init__(
        self,
        services: Services,
        admission: Admission,
        *,
        preferences: Preferences,
        move_chat: Callable[[int, int], None],
        hear: Callable[[int], None],
        inbox: Inbox,
    ) -> None:
        """`move_chat` moves what is stored of a group to its new id; `hear` is called with each
        chat in which somebody with access wrote."""
        self._services = services
        self._admission = admission
        self._preferences = preferences
        self._move_chat = move_chat
        self._hear = hear
        self._inbox = inbox

    def register(self, application: App) -> None:
        application.add_handler(TypeHandler(Update, self.check), BEFORE_ALL_OTHERS)
        application.add_error_handler(self.report)

    async def check(self, update: Update, context: Context) -> None:
        """Let everybody with a role pass. Others get no further, whatever happens."""
        try:
            if self._services.access.role_in(update) is not Role.STRANGER:
                if update.effective_chat is not None:
                    self._hear(update.effective_chat.id)
                self._note_language(update, context)
                return
            await self._refuse(update, context)
        except Exception:
            # Left to itself, the library would go on to the handlers behind the gate.
            logger.exception("update %s: refusing failed", update.update_id)
        raise ApplicationHandlerStop

    async def _refuse(self, update: Update, context: Context) -> None:
        """Tell a stranger once a day, in private only, and the administrators of a new group.

        A press is always answered, or the button would go on waiting.
        """
        chat, user, query = update.effective_chat, update.effective_user, update.callback_query
        if query is not None:
            await Toast(query).show(self._services.texts_for(query.from_user)("not_allowed"))
        elif update.inline_query is not None:
            await refuse(
                update.inline_query, self._services.texts_for(update.inline_query.from_user)
            )
        elif update.my_chat_member is not None:
            await self._admission.on_standing(context.bot, update.my_chat_member)
        elif update.message is not None and update.message.migrate_to_chat_id:
            old, new = update.message.chat.id, update.message.migrate_to_chat_id
            await self._services.work.record(self._move_chat, old, new)
        elif chat is not None and user is not None:
            logger.info("refused user %s in chat %s", user.id, chat.id)
            if chat.type == ChatType.PRIVATE:
                await self._admission.turn_away(context.bot, user)

    def _note_language(self, update: Update, context: Context) -> None:
        """Store which language is spoken in the chat: alerts, and groups, are written to in it.

        This is not awaited, or a later question could overtake an earlier one.
        """
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None:
            return
        language = self._services.profiles.news_of(chat.id, code=user.language_code)
        if language is not None:
            context.application.create_task(self._note_heard(chat.id, language), update=update)

    async def _note_heard(self, chat: int, language: str) -> None:
        try:
            await self._services.work.record(self._preferences.hear, chat, language)
        except StoreError as error:
            logger.warning("the language of chat %s was not noted: %s", chat, error)

    async def report(self, update: object, context: Context) -> None:
        """The only error handler: the log gets everything, the user one sentence."""
        error = context.error
        if not isinstance(update, Update):
            _report_polling(error)
            return
        if _is_shut_out(error):
            logger.info("update %s: %s", update.update_id, error)
            return
        if self._is_kept(update, error):
            logger.warning("update %s: not answered yet: %s", update.update_id, error)
            return
        if isinstance(error, InvalidToken):
            return  # where it is the token, the bot stops, with a line of its own
        metrics.ERRORS.inc()
        logger.error("update %s failed", update.update_id, exc_info=error)
        if isinstance(error, RetryAfter):
            return
        message = update.effective_message
        if isinstance(message, telegram.Message):
            user = update.effective_user
            code = user.language_code if user else None
            texts = self._services.profiles.of(message.chat.id, code=code).texts
            text = texts("failed", update=str(update.update_id))
            try:
                await say(context.bot, Place.of(message), text)
            except TelegramError as again:
                self._is_kept(update, again)
                logger.warning(
                    "update %s: not even that could be said: %s", update.update_id, again
                )

    def _is_kept(self, update: Update, error: BaseException | None) -> bool:
        """Whether what was asked is tried again later."""
        pause = 0.0 if isinstance(error, InvalidToken) else pause_after(error)
        return pause is not None and self._inbox.fails(update.update_id, pause=pause)


def _is_shut_out(error: Exception | None) -> bool:
    """The bot may not write there: blocked, removed, muted, the topic is closed, or whoever asked
    was denied access meanwhile."""
    if isinstance(error, BadRequest):
        return error.message.lower().startswith(_SHUT)
    return isinstance(error, Forbidden | TurnedAway)


def _report_polling(error: Exception | None) -> None:
    if isinstance(error, Conflict):
        logger.error(
            "another program is receiving this bot's updates: stop it, or give each its own token"
        )
    elif not isinstance(error, NetworkError):  # telegram/network.py logs those
        logger.error("receiving updates failed", exc_info=error)
