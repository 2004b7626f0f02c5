"""From Telegram's updates to the features: messages become requests, and every press of a button
is answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler

from bot.chat.service.request import App, Context, Request
from bot.chat.service.services import Services
from bot.chat.telegram.keyboards import Operation, Press, parse_press
from bot.chat.telegram.toast import Toast

Action = Callable[[Request], Awaitable[None]]
PressAction = Callable[[Request, Press, Toast], Awaitable[None]]
Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def on_request(services: Services, action: Action) -> Handler:
    """A handler that gives the action its request."""

    async def handle(update: Update, context: Context) -> None:
        request = services.request_of(update, context.bot)
        if request is not None:
            await action(request)

    return handle


def add_presses(
    application: App, services: Services, actions: Mapping[Operation, PressAction]
) -> None:
    """Register what the buttons of these operations do."""
    for operation, action in actions.items():
        application.add_handler(
            CallbackQueryHandler(_on_press(services, action), pattern=rf"^{operation}:")
        )


def add_unknown_presses(application: App, services: Services) -> None:
    """Answer presses of every other button; belongs after all others."""
    application.add_handler(CallbackQueryHandler(_on_press(services, _expired)))


def _on_press(services: Services, action: PressAction) -> Handler:
    async def handle(update: Update, context: Context) -> None:
        query = update.callback_query
        if query is None:
            return
        toast, press = Toast(query), parse_press(query.data)
        request = services.request_of(update, context.bot)
        if request is None:
            await toast.show(services.texts_for(query.from_user)("button_expired"))
        elif press is None:
            await toast.show(request.texts("button_expired"))
        else:
            try:
                await action(request, press, toast)
            finally:
                if not toast.is_shown:  # the action failed before it came to that
                    with suppress(TelegramError):
                        await toast.show()

    return handle


async def _expired(request: Request, _: Press, toast: Toast) -> None:
    await toast.show(request.texts("button_expired"))
