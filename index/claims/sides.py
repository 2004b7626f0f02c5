"""The sides of a story: who says what, a block for each party, and who says nothing here.

Nothing is weighed: a block has what one party is reported as saying, the newest first, under
whoever reported it. The same words in several outlets are shown once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from corpus.attribution.types import Act
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.sentences import split_sentences
from corpus.speakers.names import fold
from corpus.types import Article, Span
from index.claims.caveat import Caveat, CaveatKind, Scope
from index.claims.caveats import caveats_in
from index.claims.origins import Origin, Origins, families, find_origins, when
from index.claims.publishers import Publishers
from index.claims.story import Claim, Topic, by_article, claims_in, only_points
from index.claims.topics import is_about, touches
from index.claims.voices import Voice, VoiceKind, voices_of
from index.copies import copies_among
from index.types import Passage

# Where a claim is trimmed at its end: a comma, and a word that only joins it to what follows.
_LOOSE = " ,;:–—-"
# Words of a claim that say too little without the cue before them: "questioned their accuracy".
_FEW = 4
# Words with which a claim begins, among which it may say to whom. Set by hand; not measured.
_OPENING = 6
# Words that the names of one group have in common in two translations. Set by hand; not measured.
_SHARED = 2
# Characters of a description that is shown for a name. Set by hand.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Block:
    """What one voice says, newest first; `caveats` are shown once under it all."""

    voice: Voice
    claims: tuple[Claim, ...]
    origins: tuple[Origin, ...]
    outlets: tuple[str, ...]
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """A topic by who speaks on it.

    `caveats` are those of whole articles, which are shown once over all of their claims. `silent`
    are the parties of the story which its `articles` quote on nothing here.
    """

    topic: Topic
    blocks: tuple[Block, ...]
    voices: Mapping[int, tuple[Voice, ...]]
    origins: Origins
    caveats: tuple[Caveat, ...]
    silent: tuple[Voice, ...]
    articles: tuple[Article, ...]
    outlets: tuple[str, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that are shown, block by block; one that two share twice."""
        return tuple(claim for block in self.blocks for claim in block.claims)

    @property
    def unread(self) -> int:
        """How many articles may hold more, as it could not be found who says what in them."""
        return sum(not article.speakers_read for article in self.articles)

    @property
    def numbers(self) -> Mapping[int, int]:
        """The number of each claim, from 1, by its statement; one that two share has one."""
        ids = dict.fromkeys(claim.statement.id for claim in self.claims)
        return {id_: number for number, id_ in enumerate(ids, start=1)}

    @property
    def doubts_over_all(self) -> tuple[Caveat, ...]:
        """What outlets doubt of several parties' claims, to be shown once, after all blocks."""
        return tuple(caveat for caveat in self._doubts if self._is_over_all(caveat))

    def doubts_of(self, statements: Set[int]) -> tuple[Caveat, ...]:
        """What else outlets doubt of the claims of these statements."""
        return tuple(
            caveat
            for caveat in self._doubts
            if not statements.isdisjoint(caveat.about) and not self._is_over_all(caveat)
        )

    @property
    def _doubts(self) -> Iterator[Caveat]:
        """All but verbs of claiming: the act over the claim says so."""
        return (caveat for caveat in self.caveats if caveat.kind is not CaveatKind.CLAIMED)

    def _is_over_all(self, caveat: Caveat) -> bool:
        heads = (
            any(claim.statement.id in caveat.about for claim in block.claims)
            for block in self.blocks
        )
        return caveat.scope is Scope.ARTICLE and sum(heads) > 1

    def speaker_of(self, claim: Claim) -> str | None:
        """Who says it, by one name; as the article calls them where they are several, or have no
        name."""
        voices = self.voices.get(claim.statement.id, ())
        if len(voices) != 1:
            return claim.statement.speaker
        told = claim.statement.description or ""
        if voices[0].kind is VoiceKind.DESCRIBED and len(told) <= _LONGEST:
            return told or voices[0].speaker
        return voices[0].speaker

    def caveats_of(self, claim: Claim) -> tuple[Caveat, ...]:
        """What an outlet says in doubt of a claim."""
        return tuple(caveat for caveat in self.caveats if claim.statement.id in caveat.about)


def find_sides(topic: Topic, publishers: Publishers, *, language: Language = ENGLISH) -> Sides:
    """Everything said on a topic, by who says it."""
    voices = voices_of(topic.passages, is_outlet=publishers.knows, language=language)
    every = claims_in(topic.passages)
    caveats = caveats_in(topic.passages, voices, is_outlet=publishers.knows, language=language)
    doubting = {
        claim.statement.id for claim in every if claim.statement.act is Act.CANNOT_VERIFY
    } & {
        claim.statement.id
        for claim in every
        for caveat in caveats
        if caveat.kind is CaveatKind.CANNOT_VERIFY
        and caveat.passage.paragraph.id == claim.passage.paragraph.id
    }
    claims = [
        claim
        for claim in every
        if claim.statement.id not in doubting
        and is_about(topic, claim, language=language)
        and not only_points(claim, language=language)
    ]
    claims = _without_parts(claims, voices)
    texts = by_article(topic.passages)
    is_copy = copies_among(
        lambda article: "\n\n".join(p.paragraph.text for p in texts.get(article.number, ()))
    )
    origins = find_origins(claims, voices, publishers, is_copy)
    blocks = _blocks(claims, voices, origins, publishers)
    shown = {claim.statement.id for block in blocks for claim in block.claims}
    return Sides(
        topic=topic,
        blocks=blocks,
        voices=voices,
        origins=origins,
        caveats=tuple(caveat for caveat in caveats if not shown.isdisjoint(caveat.about)),
        silent=_silent(topic, every, voices, blocks),
        articles=topic.story.articles,
        outlets=families(topic.story.articles, publishers),
    )


def _without_parts(claims: Sequence[Claim], voices: Mapping[int, tuple[Voice, ...]]) -> list[Claim]:
    """Without what is said within another claim of the same voice: "what he described as"."""
    by_place: dict[object, list[Claim]] = {}
    for claim in claims:
        key = (claim.passage.paragraph.id, voices.get(claim.statement.id))
        by_place.setdefault(key, []).append(claim)
    parts = {
        claim.statement.id
        for some in by_place.values()
        for claim in some
        for other in some
        if other is not claim
        and other.extent.start <= claim.extent.start
        and claim.extent.stop <= other.extent.stop
        and len(claim.extent) < len(other.extent)
    }
    return [claim for claim in claims if claim.statement.id not in parts]


def _blocks(
    claims: Sequence[Claim],
    voices: Mapping[int, tuple[Voice, ...]],
    origins: Origins,
    publishers: Publishers,
) -> tuple[Block, ...]:
    """Parties first, those with most to say before others, then the described, then outlets, and
    last what nobody can be named for."""
    under: dict[object, list[Claim]] = {}
    names: dict[object, Voice] = {}
    for claim in claims:
        for voice in voices.get(claim.statement.id, ()):
            under.setdefault(voice.key, []).append(claim)
            if voice.is_body or voice.key not in names:  # a nation's official may come first
                names[voice.key] = voice
    blocks = [
        _block(names[key], _once(some, origins), some, origins, publishers)
        for key, some in under.items()
    ]
    order = list(VoiceKind)
    blocks.sort(
        key=lambda block: (
            order.index(block.voice.kind),
            not block.voice.is_body,
            -len(block.outlets),
            -len(block.claims),
            block.voice.name,
        )
    )
    return tuple(blocks)


def _block(
    voice: Voice,
    shown: Sequence[Claim],
    every: Sequence[Claim],
    origins: Origins,
    publishers: Publishers,
) -> Block:
    numbers = dict.fromkeys(origins.of[claim.statement.id] for claim in every)
    return Block(
        voice=voice,
        claims=tuple(newest_first(shown)),
        origins=tuple(origin for origin in origins.all if origin.id in numbers),
        outlets=families([claim.passage.article for claim in every], publishers),
    )


def _once(claims: Sequence[Claim], origins: Origins) -> list[Claim]:
    """Of claims in the same words the earliest that was published, which the others echo."""
    kept: list[Claim] = []
    gone: set[int] = set()
    for claim in sorted(claims, key=when):
        if claim.statement.id in gone:
            continue
        kept.append(claim)
        gone |= {echo.statement.id for echo in origins.echoes.get(claim.statement.id, ())}
    return kept


def newest_first(claims: Iterable[Claim]) -> list[Claim]:
    """By the time of publication, undated last; those of one article in its order."""
    ordered = sorted(
        claims,
        key=lambda claim: (
            claim.passage.article.number,
            claim.passage.paragraph.position,
            claim.extent.start,
        ),
    )
    ordered.sort(key=lambda claim: claim.passage.article.published or "", reverse=True)
    return ordered


def _silent(
    topic: Topic,
    every: Sequence[Claim],
    voices: Mapping[int, tuple[Voice, ...]],
    blocks: Sequence[Block],
) -> tuple[Voice, ...]:
    """Parties that are quoted in the story, but on nothing here.

    Nobody is called silent by mistake: not who has a word of the topic in a sentence of theirs, nor
    whose words point at what may be on the topic, nor who may be somebody that is heard under
    another translation of their name.
    """
    heard = {block.voice.key: block.voice for block in blocks}
    for claim in every:
        if touches(topic, claim) or only_points(claim):
            heard |= {voice.key: voice for voice in voices.get(claim.statement.id, ())}
    names = [set(fold(voice.name).split()) for voice in heard.values()]
    found: dict[object, Voice] = {}
    for claim in every:
        for voice in voices.get(claim.statement.id, ()):
            if (
                voice.kind is VoiceKind.PARTY
                and voice.has_office
                and not (voice.key in heard or any(_is_alike(voice.name, name) for name in names))
            ):
                found.setdefault(voice.key, voice)
    return tuple(sorted(found.values(), key=lambda voice: (not voice.is_body, voice.name)))


def _is_alike(name: str, other: set[str]) -> bool:
    """Whether it is another name but for one word: "Liberty" and "Freedom of Norland Legion"."""
    words = set(fold(name).split())
    return len(words & other) >= _SHARED and len(words) == len(other) == len(words & other) + 1


def quoted(claim: Claim) -> Span:
    """What is shown of a claim: its words, with the cue before them that makes them a denial."""
    text, extent = claim.passage.paragraph.text, claim.extent
    start, stop = extent.start, extent.stop
    cue = claim.statement.cue
    few = len(text[start:stop].split()) < _FEW
    if cue and (few or claim.statement.act is not Act.STATES or _needs_its_cue(text[start:stop])):
        at = text.rfind(cue, 0, start)
        between = text[at + len(cue) : start].strip(" ,")
        if at >= 0 and (not between or between in ENGLISH.speech.grammar.complementisers):
            return Span(at, _trimmed(text, at, stop))
    first = text[start:stop].partition(" ")[0]
    if first in ENGLISH.speech.grammar.that and len(first) + 1 < stop - start:
        start += len(first) + 1
    return Span(start, _trimmed(text, start, stop))


def _needs_its_cue(said: str) -> bool:
    """Whether it begins with whom it was said to, or of what: "the panel that …", "of boats …"."""
    first, *more = said.split()[:_OPENING]
    joints = ENGLISH.speech.grammar.complementisers
    return first == "of" or any(word in joints for word in more)


def _trimmed(text: str, start: int, stop: int) -> int:
    """Without a comma at the end, or an "and" to which nothing belongs."""
    joins = ENGLISH.speech.names.joins
    while True:
        shorter = start + len(text[start:stop].rstrip(_LOOSE))
        last = text[start:shorter].rsplit(" ", 1)
        if len(last) == 2 and last[1].casefold() in joins:
            shorter -= len(last[1])
        if shorter == stop or shorter <= start:
            return stop
        stop = shorter


def sentences_of(claim: Claim, *, language: Language = ENGLISH) -> Span:
    """The sentences that a claim stands in, in its paragraph."""
    spans = [
        span
        for span in split_sentences(claim.passage.paragraph.text, language)
        if span.overlaps(claim.extent)
    ]
    return Span(spans[0].start, spans[-1].stop) if spans else claim.extent


def passages_shown(sides: Sides) -> list[Passage]:
    """Every paragraph that words are shown of, those with the same words elsewhere included."""
    found = {
        one.passage.paragraph.id: one.passage
        for claim in sides.claims
        for one in (claim, *sides.origins.echoes.get(claim.statement.id, ()))
    }
    found |= {caveat.passage.paragraph.id: caveat.passage for caveat in sides.caveats}
    return list(found.values())
