"""The posts of channels that the bot is in become articles, and edits of them versions."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import telegram
from telegram import (
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from bot.chat.articles.messages import FILE_NAME_LIMIT, origin_of
from bot.chat.service.inbox import Inbox
from bot.chat.service.request import App, Context
from bot.chat.service.services import Services
from bot.chat.telegram.compose import one_line
from corpus.errors import DatelineError
from corpus.formats.format import PLAIN
from corpus.types import Described, Metadata, RawDocument, Release

logger = logging.getLogger(__name__)

# Telegram's id of a channel is this less its number, which exports have.
_CHANNELS = -1_000_000_000_000
# A channel asks for nothing, so it never comes to the gate.
_BEFORE_THE_GATE = -2


class ChannelPosts:
    """Takes posts in without a word; Telegram tells no bot of those that are deleted."""

    def __init__(self, services: Services, inbox: Inbox, *, sync: Callable[[], None]) -> None:
        """`sync` has the index follow what was taken in."""
        self._services = services
        self._inbox = inbox
        self._sync = sync

    def register(self, application: App) -> None:
        handler = MessageHandler(filters.UpdateType.CHANNEL_POSTS, self.on_post)
        application.add_handler(handler, _BEFORE_THE_GATE)

    async def on_post(self, update: Update, _: Context) -> None:
        """A post, or an edit of one; of other channels none."""
        post = update.channel_post or update.edited_channel_post
        if post is not None and self._services.access.is_source(post.chat.id):
            try:
                if await self._services.work.record(self._take_in, post):
                    self._sync()
            except DatelineError as error:
                logger.warning("update %s: a post was not taken in: %s", update.update_id, error)
                self._inbox.fails(update.update_id)
            except Exception:
                # Whatever came out of here would be told to the channel.
                logger.exception("update %s: a post was not taken in", update.update_id)
        raise ApplicationHandlerStop

    def _take_in(self, post: telegram.Message) -> bool:
        """Whether anything has changed. Belongs in the pool."""
        document = document_of(post)
        if document is None:
            return False
        report = self._services.engine.ingest([document])
        for error in report.rejected:
            logger.info("%s", error)
        if report.added or report.updated:
            logger.info("%s: %s added, %s updated", document.name, report.added, report.updated)
        return bool(report.added or report.updated)


def document_of(post: telegram.Message) -> RawDocument | None:
    """A post as an article, by the id that it has in an export; None where it has no words."""
    text = post.text or post.caption or ""
    if not text.strip():
        return None
    title, name = _line(post.chat.title), post.chat.username
    channel = _CHANNELS - post.chat.id
    own = Metadata(
        outlet=title,
        byline=_line(post.author_signature),
        published=_moment(post.date),
        url=f"https://t.me/{name}/{post.message_id}" if name else None,
    )
    stem = f"telegram-{channel}-{post.message_id}"
    return RawDocument(
        name=f"post {post.message_id} of {title or channel}",
        path=f"telegram-{channel}",
        stem=stem,
        format=PLAIN,
        content=text,
        described=Described(own=replace(_origin(post) or own, id=stem)),
        release=Release(modified=_moment(post.edit_date) if post.edit_date else None),
        is_one_of_many=True,
    )


def _origin(post: telegram.Message) -> Metadata | None:
    """Who published a forwarded post; not all of it is told."""
    match post.forward_origin:
        case None:
            return None
        case MessageOriginChannel():
            return origin_of(post)
        case MessageOriginChat(sender_chat=chat, author_signature=author, date=date):
            return Metadata(outlet=_line(chat.title), byline=_line(author), published=_moment(date))
        case MessageOriginUser(sender_user=user, date=date):
            return Metadata(outlet=_line(user.full_name), published=_moment(date))
        case MessageOriginHiddenUser(sender_user_name=name, date=date):
            return Metadata(outlet=_line(name), published=_moment(date))
    return Metadata()


def _line(text: str | None) -> str | None:
    return one_line(text or "", limit=FILE_NAME_LIMIT) or None


def _moment(date: datetime) -> str:
    return f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
