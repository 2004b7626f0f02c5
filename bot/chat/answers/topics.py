"""The topic of a command, and what it is limited to: `/sides weir from:"Gull" as-of:yesterday`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat.answers.exchanges import Exchange
from bot.chat.answers.filters import Filtered, QuestionRefused, parse_question, resolve
from bot.chat.service.request import Request
from bot.chat.service.services import Services
from bot.chat.telegram.compose import one_line
from corpus.types import Filters

if TYPE_CHECKING:
    from corpus.types import Article

TOPIC_LIMIT = 100


@dataclass(frozen=True, slots=True)
class TopicAsked:
    """The words of a topic, and its filters as they were typed."""

    text: str
    filtered: Filtered

    def filters(self, request: Request, services: Services) -> Filters:
        """What it is limited to, by the names that the corpus has; raises UnknownOutlet. Belongs
        in the pool."""
        known = [each.outlet for each in services.engine.store.outlets() if each.outlet]
        return resolve(self.filtered, known, zone=str(request.texts.zone))


async def asked_topic(request: Request, services: Services, *, otherwise: str) -> TopicAsked | None:
    """The topic after a command; None where there is none or its filters make no sense, which is
    said. `otherwise` is the key of what asks for one."""
    try:
        typed = one_line(request.argument, limit=2 * len(request.argument) + 1)
        filtered = parse_question(typed, today=services.today(request.texts.zone))
    except QuestionRefused as refusal:
        await request.say(refusal.words(request.texts))
        return None
    if not filtered.asks:
        await request.say(request.texts(otherwise))
        return None
    return TopicAsked(one_line(filtered.question, limit=TOPIC_LIMIT), filtered)


def to_payload(topic: str, articles: Sequence[Article], filters: Filters) -> dict[str, Any]:
    """What the screens need; no articles where no story has the words."""
    numbers = [article.number for article in articles]
    return {"topic": topic, "articles": numbers, "as_of": filters.as_of}


def within_story(exchange: Exchange) -> Filters:
    """The articles that the story had, as they were at the moment that was asked for, if any."""
    payload = exchange.payload
    return Filters(articles=tuple(payload["articles"]), as_of=payload.get("as_of"))
