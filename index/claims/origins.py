"""Origins: from how many independent sources a claim comes.

The same words in several outlets are one claim, whoever printed them; its origin is the speaker. A
statement whose speaker cannot be told, but whose words somebody is quoted with elsewhere, is
theirs. Without a speaker it comes from the agency that one of them credits, else from the publisher
that had it first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.languages.words import WORD
from corpus.types import Article
from index.claims.publishers import Publishers
from index.claims.story import Claim
from index.claims.voices import Voice
from index.copies import COPIED, IsCopy

# Words in a row that two claims have to share, at least, and their part of the shorter one's rows
# of three; in copies of one article the part is COPIED. Set by hand; not measured.
_SHINGLE, _LEAST_WORDS = 3, 5
_SHARED = 0.7
# Characters beside who speaks in which an agency is credited: "told AFP", "(Reuters)".
_BESIDE = 60

_Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom claims come from, by number from 1: the `speaker`, or who brought it without one.

    `via` is the agency that articles credit with it. `outlets` carried it, by their publishers;
    those that nobody knows are left out.
    """

    id: int
    speaker: str | None
    via: str | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins of claims; `of` has the origin of each statement, `echoes` what repeats it.

    The echoes of a statement are the claims of other articles that say the same in the same words.
    """

    all: tuple[Origin, ...]
    of: Mapping[int, int]
    echoes: Mapping[int, tuple[Claim, ...]]


def find_origins(
    claims: Sequence[Claim],
    voices: Mapping[int, tuple[Voice, ...]],
    publishers: Publishers,
    is_copy: IsCopy,
) -> Origins:
    """Trace claims to their origins, in the order in which those first appear."""
    speaking = {
        claim.statement.id: _who(voices.get(claim.statement.id, ()), claim) for claim in claims
    }
    groups = _echoes(claims, is_copy)
    numbers: dict[tuple[str, str], int] = {}
    members: defaultdict[int, list[Claim]] = defaultdict(list)
    speakers: dict[int, str | None] = {}
    vias: defaultdict[int, Counter[str]] = defaultdict(Counter)
    of: dict[int, int] = {}
    named = [_agreed(speaking[claims[k].statement.id] for k in group) for group in groups]
    place = {k: n for n, group in enumerate(groups) for k in group}
    agencies = [credited(claim, publishers) for claim in claims]
    brought = [
        (_first(agencies[k] for k in group), min((claims[k] for k in group), key=when))
        for group in groups
    ]
    for k, claim in enumerate(claims):
        speaker = speaking[claim.statement.id] or named[place[k]]
        agency, first = brought[place[k]]
        via = agencies[k] or (None if speaker else agency)
        key = _key(first.passage.article, speaker, via, publishers)
        number = numbers.setdefault(key, len(numbers) + 1)
        speakers.setdefault(number, speaker)
        if via is not None:
            vias[number][via] += 1
        members[number].append(claim)
        of[claim.statement.id] = number
    return Origins(
        all=tuple(
            Origin(
                number,
                speakers[number],
                vias[number].most_common(1)[0][0] if vias[number] else None,
                families([claim.passage.article for claim in some], publishers),
            )
            for number, some in members.items()
        ),
        of=of,
        echoes={
            claims[k].statement.id: tuple(
                claims[other]
                for other in group
                if claims[other].passage.article.number != claims[k].passage.article.number
            )
            for group in groups
            for k in group
        },
    )


def families(articles: Sequence[Article], publishers: Publishers) -> tuple[str, ...]:
    """The publishers of articles, each once, in order; unknown ones are left out."""
    found = [publishers.family(article) for article in articles]
    return tuple(dict.fromkeys(family for family in found if family is not None))


def credited(claim: Claim, publishers: Publishers) -> str | None:
    """The agency that the paragraph credits beside the words, or the article in its byline."""
    text, extent = claim.passage.paragraph.text, claim.extent
    start = max(0, extent.start - _BESIDE)
    stop = min(len(text), extent.stop + _BESIDE)
    for match in publishers.credited.finditer(text, start, stop):
        inside = extent.start <= match.start() and match.end() <= extent.stop
        name = next(filter(None, match.groups()))
        if not inside:
            return publishers.agency(name)
    article = claim.passage.article
    for place in (article.byline, article.outlet):
        agency = publishers.agency(place) if place else None
        if agency is not None:
            return agency
    return None


def when(claim: Claim) -> tuple[bool, str, int, int]:
    """First published first, undated last."""
    article = claim.passage.article
    place = claim.passage.paragraph.position
    return article.published is None, article.published or "", article.number, place


def _first(agencies: Iterable[str | None]) -> str | None:
    return next(filter(None, agencies), None)


def _key(
    article: Article, speaker: str | None, via: str | None, publishers: Publishers
) -> tuple[str, str]:
    if speaker is not None:
        return "speaker", speaker.casefold()
    if via is not None:
        return "agency", via
    family = publishers.family(article)
    return ("family", family) if family is not None else ("article", str(article.number))


def _who(voices: Sequence[Voice], claim: Claim) -> str | None:
    """Whom a claim comes from, by one name; of several together as the article calls them."""
    speakers = {voice.speaker for voice in voices}
    return speakers.pop() if len(speakers) == 1 else claim.statement.speaker


def _agreed(speakers: Iterable[str | None]) -> str | None:
    """Who is named with words that several articles have, where all that name one agree."""
    named = set(speakers) - {None}
    return named.pop() if len(named) == 1 else None


def _echoes(claims: Sequence[Claim], is_copy: IsCopy) -> list[list[int]]:
    """Claims of different articles in the same words and figures, together; every other one
    alone."""
    words = [_words(claim) for claim in claims]
    shingles = [_shingles(some) for some in words]
    figures = [frozenset(word for word in some if word[0].isdigit()) for some in words]
    holders: defaultdict[_Shingle, list[int]] = defaultdict(list)
    group_of = list(range(len(claims)))
    groups = {k: [k] for k in range(len(claims))}
    for k, mine in enumerate(shingles):
        shared = Counter(place for shingle in mine for place in holders[shingle])
        for other, common in shared.items():
            if group_of[k] == group_of[other] or figures[k] != figures[other]:
                continue
            if not _may_echo(claims[k], claims[other]):
                continue
            shorter = min(len(mine), len(shingles[other]))
            if common >= _SHARED * shorter or (
                common >= COPIED * shorter
                and is_copy(claims[k].passage.article, claims[other].passage.article)
            ):
                into, gone = sorted((group_of[k], group_of[other]))
                for member in groups[gone]:
                    group_of[member] = into
                groups[into] += groups.pop(gone)
        for shingle in mine:
            holders[shingle].append(k)
    return list(groups.values())


def _may_echo(one: Claim, other: Claim) -> bool:
    """Whether one may repeat the other: in another article, as the same act."""
    elsewhere = one.passage.article.number != other.passage.article.number
    return elsewhere and one.statement.act is other.statement.act


def _words(claim: Claim) -> list[str]:
    text = claim.passage.paragraph.text
    return [
        word.casefold() for span in claim.statement.content for word in WORD.findall(span.of(text))
    ]


def _shingles(words: Sequence[str]) -> frozenset[_Shingle]:
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def names_of(origins: Sequence[Origin]) -> Iterator[str]:
    """What these origins are called: by the speaker, else by the agency or the publisher."""
    for origin in origins:
        name = origin.speaker or origin.via or next(iter(origin.outlets), None)
        if name is not None:
            yield name if origin.via in (None, name) else f"{name} ({origin.via})"
