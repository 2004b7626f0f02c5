"""Pronouns: who "he", "it" and "they" are, by who spoke last and who was spoken of since."""

from __future__ import annotations

from corpus.attribution.discourse import Discourse, Speaker
from corpus.attribution.entities import Entity, EntityType
from corpus.attribution.mentions import Mention, head_of, is_agent
from corpus.attribution.nations import nation_of
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.phrases import noun_phrase
from corpus.attribution.strangers import is_stranger_since, only_bearer, unless_introduced
from corpus.attribution.treebank import SUBJECTS

_OBJECTS = frozenset(("dative", "dobj"))
_CLAUSES = frozenset(("advcl", "ccomp", "csubj", "xcomp"))
_WITHIN = frozenset(("advcl", "conj", "xcomp"))
_OF_PHRASE = frozenset(("ADJ", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT"))
_DEEPEST = 3  # clauses within one another
_PAST = 2  # paragraphs after which "he" may be somebody who was named since; set by hand
_LONGEST_NAME = 3  # words of what may be a person's; set by hand, as in `discourse`


def resolve_person(discourse: Discourse, source: Range, gender: str) -> Speaker | None:
    """ "He" or "she": the last speaker, unless another person has become the subject since.

    However long since: of 31 such pronouns in 207 articles 27 were the new subject, and those that
    were not had the last speaker named again after it. Not told where something has just been done
    to another, "The prosecutor charged Bell. He said": who did it, or Bell.
    """
    quotation = discourse.quotation_around(source)
    if quotation is not None:
        return resolve_within(discourse, quotation, source, gender)
    recent = discourse.last(source, lambda speaker: _may_speak(discourse.parse, speaker, gender))
    subjects = _subjects_since(discourse, recent, source, gender)
    patients = _done_to(discourse, source, gender)
    doers = _done_by(discourse, source, gender)
    if len(doers) == 1 and (not patients or _is_of_another(discourse, source, gender)):
        return _known(discourse, doers[0], source, gender)
    if recent is not None and recent.entity is None and not subjects:
        return recent if not patients else None
    if recent is not None and not subjects and _is_past(discourse, recent, source):
        subjects = _told_of_since(discourse, recent, source, gender)
    if len(subjects) > 1:
        return None
    found = recent.entity if recent else None
    if subjects and (found is None or _is_later(discourse, subjects[0], found, source)):
        found = subjects[0]
    if any(patient is not found for patient in patients):
        alone = found is None and len(patients) == 1 and not _is_done_by_role(discourse, source)
        found = patients[0] if alone else None
    if found is not None and recent is not None and found is recent.entity:
        found = unless_introduced(discourse, found, source, gender)
    if found is not None and found.open:
        found = only_bearer(discourse, found, gender)
    if found is None or is_stranger_since(discourse, found, source, gender):
        return None
    return _known(discourse, found, source, gender)


def resolve_within(
    discourse: Discourse, quotation: Range, source: Range, gender: str
) -> Speaker | None:
    """ "He" within what somebody says is not who says it, but somebody who is told of there."""
    parse = discourse.parse
    told = [
        entity
        for entity in discourse.entities
        if _may_be(parse, entity, gender)
        and any(
            quotation[0] <= m.name[0] < source[0] and _is_subject(parse, m) for m in entity.mentions
        )
    ]
    spoke = (s.entity for s in discourse.past() if quotation[0] < s.source[1] <= source[0])
    told += [e for e in spoke if e and e not in told and _may_be(parse, e, gender)]
    return _known(discourse, told[0], source, gender) if len(told) == 1 else None


def _known(discourse: Discourse, found: Entity, source: Range, gender: str) -> Speaker:
    """The bearer of a name, of whom the pronoun tells a gender, and that it is a person."""
    found.gender = found.gender or gender
    if found.type is EntityType.UNKNOWN:
        found.type = EntityType.PERSON
    return discourse.bearer(found, source)


def _done_by(discourse: Discourse, source: Range, gender: str) -> list[Entity]:
    """Who did it, in "The mayor was accused of theft by the lawyer Ada Bell"."""
    parse = discourse.parse
    by = parse.speech.grammar.by
    found = []
    for verb in _deeds_before(discourse, source):
        stop = parse.sentences[parse.sentence[verb]][1]
        if not any(parse.deps[k] == "auxpass" for k in parse.children[verb]):
            continue
        k = next((k for k in range(verb + 1, stop) if parse.words[k] in by), stop) + 1
        phrase = set()
        while k < stop and parse.pos[k] in _OF_PHRASE and parse.words[k] != ",":
            phrase.add(k)
            k += 1
        found += [
            entity
            for entity in discourse.entities
            if entity not in found
            and _may_be(parse, entity, gender)
            and any(phrase.issuperset(range(*m.name)) for m in entity.mentions)
        ]
    return found


def _is_of_another(discourse: Discourse, source: Range, gender: str) -> bool:
    """Whether what is said is about a man and no woman, where a woman says it: "He lied"."""
    parse = discourse.parse
    low, high = parse.paragraphs[parse.paragraph[source[0]]]
    deed = max((k for k in _deeds_before(discourse, source)), default=low)
    personal = parse.speech.grammar.personal
    genders = {
        personal[parse.words[k]]
        for k in range(max(low, deed), high)
        if k in discourse.content and parse.words[k] in personal
    }
    return bool(genders) and gender not in genders


def _done_to(discourse: Discourse, source: Range, gender: str) -> list[Entity]:
    """To whom something was done in the sentence before, if what is said does not name them."""
    parse = discourse.parse
    here = parse.sentences[parse.sentence[source[0]]]
    spoke = next(discourse.past(), None)
    if spoke is not None and here[0] <= spoke.source[0]:
        return []  # "The judge said that she had weighed it, and she concluded"
    patients = {k for verb in _deeds_before(discourse, source) for k in _objects(parse, verb)}
    return [
        entity
        for entity in discourse.entities
        if _may_be(parse, entity, gender)
        and any(not patients.isdisjoint(range(*m.name)) for m in entity.mentions)
        and not any(here[0] <= m.name[0] < here[1] for m in entity.mentions)
    ]


def _deeds_before(discourse: Discourse, source: Range) -> list[int]:
    """The verbs for what is done to somebody, in the last sentence before that is not said."""
    parse = discourse.parse
    sentence = parse.sentence[source[0]] - 1
    while sentence >= 0 and discourse.content.issuperset(_words_of(parse, sentence)):
        sentence -= 1
    low, high = parse.sentences[sentence] if sentence >= 0 else (0, 0)
    cues = parse.speech.cues
    return [
        k
        for k in range(low, high)
        if parse.pos[k] == "VERB"
        and (
            parse.lemmas[k] in cues.doing_to
            or (parse.lemmas[k] in cues.blaming and parse.tags[k] == "VBN")
        )
    ]


def _words_of(parse: Parse, sentence: int) -> list[int]:
    return [k for k in range(*parse.sentences[sentence]) if parse.is_word(k)]


def _objects(parse: Parse, verb: int) -> list[int]:
    """The nouns for whom it is done to, whatever a parser makes of "the driver, Ada Bell,"."""
    found = [k for k in parse.children[verb] if parse.deps[k] == "nsubjpass"]
    stop = parse.sentences[parse.sentence[verb]][1]
    for k in range(verb + 1, stop):
        if parse.pos[k] not in _OF_PHRASE:
            break
        if k + 1 == stop or parse.tags[k + 1] != "POS":
            found.append(k)
    return found + [m for k in found for m in parse.children[k] if parse.deps[m] == "appos"]


def _is_done_by_role(discourse: Discourse, source: Range) -> bool:
    """Whether somebody without a name did it, who may speak as well: "the officer"."""
    parse = discourse.parse
    names = parse.speech.names
    return any(
        parse.pos[k] == "NOUN"
        and parse.lemmas[k] in names.roles | names.titles
        and not any(parse.deps[n] == "appos" for n in parse.children[k])
        for verb in _deeds_before(discourse, source)
        for m in parse.children[verb]
        for k in (m, *parse.children[m])
        if parse.deps[k] == "nsubj" or (parse.deps[m] == "agent" and parse.deps[k] == "pobj")
    )


def _is_past(discourse: Discourse, recent: Speaker, source: Range) -> bool:
    """Whether the last speaker has neither spoken nor been named in the last two paragraphs."""
    since = discourse.paragraphs_since_speaking(recent, source)
    if recent.entity is not None:
        since = min(since, discourse.paragraphs_since(recent.entity, source))
    return since >= _PAST


def _told_of_since(
    discourse: Discourse, recent: Speaker, source: Range, gender: str
) -> list[Entity]:
    """The people of this gender who were named twice since, if not as the subject."""
    return [
        entity
        for entity in discourse.entities
        if entity is not recent.entity
        and entity.type is EntityType.PERSON
        and _may_be(discourse.parse, entity, gender)
        and sum(
            recent.source[1] <= m.name[0] < source[0] and m.name[0] not in discourse.content
            for m in entity.mentions
        )
        > 1
    ]


def resolve_thing(discourse: Discourse, source: Range) -> Speaker | None:
    """ "It": the last speaker, unless an organisation has become the paragraph's subject since.

    Where none has spoken, it is that organisation, if it may not be a letter told of since.
    """
    parse = discourse.parse
    recent = discourse.last(source, lambda s: not s.plural and _may_be_thing(parse, s))
    since = parse.paragraphs[parse.paragraph[source[0]]][0]
    if recent is not None:
        since = max(recent.source[1], since)
    elif _tells_of_writing(parse, (since, source[0])):
        return None
    topics = [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.ORGANISATION
        and (recent is None or entity is not recent.entity)
        and any(since <= m.name[0] < source[0] and _is_topic(parse, m) for m in entity.mentions)
    ]
    if not topics:
        topics = _done_just_before(discourse, recent, source)
    if not topics:
        return recent
    return discourse.bearer(topics[0], source) if len(topics) == 1 else None


def _done_just_before(discourse: Discourse, recent: Speaker | None, source: Range) -> list[Entity]:
    """Halder, in "Halder reports in March. In May it forecast", which begins a paragraph: a name
    of one word that may be anybody's, and no longer who spoke in the paragraph before."""
    parse = discourse.parse
    sentence, line = parse.sentence[source[0]], parse.paragraph[source[0]]
    if sentence == 0 or (recent is not None and parse.paragraph[recent.source[0]] == line):
        return []
    low, high = parse.sentences[sentence - 1]
    return [
        entity
        for entity in discourse.entities
        if entity.type is EntityType.UNKNOWN
        and (recent is None or entity is not recent.entity)
        and len(entity.fullest.words) == 1
        and any(
            low <= m.name[0] < high
            and parse.paragraph[m.name[0]] == line
            and is_agent(parse, m)
            and _is_topic(parse, m)
            and parse.pos[parse.heads[head_of(parse, m.name)]] == "VERB"
            for m in entity.mentions
        )
    ]


def _tells_of_writing(parse: Parse, within: Range) -> bool:
    names = parse.speech.names
    return any(parse.lemmas[k] in names.documents | names.findings for k in range(*within))


def _may_be_thing(parse: Parse, speaker: Speaker) -> bool:
    names = parse.speech.names
    person = speaker.entity is None and speaker.head in names.roles | names.titles
    return speaker.type is not EntityType.PERSON and not person


def resolve_several(discourse: Discourse, source: Range) -> Speaker | None:
    """ "They": the last speaker, if it is several or may be a group, unless the sentence has
    another; not told where two were named together since."""
    parse = discourse.parse
    recent = discourse.last(source, lambda s: s.plural or s.type is not EntityType.PERSON)
    if recent is None:
        start = parse.sentences[max(0, parse.sentence[source[0]] - 1)][0]
        return _several_between(discourse, start, source)
    sentence, line = (
        max(recent.source[1], of[at[source[0]]][0])
        for of, at in (
            (parse.sentences, parse.sentence),
            (parse.paragraphs, parse.paragraph),
        )
    )
    if any(_is_couple(discourse, k) for k in range(line, source[0])):
        return None
    return _several_between(discourse, sentence, source) or recent


def _is_couple(discourse: Discourse, k: int) -> bool:
    """Whether it is the first of two who do something together: "Ada Bell and Jan Ruud"."""
    parse = discourse.parse
    return (
        parse.deps[k] in SUBJECTS
        and parse.pos[k] == "PROPN"
        and k not in discourse.content
        and any(parse.deps[m] == "conj" and parse.pos[m] == "PROPN" for m in parse.children[k])
    )


def _several_between(discourse: Discourse, start: int, source: Range) -> Speaker | None:
    """The family, in "The family of Ada Bell pleaded with her. "Come home," they said."."""
    parse = discourse.parse
    groups = parse.speech.names.groups
    found = [
        k
        for k in range(start, source[0])
        if parse.deps[k] in SUBJECTS
        and parse.pos[k] == "NOUN"
        and k not in discourse.content
        and (parse.tags[k] == "NNS" or parse.lemmas[k] in groups)
    ]
    if len(found) != 1:
        return None
    low, high = noun_phrase(parse, found[0])
    while low < found[0] and parse.words[low] in parse.speech.grammar.articles:
        low += 1
    return Speaker(None, (low, high), parse.words[found[0]], True, source)


def _is_later(discourse: Discourse, subject: Entity, recent: Entity, source: Range) -> bool:
    """Whether the subject stands nearer, or is at least the last who was named."""
    named = subject.last_before(source[0])
    return discourse.is_near(subject, source) or named > recent.last_before(source[0])


def _subjects_since(
    discourse: Discourse, recent: Speaker | None, source: Range, gender: str
) -> list[Entity]:
    """Who may be meant instead of the recent speaker, having been a subject since.

    After a speaker only somebody who is known to be a person, or does what persons do: "Bell did
    not confirm" says nothing, and is about Bell all the same.
    """
    parse = discourse.parse
    since = recent.source[1] if recent else _start_of_reach(parse, source)
    return [
        entity
        for entity in discourse.entities
        if _may_be(parse, entity, gender)
        and (recent is None or entity is not recent.entity)
        and any(
            since <= m.name[0] < source[0]
            and m.name[0] not in discourse.content
            and _is_subject(parse, m)
            and (recent is None or entity.type is EntityType.PERSON or _is_of_saying(parse, m))
            and not _is_toward(parse, m, source, gender)
            for m in entity.mentions
        )
    ]


def _is_toward(parse: Parse, mention: Mention, source: Range, gender: str) -> bool:
    """Bell, in "Bell had told him, he said": somebody else."""
    verb = parse.heads[mention.name[1] - 1]
    return parse.sentence[verb] == parse.sentence[source[0]] and any(
        parse.words[k] in parse.speech.grammar.personal
        and parse.speech.grammar.personal[parse.words[k]] == gender
        and parse.deps[k] in _OBJECTS
        for k in parse.children[verb]
    )


def _is_of_saying(parse: Parse, mention: Mention) -> bool:
    """Whether it is the subject of a verb of saying, whatever becomes of what it says."""
    return parse.lemmas[parse.heads[mention.name[1] - 1]] in parse.speech.cues.verbs


def _start_of_reach(parse: Parse, source: Range) -> int:
    """The start of the paragraph before the source's."""
    return parse.paragraphs[max(0, parse.paragraph[source[0]] - 1)][0]


def _may_speak(parse: Parse, speaker: Speaker, gender: str) -> bool:
    if speaker.plural:
        return False
    if speaker.entity is not None:
        return _may_be(parse, speaker.entity, gender)
    names = parse.speech.names
    other = names.men if gender == "female" else names.women
    subject = parse.deps[head_of(parse, speaker.source)] == "nsubj"
    return subject and speaker.head in names.roles - other


def _may_be(parse: Parse, entity: Entity, gender: str) -> bool:
    """Whether an entity may be a person of this gender."""
    if entity.type is EntityType.ORGANISATION or entity.gender not in (None, gender):
        return False
    if entity.type is EntityType.PERSON:  # "Jeffries" too, which parsers take for a plural
        return True
    if parse.tags[entity.fullest.name[1] - 1] == "NNPS":
        return False
    nation = nation_of(parse.slice(entity.fullest.name), parse.language)
    return nation is None and len(entity.fullest.words) <= _LONGEST_NAME


def is_nobody(parse: Parse, it: int) -> bool:
    """Whether this is the "it" of "it was not possible to confirm" or "it is said that"."""
    grammar, verb = parse.speech.grammar, parse.heads[it]
    if parse.deps[it] == "expl":
        return True
    kids = parse.children[verb]
    if parse.deps[it] == "nsubjpass":  # "it is said that": by nobody
        return any(parse.deps[k] == "ccomp" and k > verb for k in kids)
    if parse.lemmas[verb] not in grammar.be:
        return parse.lemmas[verb] in grammar.seeming
    judged = [k for k in kids if k > it and parse.deps[k] in ("acomp", "attr", "advmod")]
    if any(parse.lemmas[k] in grammar.judged for k in judged):
        return True
    clauses = (k for j in (verb, *judged) for k in parse.children[j])
    return bool(judged) and any(parse.deps[k] in _CLAUSES and k > verb for k in clauses)


def _is_topic(parse: Parse, mention: Mention) -> bool:
    """Whether it is the subject of its sentence, or of who says that sentence."""
    head = head_of(parse, mention.name)
    verb = parse.heads[head]
    main = parse.heads[verb] == verb or parse.lemmas[verb] in parse.speech.cues.plain
    return parse.deps[head] in SUBJECTS and main


def _is_subject(parse: Parse, mention: Mention) -> bool:
    """But not within what somebody says: whom they speak about does not speak next."""
    head = mention.name[1] - 1
    if _is_misread(parse, mention) or _is_fronted(parse, mention):
        return True
    while parse.deps[head] in ("appos", "conj") and parse.heads[head] != head:
        head = parse.heads[head]
    if parse.deps[mention.name[1] - 1] == "appos":
        head = _past_where(parse, head)
    verb = parse.heads[head]
    if parse.deps[head] not in SUBJECTS and not _is_presented(parse, head):
        return False
    for _ in range(_DEEPEST):
        if parse.deps[verb] in ("acl", "ccomp", "relcl"):
            return False
        if parse.deps[verb] not in _WITHIN:
            break
        verb = parse.heads[verb]
    return True


def _is_presented(parse: Parse, head: int) -> bool:
    """Ada Bell, in "The first witness was Ada Bell"."""
    verb, names = parse.heads[head], parse.speech.names
    return (
        parse.deps[head] == "attr"
        and parse.lemmas[verb] in parse.speech.grammar.be
        and any(
            parse.deps[k] in SUBJECTS and k < verb and parse.lemmas[k] in names.roles | names.titles
            for k in parse.children[verb]
        )
    )


def _past_where(parse: Parse, head: int) -> int:
    """The analyst, in "An analyst at the Aldmoor Institute, Ada Bell, disagreed", whom parsers
    take for an apposition to the institute."""
    somebody = parse.heads[parse.heads[head]]
    names = parse.speech.names
    is_where = parse.deps[head] == "pobj" and parse.pos[head] == "PROPN"
    return somebody if is_where and parse.lemmas[somebody] in names.roles | names.titles else head


def _is_fronted(parse: Parse, mention: Mention) -> bool:
    """ "For the old engineer Bell, it was the fifth": Bell is what the sentence is about.

    And in "Her colleague, Jan Bell – a cousin, he says – disagrees", however it is parsed.
    """
    head = mention.name[1] - 1
    if parse.deps[head] == "appos":
        head = parse.heads[head]
        first = parse.sentences[parse.sentence[head]][0]
        if parse.deps[head] == "npadvmod" and parse.edges[head][0] == first:
            return any(parse.deps[k] == "poss" for k in parse.children[head])
    preposition = parse.heads[head]
    first = parse.sentences[parse.sentence[head]][0]
    fronted = preposition == first and parse.deps[head] == "pobj"
    return fronted and parse.words[first] in parse.speech.grammar.fronting


def _is_misread(parse: Parse, mention: Mention) -> bool:
    """ "On the age of the gate Mr Bell held his ground": no apposition to the gate."""
    start, stop = mention.phrase[0], mention.name[1]
    if parse.deps[stop - 1] != "appos" or not 0 < start < stop < len(parse):
        return False
    return parse.is_word(start - 1) and parse.tags[stop] in ("VBD", "VBZ") and bool(mention.titles)
