"""From a question to candidate passages: full text and vectors, fused, and what acts add."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.languages.en import ENGLISH
from corpus.segmentation.lexicon import speaks_of_article
from corpus.storage.id_set import IdSet
from corpus.storage.store import CorpusStore
from corpus.types import Article, Filters, Paragraph
from index.query.asked_speaker import AskedSpeaker, asked_speaker
from index.query.background import news_background
from index.query.meanings import Reading, read
from index.query.question import (
    Question,
    analyse_question,
    asks_for_corrections,
    correcting_outlets,
)
from index.search.acts import paragraphs_of_act
from index.search.candidate import Candidate
from index.search.embedding import Embedder, Vectors
from index.search.engines import FullTextIndex, VectorIndex
from index.search.fusion import fuse
from index.search.promise import promising
from index.search.stored_words import StoredWords
from index.search.superseded import Stored, by_vectors, by_words

# How deep each ranking is read, and how many candidates the fusion keeps. `python -m bench.sweep`
# has the right passage among 50 for .978 of the demo corpus's dev questions and .995 over news,
# among 30 for .944 and .993, among 100 for .978 and .998.
_DEPTH = 100
_POOL = 50
# The fusion's weights: of each of the two full-text rankings, and of the vectors. By that command,
# R@1 is .629 over the demo corpus and .723 over news; with .3 and .4 it is .652 and .723, with .4
# and .2 .562 and .725, by full text alone .573 and .711, by vectors alone .494 and .589.
_FULL_TEXT_WEIGHT = 0.35
_VECTOR_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The question, analysed, and its candidates: best first by the fused score.

    `speaker` is whom it asks to hear, `reading` the question in the words of the corpus;
    `correcting` are the outlets whose own corrections it asks for.
    """

    question: Question
    candidates: tuple[Candidate, ...]
    speaker: AskedSpeaker | None
    reading: Reading
    correcting: frozenset[str] = frozenset()


class Retriever:
    """Searches one corpus through one generation of its index."""

    def __init__(
        self,
        store: CorpusStore,
        full_text: FullTextIndex,
        vectors: VectorIndex,
        embedder: Embedder,
    ) -> None:
        self._store = store
        self._full_text = full_text
        self._vectors = vectors
        self._embedder = embedder

    def count(self, *words: str) -> int:
        """How many paragraphs of the corpus have one of the words, or an article title with it."""
        return self._full_text.count(*words)

    def is_written_small(self, word: str) -> bool:
        """Whether one of the passages that have a word has it in lower case."""
        found = self._store.passages(id_ for id_, _ in self._full_text.search([word], limit=_DEPTH))
        small = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        return any(small.search(paragraph.text) for paragraph, _ in found.values())

    def promising(self, text: str, paragraphs: Collection[int]) -> set[int]:
        """The articles of these paragraphs that may answer a question, by their numbers."""
        query = self._embedder.embed_query(text)
        cosines = self._cosines(query, limit=len(paragraphs), within=sorted(paragraphs))
        stored = self._store.passages(paragraphs, live_only=True)
        return promising(text, stored.values(), cosines)

    def retrieve(self, text: str, *, filters: Filters = Filters()) -> Retrieved:
        """The passages that may answer a question: the best 50, and what attributions add."""
        within = self._store.ids_within(filters) if filters else None
        reading = read(text, StoredWords(self._store, self._full_text))
        text = reading.text
        # Over a few articles their own counts say little of how telling a word is.
        news = news_background()
        question = analyse_question(
            text,
            passages=news.paragraphs + self._store.stats().paragraphs,
            frequency=lambda *words: news.count(*words) + self._full_text.count(*words),
            same=reading.same,
        )
        bm25 = dict(self._full_text.search(question.searched, limit=_DEPTH, within=within))
        with_title = dict(
            self._full_text.search(question.searched, limit=_DEPTH, titles=True, within=within)
        )
        query = self._embedder.embed_query(text)
        cosine = self._cosines(query, limit=_DEPTH, within=within)
        earlier = self._store.passages(self._store.superseded_ids(filters))
        if earlier:
            bm25 |= self._by_words(earlier, question, titles=False)
            more = self._by_words(earlier, question, titles=True)
            with_title |= more
            cosine |= by_vectors(earlier, more, query, self._embedder)
        fused = fuse(
            [(_FULL_TEXT_WEIGHT, bm25), (_FULL_TEXT_WEIGHT, with_title), (_VECTOR_WEIGHT, cosine)]
        )
        ids = list(fused)[:_POOL]
        speaker = asked_speaker(question, self._store.speakers.names_for, self.is_written_small)
        meant = paragraphs_of_act(self._store.attributions, text, speaker, limit=_POOL)
        ids += [
            id_
            for id_ in meant
            if id_ not in ids and (within is None or id_ in within or id_ in earlier)
        ]
        corrects, correcting = asks_for_corrections(text), frozenset[str]()
        if corrects:
            outlets = [each.outlet for each in self._store.outlets() if each.outlet]
            correcting = correcting_outlets(text, outlets)
            corrections = self._corrections(correcting, within)
            ids += [id_ for id_ in corrections if id_ not in ids]
        # The cosine of those that only the full-text search found.
        missing = [id_ for id_ in ids if id_ not in cosine]
        cosine |= self._cosines(query, limit=max(1, len(missing)), within=missing)
        stored = self._store.passages(
            {near for id_ in ids for near in _near(id_)}, live_only=not earlier
        )
        candidates = tuple(
            Candidate(
                *stored[id_],
                fused=fused.get(id_, 0.0),
                bm25=bm25.get(id_, 0.0),
                bm25_with_title=with_title.get(id_, 0.0),
                cosine=cosine.get(id_, 0.0),
                neighbours=_neighbours(id_, stored),
            )
            for id_ in ids
            if id_ in stored  # one may be removed meanwhile
            and (corrects or not _tells_of_mistake(stored[id_][0]))
        )
        return Retrieved(question, candidates, speaker, reading, correcting)

    def _corrections(self, outlets: Collection[str], within: IdSet | None) -> list[int]:
        """What these outlets, or all if none is meant, say of their own mistakes."""
        found = self._store.corrections(sorted(outlets), limit=_POOL)
        return [id_ for id_ in found if within is None or id_ in within]

    def _by_words(self, stored: Stored, question: Question, *, titles: bool) -> dict[int, float]:
        return by_words(
            stored,
            question.searched,
            titles=titles,
            paragraphs=self._store.stats().paragraphs,
            count=self._full_text.count,
        )

    def _cosines(
        self, query: Vectors, *, limit: int, within: Sequence[int] | None
    ) -> dict[int, float]:
        """The nearest paragraphs that are what their vectors were made of.

        The index may still have what was removed or superseded, or what had the same ids before an
        older corpus was put in its place.
        """
        hits = dict(self._vectors.search(query, limit=limit, within=within))
        texts = self._store.live_texts(hits)
        current = {id_ for id_, text in texts if self._vectors.is_of(id_, text)}
        return {id_: cosine for id_, cosine in hits.items() if id_ in current}


def _tells_of_mistake(paragraph: Paragraph) -> bool:
    """Whether it says what an article said wrongly: shown beside that article's other passages, and
    an answer only to who asks for it."""
    return paragraph.is_correction and speaks_of_article(paragraph.text, ENGLISH)


def _near(id_: int) -> Sequence[int]:
    """An article's paragraphs are stored in one go, so neighbours have neighbouring ids."""
    return (id_ - 1, id_, id_ + 1)


def _neighbours(id_: int, stored: Mapping[int, tuple[Paragraph, Article]]) -> str:
    """The text of the paragraphs before and after one, of the same version of its article."""
    paragraph, _ = stored[id_]
    return " ".join(
        stored[near][0].text
        for near in _near(id_)
        if near != id_
        and near in stored
        and (stored[near][0].article, stored[near][0].version)
        == (paragraph.article, paragraph.version)
    )
