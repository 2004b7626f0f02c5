"""Caveats: an outlet's words of doubt, and the claims that they are about.

A word within a clause ("alleged", "reportedly", quotation marks around one adjective) is about that
clause's claim. A sentence of doubt ("could not be independently verified") is about what it names:
all sides' claims, one party's, or what was said just before it (`index.claims.doubted`). What it is
about cannot always be told; then it is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from corpus.attribution.types import Act, Kind, Statement
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD
from corpus.types import Span
from index.claims.caveat import Caveat, CaveatKind, Scope
from index.claims.doubted import Doubted
from index.claims.story import by_article
from index.claims.voices import Voice
from index.types import Passage

# Words in marks that an outlet only points at; more are a quotation. Set by hand; not measured.
_POINTED_AT = 3
# Words of an outlet's name in a text, at most.
_LONGEST_NAME = 4
# Letters of the first word of an outlet's name, by which its articles call it.
_LEAST_OF_NAME = 3

_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’\n]{1,80}’|(?<!\w)'[^'\n]{1,80}'(?!\w)")
_OF_CLAUSES = (CaveatKind.ALLEGED, CaveatKind.REPORTEDLY)


def caveats_in(
    passages: Sequence[Passage],
    voices: Mapping[int, tuple[Voice, ...]],
    *,
    is_outlet: Callable[[str], bool],
    language: Language = ENGLISH,
) -> tuple[Caveat, ...]:
    """The caveats of each article that are about one of its claims, in their order."""
    found: list[Caveat] = []
    for some in by_article(passages).values():
        found += _Reader(some, voices, is_outlet, language).caveats()
    return tuple(found)


class _Reader:
    """One article."""

    def __init__(
        self,
        passages: Sequence[Passage],
        voices: Mapping[int, tuple[Voice, ...]],
        is_outlet: Callable[[str], bool],
        language: Language,
    ) -> None:
        self._passages = passages
        self._is_outlet = is_outlet
        self._language = language
        self._doubted = Doubted(passages, voices, language)

    def caveats(self) -> Iterator[Caveat]:
        for passage in self._passages:
            text = passage.paragraph.text
            marked = [Span(*found.span()) for found in _MARKED.finditer(text)]
            kinds = self._language.caveats.kinds.items()
            told = [(CaveatKind(name), words) for name, words in kinds if words.search(text)]
            if told:
                for sentence in split_sentences(text, self._language):
                    yield from self._worded(passage, sentence, marked, told)
            yield from self._pointed_at(passage, marked)
            yield from self._claimed(passage)

    # Sentences and clauses of doubt

    def _worded(
        self,
        passage: Passage,
        sentence: Span,
        marked: Sequence[Span],
        told: Sequence[tuple[CaveatKind, re.Pattern[str]]],
    ) -> Iterator[Caveat]:
        text = passage.paragraph.text
        for kind, pattern in told:
            words = next(
                (
                    Span(*found.span())
                    for found in pattern.finditer(text, sentence.start, sentence.stop)
                    if not any(mark.start <= found.start() < mark.stop for mark in marked)
                ),
                None,
            )
            if words is None or not self._is_the_outlets(passage, kind, sentence, words):
                continue
            if kind in _OF_CLAUSES:
                scope, about = Scope.CLAUSE, self._doubted.of_clause(passage, sentence, words)
            else:
                scope, about = self._doubted.of_sentence(kind, passage, sentence, words)
            if about:
                ids = tuple(dict.fromkeys(claim.statement.id for claim in about))
                yield Caveat(kind, scope, passage, words, sentence, ids)

    def _is_the_outlets(
        self, passage: Passage, kind: CaveatKind, sentence: Span, words: Span
    ) -> bool:
        """Whether it is the outlet that doubts: nobody who is quoted, and no other who checked."""
        if any(self._says(statement, kind, words) for statement in passage.statements):
            return False
        text = passage.paragraph.text
        if not self._language.caveats.checked_by.fullmatch(words.of(text)):
            return True
        return self._names_outlet(text[sentence.start : words.start], passage)

    def _says(self, statement: Statement, kind: CaveatKind, words: Span) -> bool:
        """Whether it is what somebody says: word for word, or of a whole sentence at all."""
        if statement.act is Act.CANNOT_VERIFY or self._doubted.is_outlets(statement):
            return False
        word_for_word = statement.kind is Kind.DIRECT
        return (word_for_word or kind not in _OF_CLAUSES) and any(
            span.start < words.start < span.stop for span in statement.content
        )

    def _names_outlet(self, subject: str, passage: Passage) -> bool:
        """Whether the words before "could not verify" name the outlet, an agency, or "we"."""
        words = WORD.findall(subject)
        lows = {word.casefold() for word in words}
        first = next(iter(WORD.findall((passage.article.outlet or "").casefold())), "")
        named = len(first) >= _LEAST_OF_NAME and first in lows
        if named or not lows.isdisjoint(self._language.claims.own_voice):
            return True
        names = (
            " ".join(words[start : start + length])
            for length in range(1, _LONGEST_NAME + 1)
            for start in range(len(words) - length + 1)
            if words[start][0].isupper()
        )
        return any(self._is_outlet(name) for name in names)

    # Quotation marks that keep a distance, and verbs that do

    def _pointed_at(self, passage: Passage, marked: Sequence[Span]) -> Iterator[Caveat]:
        """A word or two in marks within what is reported, that the outlet leaves to the speaker."""
        text = passage.paragraph.text
        for claim in self._doubted.claims:
            if claim.passage.paragraph.id != passage.paragraph.id:
                continue
            for mark in marked:
                inside = any(
                    span.start <= mark.start and mark.stop <= span.stop
                    for span in claim.statement.content
                )
                if inside and self._keeps_distance(text, mark):
                    yield Caveat(
                        CaveatKind.SCARE_QUOTES,
                        Scope.CLAUSE,
                        passage,
                        mark,
                        claim.extent,
                        (claim.statement.id,),
                    )

    def _keeps_distance(self, text: str, mark: Span) -> bool:
        words = WORD.findall(mark.of(text))
        if not 1 <= len(words) <= _POINTED_AT:
            return False
        if self._language.caveats.handing.search(text, 0, mark.start):
            return True
        # The ‘Norland’ fighters: the outlet does not say that they are from there.
        follows = re.match(r" [a-z]", text[mark.stop : mark.stop + 2]) is not None
        return len(words) == 1 and follows and words[0].casefold() in self._language.speech.nations

    def _claimed(self, passage: Passage) -> Iterator[Caveat]:
        """ "Claims", "insists": the verb itself says that it is their word."""
        for claim in self._doubted.claims:
            cue = claim.statement.cue
            if (
                claim.passage.paragraph.id != passage.paragraph.id
                or claim.statement.act is not Act.CLAIMS
                or not cue
            ):
                continue
            at = _nearest(passage.paragraph.text, cue, claim.extent)
            if at is not None:
                yield Caveat(
                    CaveatKind.CLAIMED,
                    Scope.CLAUSE,
                    passage,
                    at,
                    claim.extent,
                    (claim.statement.id,),
                )


def _nearest(text: str, words: str, claim: Span) -> Span | None:
    """Where a cue stands in the paragraph of its claim: nearest to what is said."""
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        return None
    start = min(
        places, key=lambda at: min(abs(at - claim.stop), abs(at + len(words) - claim.start))
    )
    return Span(start, start + len(words))
