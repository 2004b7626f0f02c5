"""What a doubt is about: the claims that its clause holds, that it names, or that precede it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.attribution.nations import nation_of
from corpus.attribution.types import Act, Statement
from corpus.languages.language import Language
from corpus.languages.words import WORD
from corpus.speakers.names import fold
from corpus.types import Span
from index.claims.caveat import CaveatKind, Scope
from index.claims.story import Claim, claims_in
from index.claims.voices import Voice, VoiceKind
from index.types import Passage

# Paragraphs before "the statement appeared to be premature" that it may be about. Set by hand; not
# measured.
_NEAR = 3
# Words between a party and "claims". Set by hand; not measured.
_CLOSE = 4
# Characters between a sentence and the one before it that it goes on from.
_NEXT = 4


class Doubted:
    """The claims of one article, as its sentences of doubt point at them."""

    def __init__(
        self,
        passages: Sequence[Passage],
        voices: Mapping[int, tuple[Voice, ...]],
        language: Language,
    ) -> None:
        self.claims = claims_in(passages)
        self._voices = voices
        self._language = language
        self._places = {passage.paragraph.id: n for n, passage in enumerate(passages)}

    def is_outlets(self, statement: Statement) -> bool:
        """Whether it is an outlet that says it."""
        voices = self._voices.get(statement.id, ())
        return any(voice.kind is VoiceKind.OUTLET for voice in voices)

    def of_clause(self, passage: Passage, sentence: Span, words: Span) -> list[Claim]:
        """The innermost claim around the words; else the one claim of their sentence."""
        here = self._in(passage, sentence)
        around = [claim for claim in here if claim.extent.overlaps(words)]
        if around:
            return [min(around, key=lambda claim: len(claim.extent))]
        return here if len(here) == 1 else []

    def of_sentence(
        self, kind: CaveatKind, passage: Passage, sentence: Span, words: Span
    ) -> tuple[Scope, list[Claim]]:
        """What a sentence of doubt is about, and how far from it that stands."""
        if kind is CaveatKind.UNCLEAR:  # it follows at once, or is about something else
            before = self._before(passage, sentence)[-1:]
            follows = [c for c in before if sentence.start - c.extent.stop <= _NEXT]
            return Scope.PARAGRAPH, follows
        caveats, text = self._language.caveats, passage.paragraph.text
        ends = (text, sentence.start, sentence.stop)
        named = self._of_named(passage, sentence)
        if kind is CaveatKind.CANNOT_VERIFY and caveats.sides.search(*ends):
            return Scope.ARTICLE, named or self._of_all_sides()
        if caveats.pair.search(*ends):
            return Scope.PARAGRAPH, self._of_last_voices(passage, sentence, 2)
        here = self._reported(passage, sentence, words)
        if here and (not named or any(claim in named for claim in here)):
            return Scope.CLAUSE, [c for c in here if c.extent.start < words.start] or here
        if named:
            return Scope.ARTICLE, named
        if caveats.pointing.search(*ends):
            return Scope.PARAGRAPH, self._of_last_voices(passage, sentence, 1)
        if kind is CaveatKind.OUTLET_DOUBT and not self._goes_on(text, sentence):
            return Scope.PARAGRAPH, []
        if kind is CaveatKind.CANNOT_VERIFY and not self._points_back(text, sentence, words):
            return Scope.PARAGRAPH, []
        before = self._before(passage, sentence)[-1:]
        return Scope.PARAGRAPH, before or self._of_paragraph_before(passage)

    def _reported(self, passage: Passage, sentence: Span, words: Span) -> list[Claim]:
        """The claims that the sentence of doubt reports itself."""
        return [
            claim
            for claim in self._in(passage, sentence)
            if claim.statement.act is not Act.CANNOT_VERIFY
            and not self.is_outlets(claim.statement)
            and not _is_cue(claim, words)
            and not self._is_doubt(claim.statement, claim.passage)
        ]

    def _before(self, passage: Passage, sentence: Span) -> list[Claim]:
        """The claims before the sentence in its paragraph."""
        return [
            claim
            for claim in self.claims
            if claim.passage.paragraph.id == passage.paragraph.id
            and claim.extent.stop <= sentence.start
        ]

    def _goes_on(self, text: str, sentence: Span) -> bool:
        """Whether the sentence is about whoever spoke before it: "They gave no evidence"."""
        first = WORD.search(text, sentence.start, sentence.stop)
        grammar = self._language.speech.grammar
        own = {*grammar.personal, *grammar.neuter, *grammar.plural}
        return first is not None and first[0].casefold() in own

    def _points_back(self, text: str, sentence: Span, words: Span) -> bool:
        """Whether what could not be checked is what was said: "the claim", "it", "the toll"."""
        caveats = self._language.caveats
        around = text[sentence.start : words.start] + text[words.stop : sentence.stop]
        lows = [word.casefold() for word in WORD.findall(around + words.of(text))]
        if lows[:1] == ["it"]:  # "it was not possible to"
            lows = lows[1:]
        return not (caveats.saying | caveats.pointing_back).isdisjoint(lows)

    def _in(self, passage: Passage, sentence: Span) -> list[Claim]:
        return [
            claim
            for claim in self.claims
            if claim.passage.paragraph.id == passage.paragraph.id
            and claim.extent.overlaps(sentence)
        ]

    def _is_doubt(self, statement: Statement, passage: Passage) -> bool:
        """Whether it says nothing but such a thing itself: "gave no evidence"."""
        said = passage.paragraph.text[statement.content[0].start : statement.content[-1].stop]
        doubt = self._language.caveats.kinds[CaveatKind.OUTLET_DOUBT]
        return doubt.fullmatch(said.strip()) is not None

    def _of_all_sides(self) -> list[Claim]:
        """What governments and armed groups say in the article."""
        return [
            claim
            for claim in self.claims
            if any(voice.is_body for voice in self._voices.get(claim.statement.id, ()))
            or self._is_of_armed_groups(claim.statement)
        ]

    def _is_of_armed_groups(self, statement: Statement) -> bool:
        """Whether its source is one of them, whichever: "one of the paramilitary groups"."""
        words = set((statement.source or "").casefold().split())
        known = self._language.claims
        return not words.isdisjoint(known.armed) and not words.isdisjoint(known.groups)

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
            for claim in self.claims
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
            for claim in self.claims
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
            for claim in self.claims
            if self._places[claim.passage.paragraph.id] == here - 1
            and not self.is_outlets(claim.statement)
        ]


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
