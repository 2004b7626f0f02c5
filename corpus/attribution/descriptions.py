"""Descriptions: who "the group", "the governor" or "local officials" are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.attribution.discourse import Discourse, Speaker
from corpus.attribution.entities import Entity, EntityType
from corpus.attribution.mentions import Mention, is_agent
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.treebank import PLURAL, SUBJECTS, VERBAL

# Set by hand on the articles that the rules for speakers were developed on; not measured apart.
_NEAR = 2  # paragraphs within which a person of an office is at hand
_AROUND = 8  # tokens around a name in which an apposition says whose lawyer it is
_LEADING = 2  # times as often as any other is what an article is about named
_OFTEN = 2  # times that what an article is about has been the subject


def resolve_description(discourse: Discourse, source: Range, head: int) -> Speaker | None:
    """Who is described: somebody spoken of before, or else the description is all there is."""
    parse = discourse.parse
    grammar, names = parse.speech.grammar, parse.speech.names
    if head + 2 < source[1] and parse.tags[head + 1] == "POS":
        head = source[1] - 1  # "the candidate's former doctor", whom parsers take for a verb
    word, lemma = parse.words[head], parse.lemmas[head]
    if re.fullmatch(grammar.aged, parse.slice(source), re.IGNORECASE):
        return _of_age(discourse, source)
    source = _without_day(parse, source, head)
    definite = parse.words[source[0]] in grammar.definite
    owned = any(parse.tags[k] == "POS" for k in range(source[0], head))
    bare = head - source[0] <= 1 and source[1] - head == 1
    if _is_counted(parse, source):
        return None
    single = not _is_plural(parse, head)
    if (definite or owned) and single and lemma in names.titles | names.roles:
        found = _holder(discourse, source, head, owned=owned)
        if found is not None:
            return found
    if _is_ones_own(parse, source, lemma):
        return None
    if definite and single and _takes_up(parse, source, head, bare=bare):
        found = _subject_here(discourse, source, lemma) if bare else None
        found = found or (_called_so(discourse, source, lemma) if bare else None)
        found = found or resolve_kind(discourse, source, lemma, bare=bare)
        if found is None and bare:
            found = _told_apart(discourse, source, lemma) or _business(discourse, source, lemma)
        if found is not None or not _says_who(parse, source, head, bare=bare):
            return found
    elif definite and bare and word not in names.self_naming | names.affiliations:
        return discourse.last(source, lambda s: s.plural and s.head == word)
    name = _without_ends(parse, source, head)
    return Speaker(None, name, lemma, _is_plural(parse, head), source)


def _is_ones_own(parse: Parse, source: Range, noun: str) -> bool:
    """ "His party", after "Moor conceded", which is not the party that was named last."""
    own = parse.words[source[0]] in parse.speech.grammar.personal
    return own and noun in parse.speech.names.organisations


def _without_day(parse: Parse, source: Range, head: int) -> Range:
    """ "The president" of "the president in March"."""
    day = range(head + 1, source[1])
    if len(day) == 2 and parse.words[day[1]] in parse.speech.names.days:
        return source[0], head + 1
    return source


def _is_plural(parse: Parse, head: int) -> bool:
    return parse.tags[head] in PLURAL


def _is_counted(parse: Parse, source: Range) -> bool:
    """ "One of the officials", "both the men": it is not told which."""
    grammar, start = parse.speech.grammar, source[0]
    opening = parse.words[start : min(source[1], start + 3)]
    return opening[0] in grammar.counted and not grammar.the.isdisjoint(opening)


def _takes_up(parse: Parse, source: Range, head: int, *, bare: bool) -> bool:
    """Whether a definite description may take up what was spoken of: "the armed group".

    But not "the Norland government" or "the head of the party".
    """
    start, stop = source
    if bare or parse.words[start] not in parse.speech.grammar.the:
        return True
    named = any(parse.text[parse.starts[k]].isupper() for k in range(start + 1, stop))
    return stop - head == 1 and not named and parse.lemmas[head] in parse.speech.names.kinds


def _says_who(parse: Parse, source: Range, head: int, *, bare: bool) -> bool:
    """Whether it says who it is by itself.

    "The bridge company" does, and "the police"; "the company" and "the armed group" do not.
    """
    told = any(parse.pos[k] == "NOUN" for k in range(source[0], head))
    return told or (bare and parse.lemmas[head] in parse.speech.names.self_naming)


def _without_ends(parse: Parse, source: Range, head: int) -> Range:
    """The description without the article before it and the clause after it."""
    grammar, (start, stop) = parse.speech.grammar, source
    before = grammar.articles | grammar.possessive | {","}
    while start < head and parse.words[start] in before:
        start += 1
    after = (
        k
        for k in range(head + 1, stop)
        if parse.words[k] in grammar.appended and not _is_in_list(parse, k, stop)
    )
    stop = next(after, stop)
    while stop - 1 > head and parse.tags[stop - 1] in ("IN", "CC", ","):
        stop -= 1
    return start, stop


def _is_in_list(parse: Parse, comma: int, stop: int) -> bool:
    """Whether it is the comma of "voters in Aldmoor, Corvane and Teleny"."""
    if parse.words[comma] != "," or comma + 1 >= stop:
        return False
    head = parse.heads[comma]
    return any(parse.deps[k] == "conj" and comma < k < stop for k in parse.children[head])


# Persons


def _holder(discourse: Discourse, source: Range, head: int, *, owned: bool) -> Speaker | None:
    """Whoever holds the office: "the president", "the Texas governor", "the engineer".

    Whoever spoke last, or the only one; of two at hand it is open.
    """
    parse = discourse.parse
    names = parse.speech.names
    if source[1] - head > 1 and parse.deps[head + 1] in ("prep", "cc"):
        return None  # "the head of the party" says by itself who it is
    office = names.shortened.get(parse.lemmas[head], parse.lemmas[head])
    limits = {parse.words[k] for k in range(source[0] + 1, head) if parse.pos[k] != "PUNCT"}
    holders = [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.PERSON
        and not entity.open
        and office in _offices(parse, entity)
        and entity.last_before(source[0]) >= 0
    ]
    bare, past = not limits, not limits.isdisjoint(names.former)
    was = [e for e in holders if names.former & _offices(parse, e)]
    still = [e for e in holders if e not in was]
    holders = was if past else still or was
    limits -= names.former | names.vague
    if owned:
        fitting = [e for e in holders if _is_owned(parse, e, source, head)]
    else:
        fitting = [e for e in holders if limits <= _offices(parse, e)]
    if not fitting and not owned and len(holders) == 1 and not limits & parse.speech.nations.keys():
        fitting = [e for e in holders if discourse.paragraphs_since(e, source) <= _NEAR]
    owner = _owner_in(parse, source[0], head) if owned else None
    heard = [e for e in holders if not _is_anothers(parse, e, owner, head)] if owned else fitting
    lemma = parse.lemmas[head]
    spoke = discourse.last(
        source,
        lambda s: (
            s.entity in heard
            or (
                s.head == lemma
                and not s.plural
                and (s.entity is None or not owned)
                and _may_be_one(owner, _owner_in(parse, *s.name))
            )
        ),
    )
    if spoke is not None:
        return spoke
    other = _subject_just_before(discourse, source, office) if bare else None
    if other is not None and other not in holders:
        near = [e for e in holders if discourse.paragraphs_since(e, source) == 0]
        if not near:  # "Bell apologised. In a letter the governor said", of whom it is not told
            return discourse.bearer(other, source) if holders == was else discourse.untold(source)
    if not fitting:
        alone = (
            head - source[0] > 1
            and not owned
            and not past
            and limits.isdisjoint(names.titles | names.roles)
        )
        return _only_person(discourse, source, office, limits=limits) if alone else None
    near = [e for e in fitting if discourse.paragraphs_since(e, source) <= _NEAR] or fitting
    home = [e for e in near if parse.speech.nations.keys().isdisjoint(_offices(parse, e))]
    chosen = home if len(home) == 1 and not limits else near
    return discourse.bearer(chosen[0], source) if len(chosen) == 1 else discourse.untold(source)


def _subject_just_before(discourse: Discourse, source: Range, office: str) -> Entity | None:
    """Whom the sentence before tells of, if they may hold the office as well."""
    parse = discourse.parse
    sentence = parse.sentence[source[0]]
    if (
        sentence == 0
        or parse.paragraph[parse.sentences[sentence - 1][0]] != parse.paragraph[source[0]]
    ):
        return None
    low, high = parse.sentences[sentence - 1]
    found = [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.PERSON
        and not entity.open
        and any(
            low <= m.name[0] < high and is_agent(parse, m) and m.name[0] not in discourse.content
            for m in entity.mentions
        )
        and _may_hold(parse, entity, office)
    ]
    return found[0] if len(found) == 1 else None


def _only_person(
    discourse: Discourse,
    source: Range,
    office: str | None = None,
    *,
    limits: Iterable[str] = (),
) -> Speaker | None:
    """ "The veteran engineer", where only one person hereabouts may be one.

    Of several it is who spoke last, if none of the others has been named since but in their words.
    """
    around = [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.PERSON
        and discourse.is_told_of(entity, source)
        and discourse.paragraphs_since(entity, source) <= 1
        and _may_hold(discourse.parse, entity, office)
        and not _is_of_another(discourse.parse, entity, limits)
    ]
    if len(around) > 1:
        spoke = next(discourse.past(), None)
        around = [e for e in around if spoke and _is_named_since(discourse, e, spoke, source)]
    if len(around) != 1 or around[0].open:
        return None
    return discourse.bearer(around[0], source)


def _is_named_since(discourse: Discourse, entity: Entity, spoke: Speaker, source: Range) -> bool:
    """Whether it is who spoke last, or who was named after that, and not in their words."""
    return entity is spoke.entity or any(
        spoke.source[1] <= m.name[0] < source[0] and m.name[0] not in discourse.content
        for m in entity.mentions
    )


def _may_hold(parse: Parse, entity: Entity, office: str | None) -> bool:
    """Whether nothing that is told of somebody speaks against their being that as well."""
    if office is None:
        return True
    names = parse.speech.names
    told = _offices(parse, entity) & (names.titles | names.roles)
    told -= names.address | names.courtesies | names.besides
    told -= names.alongside.get(office, frozenset())
    other = {"female": names.men, "male": names.women}.get(entity.gender or "", frozenset())
    return not told - {office} and office not in other


def _is_of_another(parse: Parse, entity: Entity, limits: Iterable[str]) -> bool:
    """Whether it is another nation's: no North Korean is the Japanese leader."""
    nations = parse.speech.nations
    meant = {nations[word] for word in limits if word in nations}
    own = {nations[word] for word in entity.describers if word in nations}
    return bool(meant and own) and meant.isdisjoint(own)


def _of_age(discourse: Discourse, source: Range) -> Speaker | None:
    """ "The 43-year-old": whose age the article gives, or else the only person at hand."""
    parse = discourse.parse
    age = next(parse.words[k] for k in range(*source) if parse.words[k][0].isdigit())
    aged = [
        entity
        for entity in discourse.entities
        if entity.type is not EntityType.ORGANISATION
        and any(_is_aged(parse, m.name[1], age) for m in entity.mentions)
    ]
    if aged:
        return discourse.bearer(aged[0], source) if len(aged) == 1 else None
    return _only_person(discourse, source)


def _is_aged(parse: Parse, k: int, age: str) -> bool:
    """ "Bell, 43," """
    after = parse.words[k : k + 2]
    return len(after) == 2 and after[0] in (",", "(") and after[1] == age


def _is_owned(parse: Parse, entity: Entity, source: Range, head: int) -> bool:
    """Whether "Bell's lawyer" is told of them by the same words: "Bell's lawyer, Ada Stone"."""
    marks = [k for k in range(*source) if parse.tags[k] == "POS" and k < head]
    owner = parse.words[marks[-1] - 1]
    return any(parse.words[k] == owner for k in _owners(parse, entity, parse.lemmas[head]))


def _owners(parse: Parse, entity: Entity, office: str) -> Iterator[int]:
    """Of whom an office of somebody is told to be: the Bell of "Bell's lawyer, Ada Stone"."""
    for mention in entity.mentions:
        low, high = parse.sentences[parse.sentence[mention.name[0]]]
        for k in range(max(low, mention.name[0] - _AROUND), min(high, mention.name[1] + _AROUND)):
            if k + 1 < high and parse.lemmas[k + 1] == office:
                yield k
            after = parse.lemmas[k + 1 : min(high, k + 4)]
            if parse.tags[k] == "POS" and k > low and office in after:
                yield k - 1


def _owner_in(parse: Parse, start: int, stop: int) -> str | None:
    """The last name before a "'s" in these words; None where it is no name."""
    marks = (k for k in range(stop - 1, start, -1) if parse.tags[k] == "POS")
    mark = next(marks, None)
    return parse.words[mark - 1] if mark is not None and parse.pos[mark - 1] == "PROPN" else None


def _may_be_one(owner: str | None, other: str | None) -> bool:
    """Whether two owners may be one: "Bell's" lawyer is not Moor's, but may be "the mayor's"."""
    return owner is None or other is None or owner == other


def _is_anothers(parse: Parse, entity: Entity, owner: str | None, head: int) -> bool:
    """Whether somebody is told to hold the office of another than this owner, by name."""
    if owner is None:
        return False
    told = {
        parse.words[k]
        for k in _owners(parse, entity, parse.lemmas[head])
        if parse.pos[k] == "PROPN" and parse.tags[min(k + 1, len(parse) - 1)] == "POS"
    }
    return bool(told) and owner not in told


def _offices(parse: Parse, entity: Entity) -> frozenset[str]:
    shortened = parse.speech.names.shortened
    words = (word.rstrip(".") for word in entity.describers)
    return frozenset(shortened.get(word, word) for word in words)


# Groups and organisations


def resolve_kind(
    discourse: Discourse, source: Range, noun: str, *, bare: bool = True
) -> Speaker | None:
    """The last speaker, or else the only name so far, that `noun` may describe."""
    parse = discourse.parse
    kinds = parse.speech.names.kinds.get(noun, frozenset()) | {noun}
    if noun in parse.speech.names.state_forces:
        named = [e for e in discourse.entities if not _is_no_state_force(parse, e)]
    else:
        named = discourse.entities
    found = discourse.last(
        source,
        lambda s: (
            (s.head == noun and not s.plural and (s.entity is None or s.entity in named))
            or (s.entity in named and _is_kind(parse, s.entity, kinds))
            or (noun in parse.speech.names.self_calling and _is_brotherhood(parse, s.entity))
        ),
    )
    if found is not None:
        return found
    named = [
        entity
        for entity in named
        if entity.last_before(source[0]) >= 0 and _is_kind(discourse.parse, entity, kinds)
    ]
    if noun in parse.speech.names.companies:  # no lender of "the company", which does nothing
        named = [entity for entity in named if any(is_agent(parse, m) for m in entity.mentions)]
    if not bare and named:  # "the motoring group" is whoever motors, not any group
        named = [entity for entity in named if discourse.is_near(entity, source)]
    return _latest(discourse, source, named)


def _latest(discourse: Discourse, source: Range, named: Sequence[Entity]) -> Speaker | None:
    """The one named, or of several the one that was named just now."""
    if not named:
        return None
    latest = max(named, key=lambda entity: entity.last_before(source[0]))
    if len(named) > 1 and not discourse.is_near(latest, source):
        return None
    return _called(discourse, latest, source)


def _called(discourse: Discourse, entity: Entity, source: Range) -> Speaker:
    name = entity.fullest.name
    if entity.type is not EntityType.PERSON:
        name = discourse.with_owner(name)
    head = discourse.parse.words[name[1] - 1]
    return Speaker(entity, name, head, False, source, open=entity.open)


def _is_kind(parse: Parse, entity: Entity | None, kinds: frozenset[str]) -> bool:
    """Whether a name is of one of these kinds by its head: no "Union Herald" is a union."""
    if entity is None or entity.type is EntityType.PERSON:
        return False
    names, words = parse.speech.names, entity.fullest.words
    if entity.describers & (names.findings | names.documents):
        return False  # "the Union Herald, a newsletter"
    links = [k for k, word in enumerate(words) if word in names.links]
    head = words[links[0] - 1] if links and links[0] else words[-1]
    other = head in names.organisations - names.legal_forms and head not in kinds
    return not other and not kinds.isdisjoint(words)


def _is_no_state_force(parse: Parse, entity: Entity) -> bool:
    """Whether "the army" is not short for it: "the Army of the Lower Valley", which fights one."""
    names, nations, words = parse.speech.names, parse.speech.nations, entity.fullest.words
    of = next((k for k, word in enumerate(words) if word in names.links), len(words))
    foreign = of < len(words) and nations.keys().isdisjoint(words[of + 1 :])
    return foreign or not names.rebellious.isdisjoint(words[:of])


def _is_brotherhood(parse: Parse, entity: Entity | None) -> bool:
    """Whether a name has several people in it: "the Sons of the Weir"."""
    if entity is None or entity.type is not EntityType.ORGANISATION:
        return False
    name = entity.fullest.name
    return name[1] - name[0] > 1 and parse.tags[name[0]] == "NNPS"


def _told_apart(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """ "The administration" after "the Norland administration", if no other has been told of."""
    told = discourse.told_of(noun, before=source[0])
    texts = {discourse.parse.slice(phrase).lower() for phrase in told}
    if len(texts) != 1:
        return None
    return Speaker(None, told[0], noun, False, source)


def _subject_here(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """ "The agency" in "The LNA has no advice, but the agency said": the sentence's subject."""
    parse = discourse.parse
    if noun not in parse.speech.names.businesses:
        return None
    start = parse.sentences[parse.sentence[source[0]]][0]
    subjects = [
        entity
        for entity in discourse.entities
        if _may_be_business(parse, entity, noun)
        and any(start <= m.name[0] < source[0] and is_agent(parse, m) for m in entity.mentions)
        and (
            noun not in parse.speech.names.companies
            or sum(is_agent(parse, m) for m in entity.mentions) > 1
            or _is_told_business(parse, entity, noun, discourse.entities)
        )  # "The old Halder Swift is not affected, the company said"
    ]
    return _called(discourse, subjects[0], source) if len(subjects) == 1 else None


def _called_so(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """ "The company" once more, if no other business has acted near by since."""
    parse = discourse.parse
    if noun not in parse.speech.names.businesses:
        return None
    words = parse.words[source[0] : source[1]]
    same = discourse.last(source, lambda s: parse.words[slice(*s.source)] == words)
    if same is None or same.entity is None:
        return None
    since = max(same.source[1], _start_of_reach(parse, source))
    names = _businesses(discourse, source, noun)
    return None if _has_rival(parse, same.entity, names, noun, (since, source[0])) else same


def _businesses(discourse: Discourse, source: Range, noun: str) -> list[Entity]:
    """The names so far that may be a business's."""
    return [
        entity
        for entity in discourse.entities
        if _may_be_business(discourse.parse, entity, noun) and entity.last_before(source[0]) >= 0
    ]


def _business(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """ "The company": the last speaker, if it may be one, or what the article is about."""
    if noun not in discourse.parse.speech.names.businesses:
        return None
    found = _leading_business(discourse, source, noun) or _called_one(discourse, source, noun)
    if found is not None and found.entity is not None and found.type is EntityType.UNKNOWN:
        found.entity.type = EntityType.ORGANISATION  # and nobody's "he" or "she"
    return found


def _called_one(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """The only one that the noun stands beside: "men of the security firm Halder. … The firm"."""
    parse = discourse.parse
    names = _businesses(discourse, source, noun)
    called = [e for e in names if noun in e.describers and noun not in e.fullest.words]
    since = _start_of_reach(parse, source)
    if len(called) != 1 or _has_rival(parse, called[0], names, noun, (since, source[0])):
        return None
    return _called(discourse, called[0], source)


def _leading_business(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    parse = discourse.parse
    names = _businesses(discourse, source, noun)
    last = next(discourse.past(), None)
    if last is not None and last.entity is not None and last.entity in names:
        if _may_be_person(last.entity) and _spoke_beside(discourse, last, names):
            return None  # "Hollis admitted", "Ulla Bell said", "the company said"
        since = max(last.source[1], parse.paragraphs[parse.paragraph[source[0]]][0])
        if _has_rival(parse, last.entity, names, noun, (since, source[0])):
            return None
        if discourse.paragraphs_since_speaking(last, source) <= 1:
            return last
        return _opening_business(discourse, source, noun, names)
    counts = sorted(
        ((sum(is_agent(parse, m) for m in _before(entity, source)), entity) for entity in names),
        key=lambda pair: pair[0],
        reverse=True,
    )
    if not counts:
        return None
    count, entity = counts[0]
    leads = len(counts) == 1 or count >= _LEADING * max(1, counts[1][0])
    near = discourse.paragraphs_since(entity, source) <= _NEAR
    often = count >= _OFTEN or (count > 0 and len(_before(entity, source)) > _OFTEN)
    if leads and near and often:
        return _called(discourse, entity, source)
    return _opening_business(discourse, source, noun, names)


def _before(entity: Entity, source: Range) -> list[Mention]:
    return [mention for mention in entity.mentions if mention.name[0] < source[0]]


def _opening_business(
    discourse: Discourse, source: Range, noun: str, names: Sequence[Entity]
) -> Speaker | None:
    """Whom the article opens with, if it is told to be a business, and no other has acted near by.

    "Halder Foods, the sauce maker, has closed its works. … The company said".
    """
    parse = discourse.parse
    subject = _opening_subject(parse)
    opened = [e for e in names if any(m.name[0] <= subject < m.name[1] for m in e.mentions)]
    if len(opened) != 1 or not _is_told_business(parse, opened[0], noun, names):
        return None
    near = _start_of_reach(parse, source), source[0]
    if _has_rival(parse, opened[0], names, noun, near):
        return None
    return _called(discourse, opened[0], source)


def _start_of_reach(parse: Parse, source: Range) -> int:
    """The start of the paragraph before the source's."""
    return parse.paragraphs[max(0, parse.paragraph[source[0]] - 1)][0]


def _has_rival(
    parse: Parse, business: Entity, names: Sequence[Entity], noun: str, within: Range
) -> bool:
    """Whether another of these names does something there.

    Of clubs any other will do that is named; nobody's rival is the short form of its own name.
    """
    own = business.fullest.words
    return any(
        within[0] <= mention.name[0] < within[1]
        and (noun not in parse.speech.names.companies or is_agent(parse, mention))
        for entity in names
        if entity is not business and not set(entity.fullest.words) <= set(own)
        for mention in entity.mentions
    )


def _opening_subject(parse: Parse) -> int:
    """The subject of the article's first sentence, or of what somebody says in it; -1 for none."""
    low, high = parse.sentences[0]
    verbs = [k for k in range(low, high) if parse.heads[k] == k and parse.pos[k] in VERBAL]
    said = (k for v in verbs for k in parse.children[v] if parse.deps[k] == "ccomp")
    verb = next(said, verbs[0] if verbs else low)
    return next((k for k in parse.children[verb] if parse.deps[k] in SUBJECTS), -1)


def _is_told_business(parse: Parse, entity: Entity, noun: str, names: Sequence[Entity]) -> bool:
    """Whether it is called one, or goes by the first word of its name, as no person does; a club
    may have a plural for a name."""
    words, businesses = entity.fullest.words, parse.speech.names.businesses
    if noun not in parse.speech.names.companies:
        plural = parse.tags[entity.fullest.name[1] - 1] == "NNPS"
        return plural or noun in entity.describers
    shortened = len(words) > 1 and any(
        other.fullest.words == words[:1] and any(is_agent(parse, m) for m in other.mentions)
        for other in names
    )
    makers = any(word.endswith("maker") for word in entity.describers)
    return shortened or makers or not businesses.isdisjoint(entity.describers)


def _may_be_person(entity: Entity | None) -> bool:
    return (
        entity is not None and entity.type is EntityType.UNKNOWN and len(entity.fullest.words) == 2
    )


def _spoke_beside(discourse: Discourse, last: Speaker, names: Sequence[Entity]) -> bool:
    """Whether another of these names has spoken in the paragraph of the last speaker."""
    paragraph = discourse.parse.paragraph
    return any(
        other.entity is not last.entity
        and other.entity in names
        and paragraph[other.source[0]] == paragraph[last.source[0]]
        for other in discourse.past()
    )


def _may_be_business(parse: Parse, entity: Entity, noun: str) -> bool:
    """Whether a name may be a company's: no person, no nation, no month and no authority.

    Nobody says "the Wexly" of a company.
    """
    words = entity.fullest.words
    before = (m.phrase[0] - 1 for m in entity.mentions if m.phrase[0])
    definite = any(parse.words[k] in parse.speech.grammar.the for k in before)
    if noun in parse.speech.names.companies and definite:
        return False
    if any(character.isdigit() for word in words for character in word):
        return False
    names = parse.speech.names
    if entity.type is EntityType.PERSON or entity.open or names.days & set(words):
        return False
    if words[-1] in names.places or names.self_naming & set(words):
        return False
    return nation_of(parse.slice(entity.fullest.name), parse.language) is None
