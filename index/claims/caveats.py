"""Caveats: an outlet's words of doubt, and the claims that they are about.

A word within a clause ("alleged", "reportedly", quotation marks around one adjective) is about that
clause's claim. A sentence of doubt ("could not be independently verified") is about what it names:
all sides' claims, one party's, or what was said just before it. What it is about cannot always be
told; then it is shown with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.attribution.nations import nation_of
from corpus.attribution.types import Act, Kind
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.languages.words import WORD
from corpus.speakers.names import fold
from corpus.types import Span
from index.claims.story import Claim, by_article, claims_in
from index.claims.voices import Voice, VoiceKind
from index.types import Passage

# Words in marks that an outlet only points at; more are a quotation. Set by hand; not measured.
_POINTED_AT = 2
# Paragraphs before "the statement appeared to be premature" that it may be about. Set by hand; not
# measured.
_NEAR = 3
# Words between "what it described as" and the marks, and between a party and "claims". Set by hand.
_CLOSE = 4

_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’\n]{1,80}’|(?<!\w)'[^'\n]{1,80}'(?!\w)")
_CLAUSES = ("alleged", "reportedly")


class CaveatKind(StrEnum):
    """What kind of doubt it is."""

    CANNOT_VERIFY = "cannot-verify"
    ALLEGED = "alleged"
    CLAIMED = "claimed"
    SCARE_QUOTES = "scare-quotes"
    REPORTEDLY = "reportedly"
    OUTLET_DOUBT = "outlet-doubt"
    UNCLEAR = "unclear"


class Scope(StrEnum):
    """How far from the claim it stands."""

    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Caveat:
    """Words of doubt in a paragraph, and the ids of the statements that they are about.

    `words` is what expresses the doubt, `sentence` the whole sentence; spans of the paragraph.
    """

    kind: CaveatKind
    scope: Scope
    passage: Passage
    words: Span
    sentence: Span
    about: tuple[int, ...]

    @property
    def shown(self) -> Span:
        """What is quoted of it: a clause's own words, or else its sentence."""
        return self.words if self.scope is Scope.CLAUSE else self.sentence


def caveats_in(
    passages: Sequence[Passage],
    voices: Mapping[int, tuple[Voice, ...]],
    *,
    language: Language = ENGLISH,
) -> tuple[Caveat, ...]:
    """The caveats of each article that are about one of its claims, in their order."""
    found: list[Caveat] = []
    for some in by_article(passages).values():
        found += _Reader(some, voices, language).caveats()
    return tuple(found)


class _Reader:
    """One article."""

    def __init__(
        self,
        passages: Sequence[Passage],
        voices: Mapping[int, tuple[Voice, ...]],
        language: Language,
    ) -> None:
        self._passages = passages
        self._voices = voices
        self._language = language
        self._claims = claims_in(passages)
        self._places = {passage.paragraph.id: n for n, passage in enumerate(passages)}

    def caveats(self) -> Iterator[Caveat]:
        for passage in self._passages:
            text = passage.paragraph.text
            marked = [Span(*found.span()) for found in _MARKED.finditer(text)]
            for sentence in split_sentences(text, self._language):
                yield from self._worded(passage, sentence, marked)
            yield from self._pointed_at(passage, marked)
            yield from self._claimed(passage)

    # Sentences and clauses of doubt

    def _worded(self, passage: Passage, sentence: Span, marked: Sequence[Span]) -> Iterator[Caveat]:
        text = passage.paragraph.text
        for name, pattern in self._language.caveats.kinds.items():
            match = next(
                (
                    found
                    for found in pattern.finditer(text, sentence.start, sentence.stop)
                    if not any(m.start <= found.start() < m.stop for m in marked)
                ),
                None,
            )
            if match is None or self._is_anothers(passage, match.start()):
                continue
            kind, words = CaveatKind(name), Span(*match.span())
            scope, about = (
                (Scope.CLAUSE, self._of_clause(passage, sentence, words))
                if name in _CLAUSES
                else self._of_sentence(kind, passage, sentence, words)
            )
            if about:
                ids = tuple(dict.fromkeys(claim.statement.id for claim in about))
                yield Caveat(kind, scope, passage, words, sentence, ids)

    def _is_anothers(self, passage: Passage, at: int) -> bool:
        """Whether the doubt is what somebody is quoted with, word for word."""
        return any(
            statement.kind is Kind.DIRECT
            and any(span.start <= at < span.stop for span in statement.content)
            for statement in passage.statements
        )

    def _of_clause(self, passage: Passage, sentence: Span, words: Span) -> list[Claim]:
        """The innermost claim around the words; else the one claim of their sentence."""
        here = self._in(passage, sentence)
        around = [claim for claim in here if claim.extent.overlaps(words)]
        if around:
            return [min(around, key=lambda claim: len(claim.extent))]
        return here if len(here) == 1 else []

    def _of_sentence(
        self, kind: CaveatKind, passage: Passage, sentence: Span, words: Span
    ) -> tuple[Scope, list[Claim]]:
        caveats = self._language.caveats
        text = passage.paragraph.text
        if kind is CaveatKind.CANNOT_VERIFY and caveats.sides.search(
            text, sentence.start, sentence.stop
        ):
            named = self._of_named(passage, sentence)
            return Scope.ARTICLE, named or self._of_all_sides()
        if caveats.pair.search(text, sentence.start, sentence.stop):
            return Scope.PARAGRAPH, self._of_last_voices(passage, sentence, 2)
        here = [
            claim
            for claim in self._in(passage, sentence)
            if claim.statement.act is not Act.CANNOT_VERIFY
            and not self._is_outlets(claim)
            and not _is_cue(claim, words)
            and not self._is_doubt(claim)
        ]
        if kind is not CaveatKind.UNCLEAR and here:
            before = [claim for claim in here if claim.extent.start < words.start]
            return Scope.CLAUSE, before or here
        if kind is not CaveatKind.UNCLEAR:
            named = self._of_named(passage, sentence)
            if named:
                return Scope.ARTICLE, named
            if caveats.pointing.search(text, sentence.start, sentence.stop):
                return Scope.PARAGRAPH, self._of_last_voices(passage, sentence, 1)
        earlier = [
            claim
            for claim in self._claims
            if claim.passage.paragraph.id == passage.paragraph.id
            and claim.extent.stop <= sentence.start
        ]
        if earlier or kind is not CaveatKind.CANNOT_VERIFY:
            return Scope.PARAGRAPH, earlier[-1:]
        return Scope.PARAGRAPH, self._of_paragraph_before(passage)

    def _in(self, passage: Passage, sentence: Span) -> list[Claim]:
        return [
            claim
            for claim in self._claims
            if claim.passage.paragraph.id == passage.paragraph.id
            and claim.extent.overlaps(sentence)
        ]

    def _is_outlets(self, claim: Claim) -> bool:
        voices = self._voices.get(claim.statement.id, ())
        return any(voice.kind is VoiceKind.OUTLET for voice in voices)

    def _is_doubt(self, claim: Claim) -> bool:
        """Whether it says nothing but such a thing itself: "gave no details"."""
        doubt = self._language.caveats.kinds[CaveatKind.OUTLET_DOUBT]
        return doubt.fullmatch(claim.words.strip()) is not None

    def _of_all_sides(self) -> list[Claim]:
        """What governments and armed groups say in the article."""
        return [
            claim
            for claim in self._claims
            if any(voice.is_body for voice in self._voices.get(claim.statement.id, ()))
        ]

    def _of_named(self, passage: Passage, sentence: Span) -> list[Claim]:
        """What the party says whose "claims" or "denials" the sentence is about."""
        words = self._language.caveats
        found = list(WORD.finditer(passage.paragraph.text, sentence.start, sentence.stop))
        lows = [match[0].casefold() for match in found]
        nouns = [n for n, low in enumerate(lows) if low in words.saying]
        if not nouns:
            return []
        near = {n for noun in nouns for n in range(max(0, noun - _CLOSE), noun + 1 + _CLOSE)}
        told = [found[n][0] for n in sorted(near) if n < len(found)]
        denied = any(lows[n] in words.denials for n in nouns)
        claims = [
            claim
            for claim in self._claims
            if any(
                voice.kind is VoiceKind.PARTY and _is_named(voice.name, told)
                for voice in self._voices.get(claim.statement.id, ())
            )
        ]
        if denied:
            claims = [claim for claim in claims if claim.statement.act is Act.DENIES]
        return claims

    def _of_last_voices(self, passage: Passage, sentence: Span, voices: int) -> list[Claim]:
        """The runs of the last voices' claims before the sentence, within a few paragraphs."""
        here = self._places[passage.paragraph.id]
        before = [
            claim
            for claim in self._claims
            if self._places[claim.passage.paragraph.id] < here
            or (
                claim.passage.paragraph.id == passage.paragraph.id
                and claim.extent.stop <= sentence.start
            )
        ]
        run: list[Claim] = []
        heard: list[list[str | None]] = []
        place = here
        for claim in reversed(before):
            at, speakers = self._places[claim.passage.paragraph.id], self._speakers(claim)
            if speakers not in heard:
                heard.append(speakers)
            if place - at > _NEAR or len(heard) > voices:
                break
            run.append(claim)
            place = at
        return run[::-1]

    def _speakers(self, claim: Claim) -> list[str | None]:
        return [voice.speaker for voice in self._voices.get(claim.statement.id, ())]

    def _of_paragraph_before(self, passage: Passage) -> list[Claim]:
        here = self._places[passage.paragraph.id]
        return [
            claim
            for claim in self._claims
            if self._places[claim.passage.paragraph.id] == here - 1 and not self._is_outlets(claim)
        ]

    # Quotation marks that keep a distance, and verbs that do

    def _pointed_at(self, passage: Passage, marked: Sequence[Span]) -> Iterator[Caveat]:
        """A word or two in marks within what is reported otherwise, or after "described as"."""
        text = passage.paragraph.text
        for claim in self._claims:
            if claim.passage.paragraph.id != passage.paragraph.id:
                continue
            if claim.statement.kind is Kind.DIRECT and not self._is_name_for(claim):
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

    def _is_name_for(self, claim: Claim) -> bool:
        cue = (claim.statement.cue or "").casefold().split()
        return not self._language.caveats.naming.isdisjoint(cue)

    def _keeps_distance(self, text: str, mark: Span) -> bool:
        words = WORD.findall(mark.of(text))
        if not 1 <= len(words) <= _POINTED_AT:
            return False
        before = [found.casefold() for found in WORD.findall(text[: mark.start])[-_CLOSE:]]
        named = not self._language.caveats.naming.isdisjoint(before)
        # ‘Ukrainian’ fighters, "so-called" or one adjective: a noun goes on after the marks.
        follows = re.match(r" [a-z]", text[mark.stop : mark.stop + 2]) is not None
        return named or (len(words) == 1 and follows and words[0][0].isupper())

    def _claimed(self, passage: Passage) -> Iterator[Caveat]:
        """ "Claims", "insists": the verb itself says that it is their word."""
        for claim in self._claims:
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


def _is_cue(claim: Claim, words: Span) -> bool:
    """Whether the doubt is what the claim says itself: "commentators questioned its accuracy"."""
    cue = claim.statement.cue or ""
    at = claim.passage.paragraph.text.rfind(cue, 0, words.stop)
    return bool(cue) and at >= 0 and at + len(cue) > words.start


def _is_named(name: str, told: Sequence[str]) -> bool:
    """Whether these words name a party, by its name, a nation's word for it or its initials."""
    whole = fold(" ".join(told))
    if fold(name) in whole:
        return True
    nation = nation_of(name)
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    for word in told:
        if nation is not None and word[:1].isupper() and nation_of(word) == nation:
            return True
        if len(initials) > 2 and word.removesuffix("'s").removesuffix("’s") == initials:
            return True
    return False


def _nearest(text: str, words: str, claim: Span) -> Span | None:
    """Where a cue stands in the paragraph of its claim: nearest to what is said."""
    places = [found.start() for found in re.finditer(re.escape(words), text)]
    if not places:
        return None
    start = min(
        places, key=lambda at: min(abs(at - claim.stop), abs(at + len(words) - claim.start))
    )
    return Span(start, start + len(words))
