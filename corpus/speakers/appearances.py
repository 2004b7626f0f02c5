"""Appearances: what one article tells of one of its speakers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.attribution.types import Attribution
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.words import stem
from corpus.speakers.names import Name, NameKind, fold, read_name
from corpus.speakers.owners import (
    Heard,
    party_of_counterpart,
    party_of_joint_office,
    party_of_owner,
)
from corpus.speakers.parties import Party, party_in
from corpus.speakers.states import is_army_of_its_own, states_in
from corpus.types import Span

# Names of other people and things in an article that are kept to tell its story by. Set by hand;
# not measured.
_MOST_OTHERS = 60
# Words of its own that are kept beside them ("Halvard", "Tolva"), and the share of news articles
# that may have them, too. Set by hand; not measured apart.
_MOST_WORDS, _OWN = 60, 0.02
_SPORT = 4  # words of sport in an article about it; set by hand, not measured
_LONGEST = 6  # words; longer ones are headlines in capitals
_WORD = re.compile(r"[^\W\d_](?:[\w.&’'-]*\w)?\.?")
_NAMES = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'-]*[\w](?:(?:\s|\s(?:of|the|de|von|van|bin|al)\s)[A-Z][\w’'-]*\w)+"
)
_OWN_WORD = re.compile(r"(?<![\w’'-])[A-Z][a-z][\w-]*[a-z](?![\w-])")
_BESIDE = re.compile(r"\band (?:an?|her|his|its|other|our|the|their)\b")
_IN_BRACKETS = re.compile(
    r"((?:[A-Z][\w'’-]*(?: (?:of|for|the|and|on|de))* ){2,8})\(([A-Z][A-Z&]{1,7})\)"
)
_OTHERS_OWN = re.compile(r"^.*['’]s?\s")
_COURTEOUS = re.compile(
    r"\b(?P<courtesy>Mr|Mrs|Ms|Miss|Sir)\b\.? (?=(?P<first>\S{1,60}))"
    r"(?=(?:[A-Z][\w’'-]+ (?P<second>\S{1,60}))?)"
)
_EDGE = re.compile(r"\b")
_COURTESY = {"mr": "male", "sir": "male", "mrs": "female", "ms": "female", "miss": "female"}


@dataclass(frozen=True, slots=True)
class Appearance:
    """One speaker of one article: the name there, and what tells who that is.

    `offices` are words of office in the descriptions, `others` the names beside it in the article
    and the words of the article's own,
    `acronyms` short forms that the article gives in brackets after the name, `state` a word
    of the name for a state that no list has, and its name. `party` has a span of
    the article's text; `described` are the words that say who it is.
    """

    article: int
    speaker: str
    name: Name
    gender: str | None = None
    offices: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    state: tuple[str, str] | None = None
    party: Party | None = None
    described: str = ""
    count: int = 1


def appearances_of(
    article: int,
    text: str,
    attributions: Iterable[Attribution],
    *,
    title: str | None = None,
    language: Language = ENGLISH,
) -> list[Appearance]:
    """The speakers of an article, each once, with what its text tells of them."""
    by_speaker: dict[str, list[Attribution]] = {}
    for attribution in attributions:
        if attribution.speaker is not None:
            by_speaker.setdefault(attribution.speaker, []).append(attribution)
    if not by_speaker:
        return []
    told = f"{title or ''}\n{text}"
    others = _others(told, language) | _own_words(told, language)
    short, courtesies = _bracketed(text), _courtesies(text)
    found = [
        _appearance(article, text, speaker, some, others, short, courtesies, language)
        for speaker, some in by_speaker.items()
    ]
    heard = [Heard(one.name, one.party, by_speaker[one.speaker]) for one in found]
    states = states_in(text, language)
    found = [
        replace(
            one,
            party=party_of_joint_office(one.name.shown, text, states, language)
            or one.party
            or _party_of_owner(one, by_speaker, heard, text, language),
        )
        for one in found
    ]
    voiced = {one.party.name: one.party for one in found if one.party and _is_person(one.name)}
    return [
        replace(one, party=_in_full(one.party or voiced.get(one.name.shown), text, language))
        for one in found
    ]


def _in_full(party: Party | None, text: str, language: Language) -> Party | None:
    """By the armed group itself where it is a body's of it, and by the full name that the article
    has for "the Front"."""
    if party is None:
        return None
    group = re.sub(r"^.* of (?:the )?(?=[A-Z])|['’]s? [A-Z].*$", "", party.name)
    armed = language.offices.armed
    name = party.name if armed.isdisjoint(group.lower().split()) else group
    if name.lower() in armed:
        full = set(re.findall(rf"(?:[A-Z][\w’'-]*\w )+{re.escape(name)}(?![\w-])", text))
        full = {_without_opener(one, language) for one in full} - {name}
        name = full.pop() if len(full) == 1 else name
    return replace(party, name=name)


def _without_opener(name: str, language: Language) -> str:
    """ "River Front" of "The River Front"."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in language.writing.openers else name


def _party_of_owner(
    appearance: Appearance,
    by_speaker: Mapping[str, Sequence[Attribution]],
    heard: Sequence[Heard],
    text: str,
    language: Language,
) -> Party | None:
    """What a person's description shows by "its" or "the army's", where all of them agree."""
    if not _is_person(appearance.name, personal=_is_personal(appearance, language)):
        return None
    states = states_in(text, language)
    shown = [
        party
        for said in by_speaker[appearance.speaker]
        for span in _descriptions([said])
        if (
            party := party_of_owner(span, said, heard, text, language)
            or party_of_counterpart(span, heard, text, states, language)
        )
        is not None
    ]
    return shown[0] if len({party.name for party in shown}) == 1 else None


def _appearance(
    article: int,
    text: str,
    speaker: str,
    attributions: Sequence[Attribution],
    others: frozenset[str],
    short: Mapping[str, str],
    courtesies: Mapping[str, Collection[str]],
    language: Language,
) -> Appearance:
    spans = _descriptions(attributions)
    described = [(span, span.of(text)) for span in spans]
    offices = frozenset(
        office for _, words in described for office in _offices(words, speaker, language)
    )
    told = courtesies.get(speaker.split()[-1], set())
    gender = next(iter(told)) if len(told) == 1 else None
    personal = gender is not None or bool(offices & _persons(language))
    states = states_in(text, language)
    words = (re.sub(r"['’]s?$", "", word).lower() for word in (*speaker.split(), speaker))
    state = next(((word, states[word]) for word in words if word in states), None)
    name = read_name(speaker, role=personal, state=state)
    return Appearance(
        article=article,
        speaker=speaker,
        name=name,
        gender=_gender_of_forename(name, language) or gender,
        offices=offices,
        others=others,
        acronyms=frozenset(a for a, full in short.items() if full in _bare(name.shown)),
        state=state,
        party=_party(
            described,
            name,
            states,
            language,
            person=_is_person(name, personal=personal),
            team=_is_of_sport(text, language),
        ),
        described=" | ".join(dict.fromkeys(words for _, words in described)),
        count=len(attributions),
    )


def _bare(shown: str) -> tuple[str, ...]:
    """A name, folded, and without whose it is: "Norland's River Guard"."""
    return fold(shown), fold(_OTHERS_OWN.sub("", shown))


def _descriptions(attributions: Sequence[Attribution]) -> list[Span]:
    """The words that say who the speaker is, those chosen for it first."""
    found: dict[Span, None] = {}
    for attribution in attributions:
        if attribution.description is not None:
            found[attribution.description] = None
    for attribution in attributions:
        if attribution.source is not None and attribution.antecedent is None:
            found[attribution.source] = None
    return list(found)


def _offices(words: str, speaker: str, language: Language) -> set[str]:
    """Words of office, each in its usual form: "president", "senator"."""
    names, usual = language.speech.names, language.offices.offices
    known = (names.titles | names.roles | language.offices.heads) - names.address - names.courtesies
    before, _, after = words.partition(speaker)
    found = set()
    # "President Bell's son" is no president.
    own = " | ".join(
        _OTHERS_OWN.sub("", part) for part in re.split(r"[,;()]", f"{before} | {after}")
    )
    tokens = [match[0].lower().rstrip(".") for match in _WORD.finditer(own)]
    partial = ("deputy", "vice", "prime", "general", "chief")
    for previous, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        token = usual.get(token.removesuffix("’s").removesuffix("'s"), token)
        # "The Front's political chief"
        whole = previous and not after and token in language.offices.chiefs
        if token in known and (token not in partial or whole):
            found.add(f"{previous} {token}" if previous in ("vice", "prime", "deputy") else token)
    return found


def _persons(language: Language) -> frozenset[str]:
    """Offices that only a person holds."""
    names = language.speech.names
    bodies = names.organisations | {"command", "force", "intelligence", "defense", "guard"}
    return (names.titles | names.roles) - bodies | {"spokesperson", "chairperson", "adviser"}


def _courtesies(text: str) -> dict[str, set[str]]:
    """The genders that "Mr" or "Ms" gives to each surname, wherever it stands: "Mr Carl Bell"."""
    found: dict[str, set[str]] = {}
    for match in _COURTEOUS.finditer(text):
        for word in filter(None, match.group("first", "second")):
            # "Bell’s" is Bell, too.
            for end in {edge.start() for edge in _EDGE.finditer(word)}:
                found.setdefault(word[:end], set()).add(_COURTESY[match["courtesy"].lower()])
    return found


def _gender_of_forename(name: Name, language: Language) -> str | None:
    if not name.forenames:
        return None
    names, forename = language.speech.names, name.words[0]
    return "female" if forename in names.female else "male" if forename in names.male else None


def _others(text: str, language: Language) -> frozenset[str]:
    """Full names of people and organisations, by which a story is known again.

    Other words with capitals ("More Videos", "Get Up") are too often the page's own.
    """
    names = language.speech.names
    nations, people = language.speech.nations, names.female | names.male
    found: dict[str, None] = {}
    for match in _NAMES.finditer(text):
        words = match[0].split()
        while words and words[0].lower() in language.writing.openers:
            words = words[1:]
        titles = names.titles | names.address
        while len(words) > 2 and words[0].lower().rstrip(".") in titles:
            words = words[1:]
        name = fold(re.sub(r"['’]s$", "", " ".join(words)))
        parts = set(name.split())
        told = (words and words[0].lower() in people) or not names.organisations.isdisjoint(parts)
        if 1 < len(words) <= _LONGEST and told and name not in nations:
            found[name] = None
            if len(found) >= _MOST_OTHERS:
                break
    return frozenset(found)


def _own_words(text: str, language: Language) -> frozenset[str]:
    """Words that always have a capital and that hardly any other news has: a ship, a mine."""
    lower = frozenset(re.findall(r"(?<!\w)[a-z]\w+", text))
    names = language.speech.names
    known = names.female | names.male | names.titles | names.roles | names.organisations
    known |= names.days | names.affiliations | language.speech.nations.keys() | lower
    found: dict[str, None] = {}
    for match in _OWN_WORD.finditer(text):
        word = fold(match[0])
        if word not in known and language.commonness.get(stem(word, language), 0.0) < _OWN:
            found[word] = None
            if len(found) >= _MOST_WORDS:
                break
    return frozenset(found)


def _bracketed(text: str) -> dict[str, str]:
    """ "Russian Volunteer Corps (RVC)": the short form with the full name, folded."""
    found: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        words = match[1].split()
        for start in range(len(words)):
            run = [w for w in words[start:] if w[0].isupper()]
            initials = "".join(part[0] for w in run for part in w.split("-")).upper()
            if initials == match[2]:
                found.setdefault(match[2].lower(), fold(" ".join(words[start:])))
                break
    return found


def _party(
    described: Sequence[tuple[Span, str]],
    name: Name,
    states: Mapping[str, str],
    language: Language,
    *,
    person: bool,
    team: bool,
) -> Party | None:
    """What the descriptions show, where they agree; as a span of the article.

    A nation's name is a `team` in an article about sport, and speaks for no nation.
    """
    if team and name.kind is NameKind.NATION:
        return None
    found: list[Party] = []
    if name.kind is NameKind.NATION:
        itself = party_in(name.shown, states=states, language=language)
        for span, words in described if itself else ():
            at = words.find(name.shown)
            if itself and at >= 0:
                return Party(itself.name, Span(span.start + at, span.start + at + len(name.shown)))
    for span, words in described:
        beside = _BESIDE.search(words)
        if beside and not person:
            continue
        # Of "Ada Bell and the Norland government" the first part alone is about Ada Bell.
        own = words[: beside.start()] if beside and name.shown in words[: beside.start()] else words
        shown = party_in(own, name=name.shown if person else "", states=states)
        if shown is not None:
            found.append(Party(shown.name, shown.span.shifted(span.start), shown.held))
    if not found and described and _is_armed(name, language):
        span, words = described[0]
        at = max(words.find(name.shown), 0)
        return Party(name.shown, Span(span.start + at, span.start + at + len(name.shown)))
    if not found or len({party.name for party in found}) > 1:
        return None
    return next((party for party in found if not party.held), found[0])


def _is_person(name: Name, *, personal: bool = False) -> bool:
    """Whether it is, or may be, a person's name: with a forename, or with what persons hold."""
    may_be = len(name.words) > 1 or personal
    return name.kind is NameKind.PERSON or (name.kind is NameKind.OPEN and may_be)


def _is_personal(appearance: Appearance, language: Language) -> bool:
    return appearance.gender is not None or bool(appearance.offices & _persons(language))


@lru_cache(maxsize=4)
def _is_of_sport(text: str, language: Language) -> bool:
    words = re.findall(r"[a-z]+", text)
    return sum(word in language.offices.sports for word in words) >= _SPORT


def _is_armed(name: Name, language: Language) -> bool:
    """Whether it is an armed group, which speaks for itself whatever nation its name has."""
    group = name.kind is NameKind.ORGANISATION or len(name.words) == 1
    if group and is_army_of_its_own(name.shown):
        return True
    return group and not language.offices.armed.isdisjoint(name.words)
