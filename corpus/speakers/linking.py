"""Linking: which speakers of many articles are one, and why.

A name is looked at only beside those that share a key with it (a surname, initials, an
organisation's words), so the work grows with the names that could be meant, not with the corpus.
Precision goes first: a surname alone unites nobody where two bear it, and what stays in doubt
keeps the name it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.speakers.appearances import Appearance
from corpus.speakers.names import NameKind, fold, surnames

# How many names beside the speaker's two articles share where they tell one story. Set by hand on
# articles of origins_dev.
_SAME_STORY = 3
# The same with the words that hardly any other article has: "Halvard", "Tolva". Set by hand; three
# unions came of it in 691 articles, all of them right.
_SAME_EVENT = 5
# Articles of a speaker that are compared for the story. Set by hand; not measured.
_MOST_STORIES = 100
# A form of a name that fewer than one in so many articles have is not the one name. Set by hand.
_RARE = 8
# More bearers of one surname than this are told apart by a full name in the article alone. Set by
# hand; not measured.
_MOST_BEARERS = 200

# Initials of fewer letters are too many names'.
_SHORTEST = 3

Apart = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Linked:
    """An appearance with the speaker's one name, and the reason in words if that is another."""

    appearance: Appearance
    origin: str | None
    reason: str | None = None


@dataclass
class _Bearer:
    """A person or organisation, as far as it has been put together."""

    members: list[tuple[Appearance, str | None]] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    stories: dict[int, frozenset[str]] = field(default_factory=dict)
    genders: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def add(self, appearance: Appearance, reason: str | None) -> None:
        self.members.append((appearance, reason))
        self.learn(appearance)

    def learn(self, appearance: Appearance) -> None:
        self.forms.add(fold(appearance.speaker))
        self.names.add(fold(appearance.name.shown))
        self.offices |= appearance.offices
        self.stories[appearance.article] = appearance.others
        if appearance.gender:
            self.genders.add(appearance.gender)

    @property
    def full(self) -> Appearance:
        """The member with the longest name, which all others are compared with."""
        return max(
            (appearance for appearance, _ in self.members),
            key=lambda a: (len(a.name.words), a.name.kind is not NameKind.OPEN, a.name.shown),
        )

    @property
    def is_person(self) -> bool:
        return any(member.name.kind is NameKind.PERSON for member, _ in self.members)

    @property
    def origin(self) -> str:
        """The fullest good form: initials make none fuller, nor does what hardly anybody writes."""
        shown = Counter(member.name.shown for member, _ in self.members)
        usual = [form for form in shown if shown[form] * _RARE >= len(self.members)]
        return max(
            usual,
            key=lambda form: (_spelt_out(form), shown[form], -len(form.split()), len(form), form),
        )


def keys_of(appearance: Appearance) -> frozenset[str]:
    """By what an appearance may meet another one that is the same speaker."""
    name = appearance.name
    if name.kind not in (NameKind.PERSON, NameKind.OPEN, NameKind.ORGANISATION):
        return frozenset()
    if name.kind is not NameKind.ORGANISATION and name.surname:
        return frozenset(f"surname {surname}" for surname in surnames(name))
    keys = {f"words {' '.join(name.words)}", f"words {' '.join(_without_nation(name.words))}"}
    short = {form for form in name.initials if len(form) >= _SHORTEST}
    short |= {name.acronym} if name.acronym else set()
    return frozenset(keys | {f"short {form}" for form in short | appearance.acronyms})


def link(
    appearances: Iterable[Appearance],
    *,
    apart: Apart = lambda one, other: False,
    language: Language = ENGLISH,
) -> list[Linked]:
    """Each appearance with its speaker's one name.

    `apart` tells of two names, as articles have them, that an editor has split. The result for an
    appearance depends on those alone that are tied to it by keys, over any number of steps.
    """
    people: dict[str, list[Appearance]] = {}
    groups: list[Appearance] = []
    linked: list[Linked] = []
    ordered = sorted(appearances, key=lambda a: (a.article, a.speaker))
    for appearance in ordered:
        name = appearance.name
        if name.kind is NameKind.NOBODY:
            linked.append(Linked(appearance, None))
        elif name.kind in (NameKind.NATION, NameKind.DESCRIPTION):
            linked.append(Linked(appearance, name.shown))
        elif name.surname and name.kind is not NameKind.ORGANISATION:
            people.setdefault(name.surname, []).append(appearance)
        else:
            groups.append(appearance)
    linked += _organisations(groups, apart)
    linked += _people(people, apart, language)
    return [_with_reason(one) for one in linked]


def _with_reason(one: Linked) -> Linked:
    """With a reason where the article has the one name in other words, "Senator" before it."""
    spoken = fold(one.appearance.speaker)
    if one.reason or one.origin is None or spoken == fold(one.origin):
        return one
    named = one.appearance.name.kind not in (NameKind.NATION, NameKind.DESCRIPTION)
    told = f"{one.origin}, with a title or in another spelling"
    return replace(one, reason=told) if named else one


# People


def _people(
    by_surname: Mapping[str, Sequence[Appearance]], apart: Apart, language: Language
) -> list[Linked]:
    linked: list[Linked] = []
    bearers: dict[str, list[_Bearer]] = {}
    bare: list[Appearance] = []
    for some in by_surname.values():
        full = [appearance for appearance in some if appearance.name.forenames]
        bare += [appearance for appearance in some if not appearance.name.forenames]
        for bearer in _full_names(full, apart, language):
            for surname in surnames(bearer.full.name):
                bearers.setdefault(surname, []).append(bearer)
    joined: dict[int, list[tuple[Appearance, str]]] = {}
    everyone: dict[int, _Bearer] = {id(b): b for some in bearers.values() for b in some}
    for appearance in bare:
        found = _bearer_of(appearance, bearers.get(appearance.name.surname, []), apart)
        if found is None:
            linked.append(Linked(appearance, appearance.name.shown))
        else:
            joined.setdefault(id(found[0]), []).append((appearance, found[1]))
    for key, bearer in everyone.items():
        origin = bearer.origin
        told = (reason for a, reason in bearer.members if a.name.shown == origin and reason)
        same = next(told, f"the same name in another spelling: {origin}")
        for appearance, reason in (*bearer.members, *joined.get(key, ())):
            if appearance.name.shown == origin:
                linked.append(Linked(appearance, origin))
            else:
                linked.append(Linked(appearance, origin, reason or same))
    return linked


def _spelt_out(form: str) -> int:
    return sum(len(word.rstrip(".")) > 1 for word in form.split())


def _is_split(appearance: Appearance, bearer: _Bearer, apart: Apart) -> bool:
    """Whether an editor has said that the name is none of this one's."""
    own = (appearance.speaker, appearance.name.shown)
    return any(apart(name, form) for name in own for form in bearer.forms | bearer.names)


def _full_names(
    appearances: Sequence[Appearance], apart: Apart, language: Language
) -> list[_Bearer]:
    """The people of one surname whose forenames are known; fullest names first."""
    forms: dict[tuple[tuple[str, ...], str], list[Appearance]] = {}
    for appearance in appearances:
        key = (appearance.name.forenames, appearance.name.suffix)
        forms.setdefault(key, []).append(appearance)
    by_first: dict[str, list[_Bearer]] = {}
    found: list[_Bearer] = []
    order = sorted(forms, key=lambda form: (-len(form[0]), -len("".join(form[0])), form))
    for form in order:
        first = form[0][0]
        firsts = {first[0], form[0][-1][0]} | {
            full[0] for full in language.offices.nicknames.get(first, ())
        }
        for group in _by_gender(forms[form]):
            near = {id(b): b for letter in sorted(firsts) for b in by_first.get(letter, [])}
            fitting = [
                (bearer, reason)
                for bearer in near.values()
                if (reason := _same_person(group, bearer, apart, language)) is not None
            ]
            if len(fitting) == 1:
                [(bearer, reason)] = fitting
                for member, _ in group.members:
                    bearer.add(member, reason)
                continue
            found.append(group)
            for letter in firsts:
                by_first.setdefault(letter, []).append(group)
    return found


def _by_gender(appearances: Sequence[Appearance]) -> list[_Bearer]:
    """Those of one full name: one person, unless it is a woman's in some articles."""
    groups: dict[str | None, _Bearer] = {}
    for appearance in appearances:
        groups.setdefault(appearance.gender, _Bearer()).add(appearance, None)
    unsaid = groups.pop(None, None)
    if unsaid is not None and len(groups) == 1:
        [(_, group)] = groups.items()
        for member, _ in unsaid.members:
            group.add(member, None)
        unsaid = None
    return [*groups.values(), unsaid] if unsaid is not None else list(groups.values())


def _same_person(group: _Bearer, bearer: _Bearer, apart: Apart, language: Language) -> str | None:
    """Why those of one full name are this person; None where they are not."""
    name, other = group.full.name, bearer.full.name
    if group.genders and bearer.genders and group.genders.isdisjoint(bearer.genders):
        return None
    if name.suffix != other.suffix or _is_split(group.full, bearer, apart):
        return None
    relation = _forenames_fit(name.forenames, other.forenames, language)
    if relation is None:
        return None
    certain = _same_office(group, bearer) or _same_story(group, bearer)
    if relation == "middle":
        if not certain and not _only_initials(name.forenames, other.forenames):
            return None
        relation = f"forename {_first(name.shown)}"
    elif not certain:
        return None
    told = f"surname {_last(name.shown)}, {relation} as in {other.shown}"
    return f"{told}, {certain}" if certain else told


def _forenames_fit(one: tuple[str, ...], other: tuple[str, ...], language: Language) -> str | None:
    """How the forenames may be one person's; None where they are two people's."""
    short, long = sorted((one, other), key=len)
    nicknames = language.offices.nicknames
    if short[0] == long[0]:
        rest, more = short[1:], long[1:]
        if all(_initial_of(a, b) for a, b in zip(rest, more, strict=False)):
            return "middle"
        return None
    if len(long) > 1 and len(long[0]) == 1 and short[0] in long[1:]:
        return "the second forename"
    if len(short[0]) == 1 or len(long[0]) == 1:
        fits = _initial_of(short[0], long[0]) and all(
            _initial_of(a, b) for a, b in zip(short[1:], long[1:], strict=False)
        )
        return "the initial" if fits else None
    a, b = short[0], long[0]
    if b in nicknames.get(a, ()) or a in nicknames.get(b, ()):
        return f"{a.capitalize()} for {b.capitalize()}"
    if nicknames.get(a, frozenset()) & nicknames.get(b, frozenset()):
        return f"{a.capitalize()} for {b.capitalize()}"
    return None


def _only_initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the longer has but initials more: "Ada M. Bell", not "Ada May Bell"."""
    short, long = sorted((one, other), key=len)
    return all(len(word) == 1 for word in long[len(short) :])


def _initial_of(one: str, other: str) -> bool:
    one, other = one.rstrip("."), other.rstrip(".")
    return one == other or (1 in (len(one), len(other)) and one[:1] == other[:1])


def _same_office(one: _Bearer, other: _Bearer) -> str | None:
    offices = sorted(one.offices & other.offices)
    return f"both {' and '.join(map(repr, offices[:2]))}" if offices else None


def _same_story(one: _Bearer, other: _Bearer) -> str | None:
    story = _story(one, other)
    if len(story) < _SAME_STORY:
        story = _event(one, other)
        if len(story) < _SAME_EVENT:
            return None
    return f"the same story ({', '.join(story[:3])})"


def _story(one: _Bearer, other: _Bearer) -> list[str]:
    """The names beside both, in the two articles that share most of them."""
    return max(_shared(one, other), key=len, default=[])


def _event(one: _Bearer, other: _Bearer) -> list[str]:
    """The same with the words of the articles' own."""
    return max(_shared(one, other, words=True), key=len, default=[])


def _shared(one: _Bearer, other: _Bearer, *, words: bool = False) -> Iterator[list[str]]:
    """What each of the one's articles shares with each of the other's.

    Names that have the speaker's own surname tell nothing.
    """
    own = one.full.name.words[-1]
    for here in list(one.stories.values())[:_MOST_STORIES]:
        for there in list(other.stories.values())[:_MOST_STORIES]:
            shared = sorted(name for name in here & there if own not in name.split())
            yield [name for name in shared if words or " " in name]


def _evidence(one: _Bearer, other: _Bearer) -> str | None:
    """What besides a surname speaks for it: an office with a name beside it, or the story.

    Many a Johnson is a director; one with the same people in the article is the same.
    """
    office, story = _same_office(one, other), _story(one, other)
    if office and story:
        return f"{office}, with {story[0]}"
    return _same_story(one, other)


def _bearer_of(
    appearance: Appearance, bearers: Sequence[_Bearer], apart: Apart
) -> tuple[_Bearer, str] | None:
    """Whom a bare surname means, and why; None where that is in doubt."""
    fitting = [
        bearer
        for bearer in bearers
        if not (appearance.gender and bearer.genders and appearance.gender not in bearer.genders)
        and not _is_split(appearance, bearer, apart)
        and appearance.article not in bearer.stories  # which tells the two apart
    ]
    surname = _last(appearance.name.shown)
    alone = _Bearer()
    alone.add(appearance, None)
    fitting = [bearer for bearer in fitting if bearer.is_person]
    named = [bearer for bearer in fitting if bearer.names & appearance.others]
    if len(fitting) > _MOST_BEARERS:
        fitting = named
    if _another_is_named(appearance, fitting):
        return None
    if len(named) == 1:
        # Where the article has the name, it did not say that the surname is theirs.
        others = [bearer for bearer in fitting if bearer is not named[0]]
        if any(appearance.offices & bearer.offices for bearer in others):
            return None
        if _has_namesake(named[0], fitting):
            return None
        if not others or appearance.gender or _evidence(alone, named[0]):
            shown = named[0].origin
            return named[0], f"surname {surname}, and the article has the name {shown}"
        return None
    reasons = [(bearer, reason) for bearer in fitting if (reason := _evidence(alone, bearer))]
    if len(reasons) > 1:
        reasons = _decisive(alone, [bearer for bearer, _ in reasons])
    if len(reasons) != 1:
        return None
    bearer, reason = reasons[0]
    if _has_namesake(bearer, fitting):
        return None
    first = _first(bearer.origin)
    known = "the only one known" if len(bearers) == 1 else f"of {len(bearers)} known"
    return bearer, f"surname {surname}, forename {first} elsewhere ({known}), {reason}"


def _has_namesake(bearer: _Bearer, bearers: Sequence[_Bearer]) -> bool:
    """Whether the surname, or the whole name, is a father's as well as a son's."""
    name = bearer.full.name
    return any(
        other is not bearer
        and other.full.name.forenames[0] == name.forenames[0]
        and other.full.name.suffix != name.suffix
        and name.suffix
        for other in bearers
    )


def _another_is_named(appearance: Appearance, bearers: Sequence[_Bearer]) -> bool:
    """Whether the article has a full name with this surname that none of them bears."""
    surname = appearance.name.words[-1]
    known = {name for bearer in bearers for name in bearer.names}
    full = (other for other in appearance.others if " " in other)
    own = {other for other in full if other.split()[-1] == surname}
    return bool(own) and not own & known


def _decisive(alone: _Bearer, bearers: Sequence[_Bearer]) -> list[tuple[_Bearer, str]]:
    """The one that has both the office and most of the story, if there is one."""
    by_office = [bearer for bearer in bearers if alone.offices & bearer.offices]
    stories = [(len(_story(alone, bearer)), n) for n, bearer in enumerate(bearers)]
    stories.sort(reverse=True)
    best, second = stories[0], stories[1]
    leader = bearers[best[1]]
    clear = best[0] >= max(_SAME_STORY, 2 * second[0])
    if (len(by_office) == 1 and by_office[0] is leader and best[0] > second[0]) or (
        clear and not (by_office and leader not in by_office)
    ):
        chosen = leader
    else:
        return []
    reason = _evidence(alone, chosen)
    return [(chosen, reason)] if reason else []


def _last(shown: str) -> str:
    words = [word for word in shown.split() if word.rstrip(".,").lower() not in ("jr", "sr")]
    return words[-1] if words else shown


def _first(shown: str) -> str:
    return shown.split()[0]


# Organisations


def _organisations(appearances: Sequence[Appearance], apart: Apart) -> list[Linked]:
    by_words: dict[tuple[str, ...], _Bearer] = {}
    short: list[Appearance] = []
    for appearance in appearances:
        name = appearance.name
        if name.acronym and len(name.words) == 1:
            short.append(appearance)
            continue
        bearer = by_words.setdefault(name.words, _Bearer())
        same = bearer.members and bearer.members[0][0].name.shown != name.shown
        if _is_split(appearance, bearer, apart):
            bearer = by_words.setdefault((*name.words, fold(appearance.speaker)), _Bearer())
            same = False
        bearer.add(appearance, "the same words in another order or spelling" if same else None)
    _join_nations(by_words, apart)
    by_letters: dict[str, list[_Bearer]] = {}
    for bearer in by_words.values():
        given = {letters for member, _ in bearer.members for letters in member.acronyms}
        own = {letters for member, _ in bearer.members for letters in member.name.initials}
        for letters in given | {letters for letters in own if len(letters) >= _SHORTEST}:
            by_letters.setdefault(letters, []).append(bearer)
    for appearance in short:
        found = _organisation_of(appearance, by_letters.get(appearance.name.acronym, []), apart)
        if found is not None:
            found[0].add(appearance, found[1])
        else:
            bearer = by_words.setdefault((appearance.name.words[0], "short"), _Bearer())
            bearer.add(appearance, None)
    linked: list[Linked] = []
    for bearer in by_words.values():
        origin = _fullest(bearer)
        linked += [
            Linked(member, origin, reason if member.name.shown != origin else None)
            for member, reason in bearer.members
        ]
    return linked


def _join_nations(by_words: dict[tuple[str, ...], _Bearer], apart: Apart) -> None:
    """ "The Education Department" is the "US Department of Education", if no other nation's is."""
    national: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for words in by_words:
        if _without_nation(words) != words:
            national.setdefault(_without_nation(words), []).append(words)
    for bare, full in national.items():
        one, [first, *others] = by_words.get(bare), full
        if one is None or others or _is_split(one.full, by_words[first], apart):
            continue
        if _story(one, by_words[first]) or _acronyms(one) & _acronyms(by_words[first]):
            for member, reason in by_words.pop(bare).members:
                told = f"{_fullest(by_words[first])}, without the nation, in the same story"
                by_words[first].add(member, reason or told)


def _acronyms(bearer: _Bearer) -> set[str]:
    return {letters for member, _ in bearer.members for letters in member.acronyms}


def _without_nation(words: tuple[str, ...]) -> tuple[str, ...]:
    """An organisation's words without the nation, if it is no more than a department of one."""
    nations = _nations()
    rest = tuple(word for word in words if word not in nations)
    body = not (ENGLISH.offices.bodies | ENGLISH.offices.of_nations).isdisjoint(rest)
    return rest if body and len(rest) > 1 else words


@cache
def _nations() -> frozenset[str]:
    return frozenset(fold(nation) for nation in ENGLISH.speech.nations.values())


def _organisation_of(
    appearance: Appearance, bearers: Sequence[_Bearer], apart: Apart
) -> tuple[_Bearer, str] | None:
    """Whose initials these are: by an article's word, by the story, or as there is no other."""
    letters, written = appearance.name.acronym, appearance.name.shown
    fitting = [b for b in bearers if not _is_split(appearance, b, apart)]
    given = [b for b in fitting if any(letters in m.acronyms for m, _ in b.members)]
    if len(given) == 1:
        return given[0], f"{written} stands in brackets after {_fullest(given[0])}"
    if given or not fitting:
        return None
    named = [b for b in fitting if b.names & appearance.others]
    if len(named) == 1:
        return named[0], f"{written} for {_fullest(named[0])}, which the article names"
    if len(fitting) > 1:
        return None
    [bearer] = fitting
    return bearer, f"the initials of {_fullest(bearer)}, and of nobody else"


def _fullest(bearer: _Bearer) -> str:
    """The most frequent of the longest forms."""
    shown = Counter(a.name.shown for a, _ in bearer.members)
    return max(shown, key=lambda form: (len(form.split()), shown[form], form))
