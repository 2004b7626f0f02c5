"""What a message asks: the user's words, what they are limited to, and what they follow on from.

A reply to an answer asks within that answer's articles. If it has hardly a word of its own ("and
what did the ministry say?"), the search adds the content words of the question before it. So it
does for a question that is no reply but does not say what it is about ("why?"), asked soon after
another: with those words, and with what that was limited to. The message still shows only what the
user wrote, and says what it goes on from.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Self

from bot.chat.answers.exchanges import Exchange, ExchangeKind
from bot.chat.answers.filters import Filtered, in_words, resolve
from bot.chat.telegram.compose import one_line
from bot.texts import Texts
from corpus.languages.words import WORD
from corpus.types import Filters
from index.query.aliases import unify
from index.query.going_on import AFTER_OPENING, goes_on
from index.query.terms import content_words

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.storage.store import CorpusStore

# A follow-up with fewer content words of its own does not say what it is about. Set by hand, for
# the reason in docs/decisions.md; not measured.
ENOUGH_WORDS = 2
MOST_CARRIED = 12
# Of an earlier question, in the line that names it.
NAMED_UNITS = 80
UNLIMITED = Filters()
_KEY = "inquiry"  # as it stands in the payloads of chat.db


@dataclass(frozen=True, slots=True)
class ChatQuery:
    """A question, its filters, and the words `carried` over from an earlier question.

    `after` is that question where nobody replied to its answer, and `after_answer` the message that
    answers it, if that is known.
    """

    question: str
    filters: Filters = UNLIMITED
    carried: tuple[str, ...] = ()
    after: str = ""
    after_answer: int | None = None

    @property
    def search_text(self) -> str:
        """What to search for."""
        return " ".join((self.question, *self.carried))

    @property
    def everywhere(self) -> Self:
        """The same, no longer limited to the articles of an earlier answer."""
        return replace(self, filters=replace(self.filters, articles=()))

    def limits(self, texts: Texts) -> str:
        """Where the search looked and what it added, in words; may be empty."""
        parts: list[str] = []
        if self.after:
            parts.append(texts("going_on", question=one_line(self.after, limit=NAMED_UNITS)))
        parts += in_words(self.filters, texts)
        if self.carried:
            parts.append(texts("carried", words=" ".join(self.carried)))
        return " · ".join(parts)

    def to_payload(self) -> dict[str, Any]:
        """For an exchange's payload, beside the reply."""
        return {_KEY: asdict(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        kept = payload[_KEY]
        filters: dict[str, Any] = {n: _frozen(value) for n, value in kept["filters"].items()}
        carried, after = tuple(kept["carried"]), kept.get("after", "")
        return cls(kept["question"], Filters(**filters), carried, after, kept.get("after_answer"))


def query_for(filtered: Filtered, engine: Engine, *, zone: tzinfo) -> ChatQuery:
    """What a question asks, by the names that the corpus has, where the clocks show `zone`.

    Raises QuestionRefused for an unknown outlet, and SpeakerNotFound.
    """
    known = [each.outlet for each in engine.store.outlets() if each.outlet]
    limits = resolve(filtered, known, zone=str(zone))
    return ChatQuery(filtered.question, replace(limits, by=engine.speakers_named(filtered.by)))


def query_of(exchange: Exchange) -> ChatQuery:
    """What an exchange asked."""
    if _KEY not in exchange.payload:
        return ChatQuery(exchange.text)
    return ChatQuery.from_payload(exchange.payload)


def follow_up(query: ChatQuery, earlier: Exchange, *, store: CorpusStore) -> ChatQuery:
    """The query as a reply to what the earlier exchange shows."""
    articles = _articles(earlier, store)
    filters = replace(query.filters, articles=articles)
    about = _about(earlier)
    if not about:
        return replace(query, filters=filters)
    return ChatQuery(query.question, filters, _carried(query.question, about))


def going_on(query: ChatQuery, earlier: Exchange) -> ChatQuery:
    """The query where it does not say what it is about, soon after the earlier question: with the
    words of that, and with its filters where it has none of its own. It is asked of all articles,
    also where the earlier one was a reply."""
    about = _about(earlier)
    if not about or not goes_on(query.question):
        return query
    asked, own = query_of(earlier), query.filters
    # "What did she say? by:NAME" says whom it means; and what went before may say as little.
    if own.by or (goes_on(asked.question) and not asked.carried):
        return query
    before = asked.filters
    is_dated = own.since or own.until
    filters = Filters(
        outlets=own.outlets or before.outlets,
        since=own.since if is_dated else before.since,
        until=own.until if is_dated else before.until,
        articles=own.articles,
        by=before.by,
        zone=own.zone if is_dated else before.zone,
        as_of=own.as_of or before.as_of,
    )
    carried = _carried(query.question, about, enough=AFTER_OPENING)
    # As the words do, so does the name of what it goes on from come from the first of a chain.
    after, answer = asked.question, earlier.answer
    if asked.after:
        after, answer = asked.after, asked.after_answer
    return ChatQuery(query.question, filters, carried, after, answer)


def _about(earlier: Exchange) -> tuple[str, ...]:
    """The words that say what an exchange is about; none if nobody asked anything."""
    if earlier.kind is not ExchangeKind.QUESTION:
        return _subject(earlier.payload.get("asked", ""))  # an alert has its watch's question
    before = query_of(earlier)
    # A chain of follow-ups goes back to the question that says what it is about.
    return before.carried or _subject(before.question)


def _subject(question: str) -> tuple[str, ...]:
    """The content words of a question as it writes them, with one spelling for each known name."""
    content = set(content_words(question))
    words = dict.fromkeys(WORD.findall(unify(question)))
    return tuple(word for word in words if content_words(word)[0] in content)[:MOST_CARRIED]


def _carried(
    question: str, about: tuple[str, ...], *, enough: int = ENOUGH_WORDS
) -> tuple[str, ...]:
    before = " ".join(about)
    # Taken together, stop words drop out even of a question that has nothing else.
    own = set(content_words(f"{before} {question}")) - set(content_words(before))
    if len(own) >= enough:
        return ()
    if not own:
        return about
    # A new name replaces the old ones: "and the army?", after a minister.
    return tuple(word for word in about if not word[0].isupper()) or about


def _articles(exchange: Exchange, store: CorpusStore) -> tuple[int, ...]:
    """The articles that an answer or a briefing cites, or the one being read, unless removed
    since."""
    if exchange.kind is ExchangeKind.ARTICLE:
        numbers = [exchange.payload["article"]]
    else:
        answers = exchange.payload.get("parts", (exchange.payload,))  # a briefing has several
        cited = [record["paragraph"] for each in answers for record in each.get("citations", ())]
        stored = store.passages(cited)
        numbers = list(dict.fromkeys(stored[id_][1].number for id_ in cited if id_ in stored))
    return tuple(number for number in numbers if store.versions(number))


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
