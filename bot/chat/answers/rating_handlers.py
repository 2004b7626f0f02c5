"""👍 and 👎 under an answer: anybody in the chat may say what they think of it, once."""

from __future__ import annotations

from telegram import CallbackQuery

from bot.chat.answers.exchanges import Exchange, Kind
from bot.chat.answers.ratings import FAULTS, Rating
from bot.chat.answers.screens import Gone, Screen
from bot.chat.service.request import Call
from bot.chat.service.service import Desk, Shown
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Press
from bot.chat.telegram.toast import toast


class Opinions:
    """Takes ratings; 👎 asks, in the same message and once a person, what is wrong."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def rate(self, query: CallbackQuery, call: Call, press: Press) -> None:
        shown = await self._desk.produce(call, lambda: self._rate(call, press))
        if shown.exchange is None:
            await toast(query, shown.screen.message.text)
            return
        asking = press.number == Rating.WRONG
        await toast(query, call.texts("what_is_wrong") if asking else call.texts("rated"))
        await self._desk.amend(call, call.message.message_id, shown)

    def _rate(self, call: Call, press: Press) -> Shown:
        """Note the rating; the result has an exchange where the message is to change."""
        exchange, rating = self._exchange(call, press), Rating(press.number)
        earlier = self._desk.ratings.of(exchange.id, user=call.user)
        if rating in FAULTS and earlier in (None, Rating.RIGHT):
            raise Gone("say_wrong_first")
        if rating is earlier or (rating is Rating.WRONG and earlier in FAULTS):
            raise Gone("rated_before")
        if not self._desk.ratings.give(exchange.id, user=call.user, rating=rating):
            # Pressed twice, or what was asked has been forgotten meanwhile.
            self._exchange(call, press)
            raise Gone("rated_before")
        if rating is Rating.RIGHT:
            return Shown(Screen(Message(call.texts("rated"))))
        return Shown(self._desk.screens(call.bot, call.manner).show(exchange, press), exchange)

    def _exchange(self, call: Call, press: Press) -> Exchange:
        exchange = self._desk.exchanges.get(press.exchange)
        if exchange is None or exchange.chat != call.message.chat.id:
            raise Gone("button_expired")
        if exchange.kind is not Kind.QUESTION or press.number not in set(Rating):
            raise Gone("button_expired")
        return exchange
