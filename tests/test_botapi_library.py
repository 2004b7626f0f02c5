"""A python-telegram-bot application at work on the double: the library the bot is built on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.botapi import BotApiDouble, Fault

pytestmark = pytest.mark.usefixtures("no_certificates")

TOKEN = "123:abc"
App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE


@pytest.fixture
def double() -> BotApiDouble:
    return BotApiDouble(token=TOKEN)


@pytest.fixture
def url(double: BotApiDouble) -> Iterator[str]:
    with double.running() as url:
        yield url


def application(url: str, token: str = TOKEN) -> App:
    builder = Application.builder().token(token)
    return builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()


@asynccontextmanager
async def polling(app: App) -> AsyncIterator[None]:
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling(timeout=5)
        yield
        await app.updater.stop()
        await app.stop()


KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("More", callback_data="more", style="primary")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("copied"))],
    ]
)


async def answer(update: Update, _: Context) -> None:
    """Quotes the question back as text plus entities, the offsets in UTF-16."""
    assert update.message
    text = f"🗞 {update.message.text}"
    entities = [MessageEntity("blockquote", 2, len(text) - 2)]
    utf16 = MessageEntity.adjust_message_entities_to_utf_16(text, entities)
    await update.message.reply_text(text, entities=utf16, do_quote=True, reply_markup=KEYBOARD)


async def page(update: Update, _: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Next page")
    bold = MessageEntity("bold", 0, 6)
    await update.callback_query.edit_message_text("Page 2", entities=[bold])


async def report(update: Update, context: Context) -> None:
    assert update.message
    await context.bot.send_chat_action(update.message.chat.id, "upload_document")
    await update.message.reply_document(b"a\nb", filename="skipped.txt", caption="Skipped")


async def test_a_conversation(double: BotApiDouble, url: str) -> None:
    app = application(url)
    app.add_handler(CommandHandler("report", report))
    app.add_handler(MessageHandler(filters.TEXT, answer))
    app.add_handler(CallbackQueryHandler(page))
    alice = double.user(77, "Alice")

    def talk() -> None:
        question = alice.sends("Who spoke first? 🤔")
        reply = double.reply_to(question)
        assert reply.reply_to == question.id
        assert reply.marked("blockquote") == ["Who spoke first? 🤔"]
        assert reply.labels == ["More", "Copy"]
        press = alice.presses(reply, "More")
        assert double.answered(press).toast == "Next page"
        edited = double.edit_of(reply)
        assert (edited.text, edited.marked("bold"), edited.keyboard) == ("Page 2", ["Page 2"], ())
        document = double.reply_to(alice.sends("/report")).document
        assert document
        assert (document.file_name, document.data) == ("skipped.txt", b"a\nb")
        downloaded.append(document.file_id)

    downloaded: list[str] = []
    async with polling(app):
        await asyncio.to_thread(talk)
        file = await app.bot.get_file(downloaded[0])
        assert bytes(await file.download_as_bytearray()) == b"a\nb"
    assert double.private(alice).actions() == ["upload_document"]
    assert double.lint == []


async def test_the_calls_of_a_start(double: BotApiDouble, url: str) -> None:
    """Everything an application asks before it serves is understood by the library."""
    double.user(77, "Alice")
    async with application(url) as app:
        bot = app.bot
        assert bot.username == "brief_bot"
        assert await bot.set_my_commands([("ask", "Ask")], language_code="uk")
        assert (await bot.get_my_commands(language_code="uk"))[0].command == "ask"
        assert await bot.set_my_description("d")
        assert (await bot.get_my_description()).description == "d"
        assert await bot.set_my_short_description("s")
        assert await bot.set_chat_menu_button()
        assert (await bot.get_chat(77)).first_name == "Alice"
        assert (await bot.get_chat_member(77, 77)).user.id == 77
        assert (await bot.get_webhook_info()).url == ""


async def test_two_pollers(double: BotApiDouble, url: str) -> None:
    """The older of two applications hears of the conflict; the newer serves."""
    errors: asyncio.Queue[Exception] = asyncio.Queue()
    older, newer = application(url), application(url)
    newer.add_handler(MessageHandler(filters.TEXT, answer))
    alice = double.user(77, "Alice")
    async with older:
        assert older.updater
        await older.updater.start_polling(timeout=5, error_callback=errors.put_nowait)
        await asyncio.to_thread(double.wait_for, lambda d: d.is_polled() or None)
        async with polling(newer):
            assert isinstance(await errors.get(), Conflict)
            await older.updater.stop()
            await asyncio.to_thread(double.reply_to, alice.sends("still there?"))


async def test_errors_arrive_as_the_librarys_own(
    double: BotApiDouble, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the type without a deprecation warning
    double.user(77, "Alice").blocks_bot()
    bo = double.user(5, "Bo")
    old = double.group(2, "Desk", [bo], supergroup=False)
    new = old.migrates(by=bo.user)
    async with application(url) as app:
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await app.bot.send_message(77, "x")
        with pytest.raises(BadRequest, match="Message is too long"):
            await app.bot.send_message(5, "x" * 4097)
        with pytest.raises(ChatMigrated) as moved:
            await app.bot.send_message(old.chat_id, "x")
        assert moved.value.new_chat_id == new.chat_id
        double.fail_next("sendMessage", Fault.flood(3))
        with pytest.raises(RetryAfter) as flood:
            await app.bot.send_message(5, "x")
        assert flood.value.retry_after == timedelta(seconds=3)
    stranger = application(url, "123:other").bot
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
