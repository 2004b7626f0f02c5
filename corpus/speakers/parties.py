"""Parties: the nation or organisation that a speaker holds an office of, by a description.

A nation's word alone makes no party. It needs an office that belongs to it ("the Norland defence
ministry", "a spokesman for Norland's president"), that is held now, and no other nation beside it.
Whatever is in doubt gives none: a wrong side is worse than no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Span

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-’'.&]\w+)*|[^\w\s]")
_APART = frozenset(',;:()[]"“”—–|/')
_POSSESSIVES = ("'s", "’s")
_BARE_POSSESSIVES = ("'", "’")
_LONGEST_NATION = 3  # words
_LONGEST_OFFICE = 4  # words
_ARMED = ENGLISH.offices.armed


@dataclass(frozen=True, slots=True)
class Party:
    """Whom somebody speaks for, and the words of the description that show it.

    `held` is False where they say that the office was held once: that is no party, and speaks
    against one that other articles give.
    """

    name: str
    span: Span
    held: bool = True


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    low: str
    start: int
    stop: int
    segment: int
    possessive: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A nation's word: the tokens from `first` up to `stop`."""

    nation: str
    first: int
    stop: int
    word: str


def party_in(
    description: str,
    *,
    name: str = "",
    states: Mapping[str, str] = MappingProxyType({}),
    language: Language = ENGLISH,
) -> Party | None:
    """The party that a description shows; `name` is the speaker's, if that is a person.

    `states` are those that the article tells of besides the nations, by each word for them.
    Nation words within a person's name tell nothing. Evidence for two parties is evidence for none.
    """
    nations = {**language.speech.nations, **states} if states else language.speech.nations
    reader = _Reader(description, name, nations, language)
    found = reader.nations() or reader.organisations()
    if len({party.name.casefold() for party in found}) != 1:
        return None
    held = [party for party in found if party.held]
    return held[0] if len(held) == len(found) else found[0]


class _Reader:
    """One description, token by token."""

    def __init__(
        self, description: str, name: str, nations: Mapping[str, str], language: Language
    ) -> None:
        self._language = language
        self._nations = nations
        self._words = language.offices
        self._name = _span_of(name, description)
        self._tokens = list(_tokens(description, self._name))
        self._hits = self._find_hits()
        self._taken = {k: hit for hit in self._hits for k in range(hit.first, hit.stop)}

    # Nations

    def nations(self) -> list[Party]:
        """What each nation's word in the description shows."""
        found: list[Party] = []
        for hit in self._hits:
            party = self._party_of(hit)
            if party is not None:
                found.append(party)
        return found

    def _find_hits(self) -> list[_Hit]:
        hits: list[_Hit] = []
        k = 0
        while k < len(self._tokens):
            hit = self._hit_at(k)
            if hit is None:
                k += 1
            else:
                hits.append(hit)
                k = hit.stop
        return hits

    def _hit_at(self, k: int) -> _Hit | None:
        nations, tokens = self._nations, self._tokens
        if self._in_name(k) or not tokens[k].capital:
            return None
        for length in range(_LONGEST_NATION, 0, -1):
            run = tokens[k : k + length]
            word = " ".join(token.low for token in run)
            capitals = all(token.capital for token in run)
            shouted = len(word) > 2 or run[0].text.removesuffix("’s").removesuffix("'s").isupper()
            if len(run) == length and capitals and shouted and word in nations:
                if any(token.possessive for token in run[:-1]):
                    continue
                return _Hit(nations[word], k, k + length, word)
        for ending in sorted(self._words.installed):
            word = tokens[k].low.removesuffix(ending)
            if word != tokens[k].low and word in nations:
                return _Hit(nations[word], k, k + 1, word)
        return None

    def _party_of(self, hit: _Hit) -> Party | None:
        tokens = self._tokens
        stop, heads, was = self._run(hit)
        after = self._at(stop, hit)
        if self._is_coordinated(hit, after, bool(heads)) or self._is_private(after):
            return None
        if self._goes_to_another(stop, hit) or self._is_one_of_two(stop, hit):
            return None
        bare = not heads
        if bare and (held := self._held_after_name(hit)) is not None:
            return Party(hit.nation, Span(tokens[hit.first].start, tokens[held - 1].stop))
        if bare and not self._stands_alone(hit, after):
            return None
        if not bare and tokens[stop - 1].possessive:
            return None  # "the Norland government's figures"
        if not bare and self._is_of_a_place(hit, heads):
            return None
        if heads and self._words.legislators.issuperset(heads):
            return None  # whoever sits in a parliament does not speak for the nation
        linked, before, start = self._linked(hit, bare)
        if not linked:
            return None
        shown = Span(tokens[start].start, tokens[max(stop, hit.stop) - 1].stop)
        return Party(hit.nation, shown, held=not (was or before))

    def _held_after_name(self, hit: _Hit) -> int | None:
        """Where the office ends in "Norland's Ada Bell, the foreign minister"; None if there is
        none, or anything else is said of it."""
        tokens, words = self._tokens, self._words
        k = hit.stop
        if not tokens[k - 1].possessive or k >= len(tokens) or not self._in_name(k):
            return None
        while k < len(tokens) and self._in_name(k):
            k += 1
        start = k = k + 1  # over the comma
        while k < len(tokens) and tokens[k].text not in _APART:
            k += 1
        office = [token.low for token in tokens[start:k]]
        told = words.openers | words.modifiers | words.heads
        heads = words.heads - words.weak
        return k if told.issuperset(office) and not heads.isdisjoint(office) else None

    def _run(self, hit: _Hit) -> tuple[int, list[str], bool]:
        """Where the office ends that begins with the nation, its nouns, and whether it was held."""
        words, k = self._words, hit.stop
        found: list[str] = []
        length, was = 0, False
        while (token := self._at(k, hit)) is not None:
            low = token.low.removeprefix("ex-")
            if low in words.former or low != token.low:
                was = True
            if low in words.heads or low in words.modifiers or low in words.former:
                length += low not in words.former
                if low in words.heads:
                    found.append(low)
            elif not self._leads_on(k, hit):
                break
            k += 1
        if length == 1 and found and found[0] in words.weak:
            found = []
        return k, found, was

    def _leads_on(self, k: int, hit: _Hit) -> bool:
        """ "Of" between the nouns of an office, or the UN of "Norland's UN ambassador"."""
        low = self._tokens[k].low
        within = low in self._words.within and self._goes_on(k + 1, hit)
        return within or (low in self._words.alliances and self._at(k + 1, hit) is not None)

    def _goes_on(self, k: int, hit: _Hit) -> bool:
        words = self._words
        token = self._at(k, hit)
        if token is not None and token.low == "the":
            token = self._at(k + 1, hit)
        return token is not None and (token.low in words.heads or token.low in words.modifiers)

    def _is_private(self, after: _Token | None) -> bool:
        """ "A government scientist", "the State University": no voice of the nation."""
        words = self._words
        if after is None:
            return False
        organisations = self._language.speech.names.organisations - words.heads
        if after.low in words.private or after.low in words.against or after.low in organisations:
            return True
        follows = (
            after.low in self._words.beside
            or after.low in self._words.following
            or after.low.endswith(("ing", "ed"))
        )
        return not (after.capital or follows or not after.low.isalpha())

    def _stands_alone(self, hit: _Hit, after: _Token | None) -> bool:
        """Whether the nation is named itself, and not its people or what is theirs."""
        words, word = self._words, hit.word
        itself = word == hit.nation.lower() or word in words.capitals or word in words.seats
        itself = itself or word.replace(".", "") in ("us", "usa", "uk", "uae", "united kingdom")
        last = self._tokens[hit.stop - 1]
        clear = after is None or after.low in self._words.beside
        return itself and clear and not last.possessive and word not in words.shared

    def _is_of_a_place(self, hit: _Hit, heads: Sequence[str]) -> bool:
        """ "The Kyiv police", "Georgia's governor"."""
        words = self._words
        civic = hit.word in words.capitals and set(heads) <= words.civic
        return civic or (hit.word in words.shared and not words.state.isdisjoint(heads))

    def _is_coordinated(self, hit: _Hit, after: _Token | None, headed: bool) -> bool:
        """Whether the office is two nations'; of "X and Y's president" it is Y's alone."""
        tokens = self._tokens
        if not headed and after is not None and after.low in ("and", "&", "or"):
            return True
        if not headed and self._is_listed(hit.stop):
            return True
        before = hit.first - 1
        if before >= 1 and tokens[before].low in ("and", "&", "or"):
            if tokens[hit.stop - 1].possessive:
                return False
            other = tokens[before - 1]
            return before - 1 in self._taken or (
                other.capital and other.low not in self._words.heads
            )
        return False

    def _is_one_of_two(self, k: int, hit: _Hit) -> bool:
        """ "A Norland official and an Aldmoor official"."""
        token = self._at(k, hit)
        if token is None or token.low not in ("and", "&", "or"):
            return False
        k += 1
        while (token := self._at(k, hit)) is not None and token.low in self._words.openers:
            k += 1
        return k in self._taken and self._taken[k].nation != hit.nation

    def _is_listed(self, k: int) -> bool:
        """Whether a comma and another nation follow: "Norland, Aldmoor and Weir officials"."""
        tokens = self._tokens
        return k + 1 < len(tokens) and tokens[k].text == "," and k + 1 in self._taken

    def _goes_to_another(self, stop: int, hit: _Hit) -> bool:
        """ "Norland's president Ada Bell's brother"."""
        tokens = self._tokens
        k = stop
        while k < len(tokens) and tokens[k].segment == tokens[hit.first].segment:
            if tokens[k].possessive and not self._in_name(k):
                rest = {t.low for t in tokens[k + 1 :] if t.segment == tokens[k].segment}
                if rest and rest.isdisjoint(self._words.heads | self._words.counsel):
                    return True
            k += 1
        return False

    def _linked(self, hit: _Hit, bare: bool) -> tuple[bool, bool, int]:
        """Whether the office is the speaker's, whether it was, and where the words for it begin."""
        words, tokens = self._words, self._tokens
        was = False
        k = hit.first - 1
        while k >= 0 and tokens[k].segment == tokens[hit.first].segment:
            low = tokens[k].low
            if low in words.against:
                return False, was, k
            if low in words.former or low.startswith("ex-"):
                was = True
            elif low in self._words.beside:
                return self._governed(k, hit, bare, was)
            elif low in ("and", "&", "or"):
                if tokens[hit.stop - 1].possessive:
                    break
            elif self._is_told_of(k):  # "Ada Bell, who is Norland's foreign minister"
                return not bare, was or low in self._language.speech.names.was, hit.first
            elif low not in words.openers and low not in words.modifiers:
                if tokens[k].capital and low not in words.heads:
                    return False, was, k
                if bare:
                    return False, was, k
                if low not in words.heads and low.endswith(("ed", "ing")) and low != "unnamed":
                    return False, was, k  # "backed Norland's army", "met Norland's president"
                if low in words.private or self._is_tie(low):
                    return False, was, k
            k -= 1
        if bare:
            rest = [t for j, t in enumerate(tokens) if j not in self._taken]
            alone = all(t.low in self._language.speech.grammar.articles for t in rest)
            return alone and not self._has_name(), was, hit.first
        return True, was, hit.first

    def _is_told_of(self, k: int) -> bool:
        """Whether it is the "is" of "who is", right after the name."""
        tokens, speech = self._tokens, self._language.speech
        be = speech.names.was | {"is"}
        if k < 2 or tokens[k].low not in be or tokens[k - 1].low not in speech.grammar.who:
            return False
        return self._in_name(k - 3 if tokens[k - 2].text == "," else k - 2)

    def _is_tie(self, low: str) -> bool:
        return low in ("that", "which", "who", "by", "against", "than", "like", "unlike")

    def _governed(self, k: int, hit: _Hit, bare: bool, was: bool) -> tuple[bool, bool, int]:
        """The same for "spokesman for the Norland army", where `k` is the preposition."""
        words, tokens = self._words, self._tokens
        nothing = (False, was, k)
        at = k - 1
        while at >= 0 and (self._in_name(at) or tokens[at].text == "."):
            at -= 1  # "President Ada Bell of Norland", "Lt. Ada Bell of the Norland army"
        if at < 0 or (tokens[at].segment != tokens[k].segment and at == k - 1):
            return nothing
        office = tokens[at].low.removeprefix("ex-")
        holders = words.heads | words.counsel | words.governors | words.chiefs
        if office not in holders and (bare or office not in words.ranks):
            return nothing
        of = tokens[k].low
        if of == "to" and office not in words.counsel:
            return nothing
        if office in words.sent and of in words.sent_to:
            return nothing
        if bare and hit.word in words.capitals and office in words.civic:
            return nothing
        start = at
        segment = tokens[at].segment
        was = was or office != tokens[at].low
        at -= 1
        while at >= 0 and tokens[at].segment == segment:
            low = tokens[at].low
            if low in words.against:
                return nothing
            if low in words.former or low.startswith("ex-"):
                was = True
            elif at in self._taken:
                return nothing  # it is another nation's office, in this one
            elif low in self._words.beside:
                return self._governed(at, hit, bare, was)
            elif low in words.openers or low in words.ranks:
                pass
            elif low in words.heads or low in words.modifiers or low in words.counsel:
                start = at
            elif tokens[at].capital:
                return nothing  # an organisation's office, in the nation
            elif low.endswith(("ed", "ing")):
                return nothing
            at -= 1
        return True, was, start

    # Organisations

    def organisations(self) -> list[Party]:
        """The organisations of which the speaker is a voice or the head."""
        if not self._has_name():
            return []
        found: list[Party] = [*self._served(), *self._led()]
        for k in range(len(self._tokens)):
            if self._in_name(k):
                continue
            if self._heads_one(k):
                if self._is_followed(k) or self._is_within_clause(k):
                    continue
                found += self._owner_before(k)
                found += self._owner_after(k)
        return found

    def _served(self) -> Iterator[Party]:
        """The Front of "Commander Ada Bell of the River Front"."""
        tokens, words = self._tokens, self._words
        after = self._after_name()
        rank = after - 1
        while rank >= 0 and self._in_name(rank):
            rank -= 1
        held = words.ranks | words.chiefs | words.voices | words.heads
        if rank < 0 or after >= len(tokens) or tokens[after].low != "of":
            return
        if tokens[rank].low in held:
            yield from self._named_from(after + 1, rank, armed=True)

    def _led(self) -> Iterator[Party]:
        """The Front of "Ada Bell, who heads the River Front's political office"."""
        tokens, after = self._tokens, self._after_name()
        lows = [token.low for token in tokens[after : after + 3]]
        if lows[:2] == [",", "who"] and lows[2:] and lows[2] in self._words.leading:
            yield from self._named_from(after + 3, after + 2, armed=False)

    def _after_name(self) -> int:
        stop = self._name.stop if self._name else 0
        after = (k for k, token in enumerate(self._tokens) if token.start >= stop)
        return next(after, len(self._tokens))

    def _named_from(self, first: int, office: int, *, armed: bool) -> Iterator[Party]:
        """The organisation that begins there, up to its "'s"; only an armed one if so asked."""
        tokens = self._tokens
        while first < len(tokens) and tokens[first].low in self._words.openers:
            first += 1
        stop = first
        while stop < len(tokens) and (
            tokens[stop].capital or (stop > first and tokens[stop].low in ("of", "the"))
        ):
            stop += 1
            if tokens[stop - 1].possessive:
                break
        lows = {token.low for token in tokens[first:stop]}
        if not armed or not self._words.armed.isdisjoint(lows):
            yield from self._organisation(first, stop, office, stop, was=False)

    def _heads_one(self, k: int) -> bool:
        """ "Spokesman", "leader", "secretary general" """
        tokens, words = self._tokens, self._words
        if tokens[k].low in words.voices or tokens[k].low in words.chiefs:
            return True
        return k > 0 and f"{tokens[k - 1].low}-{tokens[k].low}" in words.chiefs

    def _is_followed(self, k: int) -> bool:
        """Whether another noun follows: "the WEIR chief economist"."""
        if k + 1 >= len(self._tokens) or self._tokens[k + 1].segment != self._tokens[k].segment:
            return False
        after = self._tokens[k + 1]
        return after.low not in self._words.beside | self._words.following | self._words.chiefs

    def _is_within_clause(self, k: int) -> bool:
        """ "Ada Bell, who met the River Front's leader" """
        first = next(t for t in self._tokens if t.segment == self._tokens[k].segment)
        return self._is_tie(first.low)

    def _owner_before(self, k: int) -> Iterator[Party]:
        tokens, words = self._tokens, self._words
        start = stop = self._after_owner(k)
        while start > 0 and tokens[start - 1].segment == tokens[k].segment:
            low = tokens[start - 1].low
            if tokens[start - 1].capital or (low in ("of", "for", "and") and start < k):
                start -= 1
            else:
                break
        while stop > start and (
            tokens[stop - 1].low in words.modifiers
            or tokens[stop - 1].low in words.heads
            or tokens[stop - 1].low == "battalion"  # "Valley Fire Battalion Chief"
        ):
            low = tokens[stop - 1].low
            if low in self._language.speech.names.organisations and low != "battalion":
                break
            stop -= 1
        before = [
            t.low for t in tokens if t.segment == tokens[k].segment and t.stop <= tokens[k].start
        ]
        if words.against.isdisjoint(before):
            was = not words.former.isdisjoint(before)
            while start < stop and tokens[
                start
            ].low in words.openers | words.former | words.modifiers | {"of", "for", "and"}:
                start += 1
            yield from self._organisation(start, stop, k, k + 1, was)

    def _after_owner(self, k: int) -> int:
        """Where the office begins that the WEIR has, in "the WEIR's water policy chief"."""
        tokens = self._tokens
        for start in range(k, max(0, k - _LONGEST_OFFICE), -1):
            before = tokens[start - 1]
            if before.segment != tokens[k].segment or (before.capital and not before.possessive):
                break
            if before.possessive:
                return start if before.capital else k
        return k

    def _owner_after(self, k: int) -> Iterator[Party]:
        tokens, words = self._tokens, self._words
        at = k + 1
        if at >= len(tokens) or tokens[at].low not in ("of", "for", "at", "with"):
            return
        at += 1
        if at < len(tokens) and tokens[at].low == "the":
            at += 1
        stop = at
        while stop < len(tokens) and tokens[stop].segment == tokens[k].segment:
            low = tokens[stop].low
            link = low in ("of", "for", "the", "and", "&") and stop > at
            if not (tokens[stop].capital or link):
                break
            stop += 1
            if tokens[stop - 1].possessive:
                return  # "a spokesman for the Norland Club's owner"
        while stop > at and not tokens[stop - 1].capital:
            stop -= 1
        before = [
            t.low for t in tokens if t.segment == tokens[k].segment and t.stop <= tokens[k].start
        ]
        if words.against.isdisjoint(before):
            yield from self._organisation(at, stop, k, stop, not words.former.isdisjoint(before))

    def _organisation(
        self, first: int, stop: int, low: int, high: int, was: bool
    ) -> Iterator[Party]:
        tokens = self._tokens
        run = tokens[first:stop]
        names = self._language.speech.names
        lows = {token.low for token in run}
        of_nation = any(first <= k < stop for k in self._taken)
        if not run or (of_nation and self._words.armed.isdisjoint(lows)):
            return
        acronym = (
            len(run) == 1
            and len(run[0].low) > 1
            and run[0].text.removesuffix("’s").removesuffix("'s").isupper()
        )
        armed = not self._words.armed.isdisjoint(lows)
        known = len(run) > 1 and not names.organisations.isdisjoint(lows)
        own = lows - self._words.modifiers - self._words.heads - self._words.within
        if not (acronym or armed or known) or not own or not run[-1].capital:
            return
        if run[0].low in names.female | names.male or not self._words.chambers.isdisjoint(lows):
            return
        start, end = min(first, low), max(stop, high)
        words = [token.text for token in run]
        words[-1] = words[-1].removesuffix("’s").removesuffix("'s")
        yield Party(" ".join(words), Span(tokens[start].start, tokens[end - 1].stop), held=not was)

    # Tokens

    def _at(self, k: int, hit: _Hit) -> _Token | None:
        """The token, if it is of the same phrase as the nation."""
        if k >= len(self._tokens) or self._in_name(k):
            return None
        token = self._tokens[k]
        return token if token.segment == self._tokens[hit.first].segment else None

    def _in_name(self, k: int) -> bool:
        token = self._tokens[k]
        return self._name is not None and (
            self._name.start <= token.start and token.stop <= self._name.stop + len("'s")
        )

    def _has_name(self) -> bool:
        return self._name is not None


def one_party(parties: Iterable[Party]) -> str | None:
    """The party that several articles agree on; None where they differ, or the office was left.

    "NATO spokesman" and "spokesman for the North Atlantic Treaty Organization" do not differ, nor
    do "the Front" and "the River Front"; and "the defence ministry" may be anybody's.
    """
    known = list(parties)
    known = [party for party in known if party.name != party.name.lower()] or known
    if not known or not all(party.held for party in known):
        return None
    names = sorted({party.name for party in known}, key=lambda name: (-len(name), name))
    longest, *others = names
    return longest if all(_is_same(longest, other) for other in others) else None


def _is_same(longest: str, other: str) -> bool:
    plain, short = longest.replace(".", "").casefold(), other.replace(".", "").casefold()
    parts = longest.replace("-", " ").split()  # "ADF" is the Anti-Dam Front
    initials = "".join(part[0] for part in parts if part[0].isupper()).casefold()
    return short in (plain, initials) or (short in _ARMED and plain.endswith(f" {short}"))


def _tokens(text: str, name: Span | None) -> Iterator[_Token]:
    """The words of a text; a comma, a bracket and the name part it into segments."""
    segment, inside = 0, False
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word in _BARE_POSSESSIVES and _has_bare_possessive(text, match.start()):
            continue
        named = name is not None and name.start <= match.start() < name.stop
        if named != inside:
            segment += 1
            inside = named
        apart = word in _APART
        if apart:
            segment += 1
        low = word.lower()
        possessive = low.endswith(_POSSESSIVES) or _has_bare_possessive(text, match.end())
        for ending in _POSSESSIVES:
            low = low.removesuffix(ending)
        yield _Token(word, low, match.start(), match.end(), segment, possessive)
        if apart:
            segment += 1


def _has_bare_possessive(text: str, end: int) -> bool:
    """ "The Emirates' president"."""
    return text[end - 1 : end] == "s" and text[end : end + 2] in ("' ", "’ ")


@cache
def _span_of(name: str, description: str) -> Span | None:
    if not name:
        return None
    at = description.find(name)
    return Span(at, at + len(name)) if at >= 0 else None
