"""👍 and 👎 under an answer: anybody in the chat may say what they think of it, once."""

from __future__ import annotations

from bot.chat.answers.exchanges import Exchange, ExchangeKind, Exchanges
from bot.chat.answers.posting import Posting, Shown
from bot.chat.answers.ratings import FAULTS, Rating, Ratings
from bot.chat.answers.screens import Gone
from bot.chat.service.handling import add_presses
from bot.chat.service.request import App, Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import Message
from bot.chat.telegram.keyboards import Operation, Press
from bot.chat.telegram.screen import Screen
from bot.chat.telegram.toast import Toast


class RatingButtons:
    """Takes ratings; 👎 then asks each person once, in the same message, what is wrong."""

    def __init__(
        self, services: Services, posting: Posting, *, exchanges: Exchanges, ratings: Ratings
    ) -> None:
        self._services = services
        self._posting = posting
        self._exchanges = exchanges
        self._ratings = ratings

    def register(self, application: App) -> None:
        add_presses(application, self._services, {Operation.RATE: self.on_rate})

    async def on_rate(self, request: Request, press: Press, toast: Toast) -> None:
        shown = await self._posting.produce(request, lambda: self._rate(request, press))
        if shown.exchange is None:
            await toast.show(shown.screen.message.text)
            return
        asking = press.number == Rating.WRONG
        await toast.show(request.texts("what_is_wrong") if asking else request.texts("rated"))
        await self._posting.amend(request, request.message.message_id, shown)

    def _rate(self, request: Request, press: Press) -> Shown:
        """Store the rating; the result has an exchange if the message is to change."""
        exchange, rating = self._exchange(request, press), Rating(press.number)
        earlier = self._ratings.of(exchange.id, user=request.user)
        if rating in FAULTS and earlier in (None, Rating.RIGHT):
            raise Gone("say_wrong_first")
        if rating is earlier or (rating is Rating.WRONG and earlier in FAULTS):
            raise Gone("rated_before")
        if not self._ratings.give(exchange.id, user=request.user, rating=rating):
            # Pressed twice, or what was asked has been forgotten meanwhile.
            self._exchange(request, press)
            raise Gone("rated_before")
        if rating is Rating.RIGHT:
            return Shown(Screen(Message(request.texts("rated"))))
        return self._posting.turned(request, exchange, press)

    def _exchange(self, request: Request, press: Press) -> Exchange:
        exchange = self._exchanges.get(press.exchange)
        if exchange is None or exchange.chat != request.chat:
            raise Gone("button_expired")
        if exchange.kind is not ExchangeKind.QUESTION or press.number not in set(Rating):
            raise Gone("button_expired")
        return exchange
