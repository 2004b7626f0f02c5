"""Mouthpieces: whose words "a spokesman for the ministry" and "a tweet from Bell" bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus.attribution.descriptions import resolve_kind
from corpus.attribution.discourse import Discourse, Speaker
from corpus.attribution.entities import EntityType
from corpus.attribution.mentions import mention_in
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import subject_of
from corpus.attribution.pronouns import resolve_thing
from corpus.attribution.things import is_thing
from corpus.attribution.treebank import SUBJECTS, TENSED

_NEAR = 1  # paragraphs between a statement and whoever made it; set by hand, not measured


Find = Callable[[Range], Speaker | None]


def resolve_mouthpiece(
    discourse: Discourse, source: Range, head: int, *, find: Find
) -> Speaker | None:
    """Who speaks through an unnamed spokesman, or made a text; None where it is neither.

    What only shows or rules, like a video or a law, is nobody.
    """
    parse, names = discourse.parse, discourse.parse.speech.names
    lemma = parse.lemmas[head]
    if lemma in names.speaking_for:
        return _spoken_for(discourse, source, head, find)
    if is_thing(parse, head):
        return discourse.untold(source)
    if lemma not in names.documents | names.findings:
        return None
    for phrase in _makers(parse, source, head):
        maker = find(phrase)
        if maker is not None and not maker.open:
            return replace(maker, source=source)
    giver = _given_by(discourse, source, head, find)
    if giver is not None:
        return giver
    definite = parse.words[source[0]] in parse.speech.grammar.definite
    if lemma not in names.documents:
        maker = _maker_before(discourse, source, lemma, find) if definite else None
        return maker or discourse.untold(source)
    if definite:
        whose = _whose(discourse, source, lemma) or _maker_before(discourse, source, lemma, find)
        return whose or discourse.untold(source)
    return discourse.untold(source)


def _spoken_for(discourse: Discourse, source: Range, head: int, find: Find) -> Speaker | None:
    """The organisation that an unnamed person speaks for; people speak for themselves."""
    parse, first = discourse.parse, source[0]
    if parse.words[first] in parse.speech.grammar.neuter:  # "its spokesman"
        spoken = resolve_thing(discourse, (first, first + 1)) or _only_body(discourse, source)
        return None if spoken is None or spoken.open else replace(spoken, source=source)
    phrases = [
        *_after(parse, head, parse.speech.grammar.in_name_of),
        *_before(parse, source, head),
    ]
    for phrase in phrases:
        last = parse.words[phrase[1] - 1]
        if phrase[1] == head and last in parse.speech.names.organisations:
            if parse.pos[phrase[0]] == "PROPN":  # "Norland's foreign ministry spokesman"
                return Speaker(None, phrase, last, False, source)
            spoken = resolve_kind(discourse, source, last)
            return replace(spoken, source=source) if spoken is not None else None
        spoken = find(phrase)
        if spoken is None or spoken.open or spoken.type is EntityType.PERSON:
            continue
        named = any(parse.pos[k] == "PROPN" for k in range(*spoken.name))
        if spoken.entity is not None or named:
            return replace(spoken, source=source, plural=False)
    return None


def _only_body(discourse: Discourse, source: Range) -> Speaker | None:
    """The one organisation that the paragraph has named."""
    start = discourse.parse.paragraphs[discourse.parse.paragraph[source[0]]][0]
    named = [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.ORGANISATION and start <= entity.last_before(source[0])
    ]
    return discourse.bearer(named[0], source) if len(named) == 1 else None


def _makers(parse: Parse, source: Range, head: int) -> Iterator[Range]:
    """Phrases for who made a text: after "by" or "from", before "'s", or right before it."""
    for low, high in _made_by(parse, head):
        yield low, min(high, source[1]) if low < source[1] else high
    yield from _before(parse, source, head)


def _given_by(discourse: Discourse, source: Range, head: int, find: Find) -> Speaker | None:
    """Who gave "the testimony of Ada Bell"."""
    parse = discourse.parse
    if parse.lemmas[head] not in parse.speech.names.given:
        return None
    for low, high in _after(parse, head, parse.speech.grammar.of):
        giver = find((low, min(high, source[1])))
        if giver is not None and not giver.open and giver.type is EntityType.PERSON:
            return replace(giver, source=source)
    return None


def _made_by(parse: Parse, head: int) -> Iterator[Range]:
    yield from _after(parse, head, parse.speech.grammar.authored)
    for k in parse.children[head]:
        if parse.deps[k] == "acl" and parse.lemmas[k] in parse.speech.names.making:
            yield from _after(parse, k, parse.speech.grammar.authored)


def _after(parse: Parse, head: int, words: frozenset[str]) -> Iterator[Range]:
    for k in parse.children[head]:
        if k > head and parse.words[k] in words:
            for n in parse.children[k]:
                if parse.deps[n] == "pobj" and parse.words[n] not in parse.speech.names.days:
                    low, high = parse.edges[n]
                    clauses = (
                        parse.edges[m][0]
                        for m in parse.children[n]
                        if parse.deps[m] in ("relcl", "acl") and m > n
                    )
                    verbs = (m for m in range(n + 1, high) if parse.tags[m] in TENSED)
                    high = min([high, *clauses, *verbs])
                    if low < high:
                        yield low, high


def _before(parse: Parse, source: Range, head: int) -> Iterator[Range]:
    """ "The ministry's" or "Pentagon" before the noun: its owner, or the names in front of it."""
    for k in parse.children[head]:
        if parse.deps[k] == "poss" and parse.words[k] not in parse.speech.grammar.possessive:
            low, high = parse.edges[k]
            if parse.words[high - 2] in parse.speech.names.days:
                return
            if high < head and parse.lemmas[head] in parse.speech.names.speaking_for:
                yield max(low, source[0]), head
            yield max(low, source[0]), high
            return
    start = head
    nouns = parse.lemmas[head] in parse.speech.names.speaking_for
    while start > source[0] and _is_of_name(parse, start - 1, nouns=nouns):
        start -= 1
    names = parse.speech.names
    while start < head and parse.words[start] in names.days | names.platforms:
        start += 1
    named = any(parse.pos[k] == "PROPN" for k in range(start, head))
    makers = (names.groups | names.self_naming) - names.judging
    if not named and not nouns and head > source[0] and parse.words[head - 1] in makers:
        start = head - 1  # "police figures", "the Norland government report"
        while start > source[0] and parse.text[parse.starts[start - 1]].isupper():
            start -= 1
        while parse.words[start] in parse.speech.grammar.articles:
            start += 1
        named = True
    if named:
        yield start, head


def _is_of_name(parse: Parse, k: int, *, nouns: bool) -> bool:
    if parse.words[k] in parse.speech.grammar.articles:
        return False
    return (
        parse.pos[k] == "PROPN"
        or (nouns and parse.pos[k] in ("NOUN", "ADJ"))
        or parse.tags[k] == "POS"
        or parse.words[k] == "-"
    )


def _whose(discourse: Discourse, source: Range, noun: str) -> Speaker | None:
    """Who made "the statement": who spoke in one, or else spoke last, near by."""
    parse = discourse.parse
    for speaker in discourse.past():
        low, high = parse.sentences[parse.sentence[speaker.source[0]]]
        if any(
            parse.lemmas[k] == noun
            and (parse.deps[k] not in SUBJECTS or speaker.source[0] <= k < speaker.source[1])
            for k in range(low, high)
        ):
            return None if speaker.open else speaker
    publisher = publisher_before(discourse, source)
    if publisher is not None:
        return publisher
    last = next(discourse.past(), None)
    if last is None or last.open:
        return None
    apart = parse.paragraph[source[0]] - parse.paragraph[last.source[0]]
    return last if apart <= _NEAR and last.type is not EntityType.PERSON else None


def _maker_before(discourse: Discourse, source: Range, noun: str, find: Find) -> Speaker | None:
    """Who made "the report", where the article told of one before: "a report by the Weir Trust".

    The last one told of with its maker; a second one without comes in between.
    """
    parse = discourse.parse
    for k in range(source[0] - 1, -1, -1):
        if parse.lemmas[k] != noun or parse.pos[k] not in ("NOUN", "PROPN"):
            continue
        if parse.pos[k] == "PROPN":  # "the Global Trends Report" has a name of its own
            return None
        maker = _maker_of(discourse, k, find)
        if maker is not None:
            return replace(maker, source=source)
        if parse.words[parse.edges[k][0]] not in parse.speech.grammar.definite:
            return None
    return None


def _maker_of(discourse: Discourse, noun: int, find: Find) -> Speaker | None:
    parse = discourse.parse
    for phrase in _makers(parse, parse.edges[noun], noun):
        if noun + 2 < phrase[0] and parse.heads[phrase[0] - 1] == noun:
            continue  # "a report of abuse by coaches"
        maker = find(phrase)
        if maker is not None and not maker.open:
            return maker
    verb = parse.heads[noun]
    given = parse.deps[noun] == "dobj" and parse.lemmas[verb] in parse.speech.names.making
    for phrase in subject_of(parse, verb) if given else ():
        maker = find(phrase)
        if maker is not None and not maker.open:
            return maker
    return None


def publisher_before(discourse: Discourse, source: Range) -> Speaker | None:
    """Who published the statement that the sentence before this one tells of."""
    parse = discourse.parse
    sentence = parse.sentence[source[0]]
    if sentence == 0:
        return None
    low, high = parse.sentences[sentence - 1]
    giving, documents = parse.speech.cues.publishing, parse.speech.names.documents
    for k in range(low, high):
        verb = parse.heads[k]
        given = parse.deps[k] == "dobj" and parse.lemmas[verb] in giving
        if not given or parse.lemmas[k] not in documents:
            continue
        for start, stop in subject_of(parse, verb):
            mention = mention_in(parse, (start, stop))
            entity = discourse.entity_of(mention) if mention is not None else None
            if entity is not None and not entity.open:
                return replace(discourse.bearer(entity, source), source=source)
    return None
