"""What somebody is quoted as saying: newest first, undated last."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.storage.attribution_table import Place
from corpus.storage.store import CorpusStore
from corpus.types import Article, Filters, Paragraph, Span
from index.query.sentences import best_excerpt
from index.query.terms import any_of, content_words
from index.query.words import analyse, share_held, stem
from index.search.engines import FullTextIndex
from index.types import Passage

# A passage holds at least this share of a topic, by idf: of two words the rarer. Set by hand; not
# measured.
_ON_TOPIC = 0.5
# Words that take up more of a paragraph are not set off in it. Set by hand; not measured.
_MUCH = 0.6


@dataclass(frozen=True, slots=True)
class Quotes:
    """A page of what a speaker says: newest first, undated last, an article's own in its order.

    `total` counts the passages of all pages, and `statements` what is said in them, wire copy
    included, which the passages fold into one. `is_dated`: the first of all has a day.
    """

    passages: tuple[Passage, ...] = ()
    total: int = 0
    statements: int = 0
    is_dated: bool = False


def quotes_by_speaker(
    store: CorpusStore,
    full_text: FullTextIndex,
    names: Sequence[str],
    *,
    about: str = "",
    filters: Filters = Filters(),
    newest: int | None = None,
    first: int = 0,
    size: int | None = None,
) -> Quotes:
    """What speakers and parties of these names say, each passage with their statements only: up to
    `size` of them, from that on which `first` come before.

    With `about`, those passages whose text has a word of the topic and, with its headline, most of
    it. Paragraphs that were stored after the one with the id `newest` are passed over, so that
    the pages of a list stay what they were. Wire copy is folded into one, as far as copies were
    found (see keep_copies); of passages off the page nothing is read but where they stand.
    """
    places = store.attributions.places_said_by(names)
    if filters:
        within = store.ids_within(filters).intersection({paragraph for _, paragraph, *_ in places})
        places = _among(set(within), places)
    if newest is not None:
        places = [place for place in places if place[1] <= newest]
    places = _on_topic(content_words(about), places, store, full_text)
    folded = list(dict.fromkeys(one for _, _, one, _, _ in places))
    page: dict[int, list[Place]] = {
        one: [] for one in folded[first : None if size is None else first + size]
    }
    for place in places:
        if place[2] in page:
            page[place[2]].append(place)
    statements = {statement for statement, *_ in places}
    return Quotes(
        tuple(_passages(store, [*page.values()], statements)),
        total=len(folded),
        statements=len(statements),
        is_dated=bool(places and places[0][-1]),
    )


def _passages(
    store: CorpusStore, page: Sequence[Sequence[Place]], statements: Collection[int]
) -> Iterator[Passage]:
    """The first passage of each group, with the articles of the others."""
    told = store.attributions.in_paragraphs([paragraph for (_, paragraph, *_), *_ in page])
    found = store.passages(
        {paragraph for group in page for _, paragraph, *_ in group}, live_only=True
    )
    articles = {article.number: article for _, article in found.values()}
    for (_, head, _, article, _), *others in page:
        if head not in found:
            continue
        also_in = dict.fromkeys(other for _, _, _, other, _ in others if other != article)
        yield Passage(
            *found[head],
            score=1.0,
            also_in=tuple(articles[number] for number in also_in if number in articles),
            statements=tuple(s for s in told.get(head, ()) if s.id in statements),
        )


def _on_topic(
    words: Sequence[str], places: list[Place], store: CorpusStore, full_text: FullTextIndex
) -> list[Place]:
    topic = _weighted(words, store, full_text)
    if not topic:
        return places
    holding = store.stories.holding(any_of(list(words)))
    ids = {paragraph for _, paragraph, _, article, _ in places if article in holding}
    found = store.passages(sorted(ids), live_only=True)
    return _among({id_ for id_, passage in found.items() if _is_on(topic, *passage)}, places)


def _among(paragraphs: Collection[int], places: Iterable[Place]) -> list[Place]:
    return [place for place in places if place[1] in paragraphs]


def excerpt_of(passage: Passage, *, limit: int) -> Span:
    """The paragraph, or of one over `limit` code points the sentences that the speaker's words
    stand in, as many as fit."""
    text = passage.paragraph.text
    begun = min(statement.content[0].start for statement in passage.statements)
    return best_excerpt(text, "", limit=limit, around=Span(begun, begun + 1))


def words_said(passage: Passage) -> Span | None:
    """The speaker's words, where a paragraph has them in one stretch and much else besides."""
    spans = [span for statement in passage.statements for span in statement.content]
    if len(passage.statements) != 1:
        return None
    said = Span(spans[0].start, spans[-1].stop)
    return said if len(said) < _MUCH * len(passage.paragraph.text) else None


def _weighted(
    words: Sequence[str], store: CorpusStore, full_text: FullTextIndex
) -> dict[str, float]:
    total = store.stats().paragraphs
    return {stem(word): math.log(1 + total / (1 + full_text.count(word))) for word in words}


def _is_on(topic: Mapping[str, float], paragraph: Paragraph, article: Article) -> bool:
    if topic.keys().isdisjoint(analyse(paragraph.text).at):
        return False
    return share_held(topic, f"{article.title or ''}\n{paragraph.text}") >= _ON_TOPIC
