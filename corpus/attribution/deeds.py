"""Deeds: what somebody did, wanted or saw, and what a thing shows, which are no statements.

"Passed a bill", "want a new gate", "voters support the party", "took credit", "the map shows": the
words of an attribution, with nothing said, unless a clause or a quotation follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.labels import is_label
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse
from corpus.attribution.rulings import is_ruling
from corpus.attribution.things import is_thing
from corpus.attribution.treebank import COMPLEMENTS, FINITE, SUBJECTS, VERBAL
from corpus.attribution.unspoken import is_negated

DEED = "deed"
_OBJECTS = frozenset(("dobj", "nsubjpass"))
_SOMEBODY = frozenset(("PROPN", "PRON"))


def is_deed(document: Document, candidate: Candidate) -> bool:
    """Whether it tells what somebody did, wanted or saw, or what "you know"."""
    parse, anchor = document.parse, candidate.anchor
    if is_label(document, candidate) or _is_manner(parse, candidate):
        return True
    if is_ruling(document, candidate):
        return True
    words = parse.speech.cues
    if any(document.quoted[k] >= 0 for low, high in candidate.content for k in range(low, high)):
        return False
    if _is_beside(parse, candidate) or _says_nothing(parse, candidate):
        return True
    if parse.pos[anchor] not in VERBAL:
        return parse.lemmas[anchor] in words.knowing and not _has_verb(parse, candidate, FINITE)
    source = [parse.words[k] for low, high in candidate.source for k in range(low, high)]
    if len(source) == 1 and source[0] in words.anybody:
        return True
    if _asks_to_be_unnamed(parse, anchor) or _convenes(parse, anchor):
        return True
    if _is_bidden(parse, candidate) or _is_ordered(parse, anchor) or _is_examined(parse, anchor):
        return True
    if words.silent.issuperset(_words_in(parse, candidate)):  # "said nothing"
        return True
    if _asks(parse, candidate):
        return True
    if _is_call_name(parse, candidate) or _is_opening(parse, candidate):
        return True
    if _is_verdict(parse, anchor) or _is_topic(parse, candidate):
        return True
    if _is_done(parse, candidate) or _is_shown(parse, candidate):
        return True
    if parse.lemmas[anchor] in words.perceiving or _is_written(parse, candidate):
        return True
    if _is_vote(parse, candidate) or _is_boast(parse, anchor) or _is_named_so(parse, anchor):
        return True
    told = any(
        parse.lemmas[k] in words.verbs and parse.tags[k] == "VBG"
        for k in range(*candidate.cue)
        if k != anchor
    )
    does = parse.lemmas[anchor] in words.doing and not told  # but "filed a suit accusing him"
    does = does and not _has_child(parse, anchor, "prt")  # but "ruled out a deal"
    if parse.lemmas[anchor] in words.holding_back - words.saying - words.uttering:
        does = not is_negated(document, anchor) and _has_child(parse, anchor, "xcomp")
    recounts = parse.lemmas[anchor] in words.saying and _has_child(parse, anchor, "xcomp")
    return does and not recounts and not _has_child(parse, anchor, "ccomp")


def _is_beside(parse: Parse, candidate: Candidate) -> bool:
    """ "The post gave no evidence, and the LNA could not verify it": another clause, of others."""
    pieces, anchor = candidate.content, candidate.anchor
    if parse.words[anchor] in parse.speech.cues.according:  # which a clause beside may be
        return False
    inside = {k for low, high in pieces for k in range(low, high) if parse.is_word(k)}
    tops = [k for k in inside if parse.heads[k] not in inside - {k} and parse.deps[k] != "cc"]
    return (
        bool(tops)
        and pieces[0][0] > anchor
        and all(
            parse.deps[k] == "conj"
            and parse.heads[k] in (anchor, parse.heads[anchor])
            and parse.tags[k] in FINITE | {"VB"}
            and any(parse.deps[m] in SUBJECTS and m in inside for m in parse.children[k])
            for k in tops
        )
    )


def _says_nothing(parse: Parse, candidate: Candidate) -> bool:
    """ "On the fund the court said nothing: that is for others", and the narrator goes on."""
    low, high = candidate.content[0]
    nothing = parse.words[low] in parse.speech.cues.silent and parse.pos[low] == "PRON"
    return nothing and low + 1 < high and parse.words[low + 1] == ":"


def _asks(parse: Parse, candidate: Candidate) -> bool:
    """ "What do critics say?": no more than the word that asks."""
    said = [k for low, high in candidate.content for k in range(low, high) if parse.is_word(k)]
    return bool(said) and all(parse.tags[k] in ("WP", "WRB") for k in said)


def _asks_to_be_unnamed(parse: Parse, anchor: int) -> bool:
    """ "Asked not to be named": on whose terms somebody speaks, and not what they say."""
    words = parse.speech.cues
    return parse.lemmas[anchor] in words.asking | words.requesting and any(
        parse.deps[k] in COMPLEMENTS
        and parse.lemmas[k] in words.uttering | words.quoting
        and _has_child(parse, k, "neg")
        and _has_child(parse, k, "auxpass")
        for k in parse.children[anchor]
    )


def _convenes(parse: Parse, anchor: int) -> bool:
    """ "Called a meeting", "the session was called by Bell", and not "called it a meeting of
    fools"; and whatever is called off."""
    words = parse.speech.cues
    return (
        parse.lemmas[anchor] in words.describing & words.prepositional
        and any(
            parse.words[k] in words.off
            or (parse.deps[k] in _OBJECTS and parse.lemmas[k] in words.convened)
            for k in parse.children[anchor]
        )
        and not any(_has_child(parse, anchor, dep) for dep in ("acomp", "ccomp", "oprd"))
    )


def _is_bidden(parse: Parse, candidate: Candidate) -> bool:
    """ "Nyman was asked to leave": done to him, where it is not found by whom."""
    anchor = candidate.anchor
    return (
        not candidate.source
        and parse.lemmas[anchor] in parse.speech.cues.bidding
        and _has_child(parse, anchor, "nsubjpass")
        and _has_child(parse, anchor, "xcomp")
    )


def _is_ordered(parse: Parse, anchor: int) -> bool:
    """ "Ordered an inquiry", "an inquiry was ordered"; and not "ordered them to leave"."""
    if parse.lemmas[anchor] not in parse.speech.cues.commanding:
        return False
    clauses = any(_has_child(parse, anchor, dep) for dep in ("ccomp", "xcomp", "advcl"))
    return not clauses and any(_has_child(parse, anchor, dep) for dep in _OBJECTS)


def _is_examined(parse: Parse, anchor: int) -> bool:
    """ "Questioned the witness", and not "questioned the claim"."""
    names = parse.speech.names
    return parse.lemmas[anchor] in parse.speech.cues.examining and any(
        parse.deps[k] in _OBJECTS
        and (parse.pos[k] in _SOMEBODY or parse.lemmas[k] in names.roles | names.titles)
        for k in parse.children[anchor]
    )


def _is_call_name(parse: Parse, candidate: Candidate) -> bool:
    """ "Old Jan, as everyone calls him", "contradicted one another": whom, and not what."""
    words, pieces = parse.speech, candidate.content
    said = [parse.words[k] for low, high in pieces for k in range(low, high) if parse.is_word(k)]
    called = parse.lemmas[candidate.anchor] in words.cues.describing & words.cues.prepositional
    alone = len(said) == 1 and said[0] in words.grammar.personal.keys() | words.grammar.plural
    return (called and alone) or " ".join(said[:2]) in words.cues.reciprocal


def _is_opening(parse: Parse, candidate: Candidate) -> bool:
    """ "Considers it necessary to state the following": that something follows."""
    low, high = candidate.content[-1]
    return " ".join(parse.words[max(low, high - 2) : high]) in parse.speech.cues.foreword


def _words_in(parse: Parse, candidate: Candidate) -> set[str]:
    pieces = (k for low, high in candidate.content for k in range(low, high))
    return {parse.words[k] for k in pieces if parse.is_word(k)}


def _is_verdict(parse: Parse, anchor: int) -> bool:
    """ "The jury found Bell guilty": judged, and not said."""
    return parse.lemmas[anchor] in parse.speech.cues.finding and any(
        parse.deps[k] in COMPLEMENTS | {"oprd", "acomp"}
        and parse.pos[k] == "ADJ"
        and not any(parse.deps[m] in ("cop", "aux", "mark") for m in parse.children[k])
        for k in _after(parse, anchor)
    )


def _is_topic(parse: Parse, candidate: Candidate) -> bool:
    """ "Posted a video of its fighters", "tweeted about the gate": what the words are about."""
    words, lemma = parse.speech.cues, parse.lemmas[candidate.anchor]
    objects = (k for k in parse.children[candidate.anchor] if parse.deps[k] == "dobj")
    news = any(parse.lemmas[k] in words.news for k in objects)
    citing = lemma in words.quoting and parse.tags[candidate.anchor] == "VBG"  # "citing sources"
    if not news and not citing and lemma not in words.topical | words.assuring:
        return False
    return not _has_verb(parse, candidate, FINITE)


def _is_manner(parse: Parse, candidate: Candidate) -> bool:
    """ "Prices adjusted according to each country's parity": how, and nobody says so."""
    if parse.lemmas[candidate.anchor] not in parse.speech.cues.accord:
        return False
    return any(
        parse.words[low] in parse.speech.grammar.distributive
        and is_thing(parse, head_of(parse, (low, high)))
        for low, high in candidate.source
    )


def _is_shown(parse: Parse, candidate: Candidate) -> bool:
    """ "Activity in the basin suggests that", "a motion asking for": no being, and says nothing."""
    asks = parse.tags[candidate.anchor] == "VBG" and parse.deps[candidate.anchor] == "acl"
    if parse.lemmas[candidate.anchor] not in parse.speech.cues.showing and not asks:
        return False
    return any(is_thing(parse, head_of(parse, source)) for source in candidate.source)


def _is_written(parse: Parse, candidate: Candidate) -> bool:
    """ "A banner that called for her to go": what stands on a thing, and nobody says."""
    if len(candidate.source) != 1:
        return False
    low, high = candidate.source[0]
    verb = parse.heads[low]
    relative = parse.words[low] in parse.speech.grammar.relative - parse.speech.grammar.who
    within = high - low == 1 and relative and parse.deps[verb] == "relcl"
    return within and is_thing(parse, parse.heads[verb])


def _is_vote(parse: Parse, candidate: Candidate) -> bool:
    """ "Voters support the party": how they vote."""
    if parse.lemmas[candidate.anchor] not in parse.speech.cues.siding:
        return False
    voting = parse.speech.names.voting
    return any(parse.lemmas[head_of(parse, source)] in voting for source in candidate.source)


def _is_boast(parse: Parse, anchor: int) -> bool:
    """ "Took credit for the turnaround", and not for an attack."""
    acts, about = parse.speech.acts, parse.speech.grammar.charged_with
    if parse.lemmas[anchor] not in acts.taking:
        return False
    for k in parse.children[anchor]:
        if parse.deps[k] == "dobj" and parse.lemmas[k] in acts.credit:
            reasons = [m for m in (*parse.children[k], *parse.children[anchor]) if m > k]
            deeds = [
                parse.lemmas[d]
                for m in reasons
                if parse.words[m] in about
                for d in range(*parse.edges[m])
            ]
            return acts.attacks.isdisjoint(deeds)
    return False


def _is_named_so(parse: Parse, anchor: int) -> bool:
    """ "Magnets called a tokamak": what everybody calls it."""
    naming = parse.speech.cues.describing & parse.speech.cues.prepositional
    if parse.lemmas[anchor] not in naming or parse.tags[anchor] != "VBN":
        return False
    return not any(parse.deps[k] in ("aux", "auxpass", "agent") for k in parse.children[anchor])


def _is_done(parse: Parse, candidate: Candidate) -> bool:
    """ "Injuries derailed the season": a verb that reports nothing, and no clause after it.

    "Named one of them as Jan Ruud" tells something all the same.
    """
    words, as_ = parse.speech.cues, parse.speech.grammar.as_
    if any(parse.words[k] in as_ for k in _after(parse, candidate.anchor)):
        return False
    if _is_put_at(parse, candidate):
        return False
    lemmas = {parse.lemmas[k] for k in range(*candidate.cue) if parse.is_word(k)}
    reporting = words.verbs | words.nouns | words.describing | words.quoting | words.accord
    reporting |= (
        words.undertaking | words.siding | words.holding_back | parse.speech.acts.acts.keys()
    )
    reporting |= parse.speech.acts.checks | parse.speech.acts.taking
    return lemmas.isdisjoint(reporting) and not _has_verb(parse, candidate, FINITE | {"VB"})


def _is_put_at(parse: Parse, candidate: Candidate) -> bool:
    """ "Put the number at 14": whoever does says so, and no thing."""
    anchor, words = candidate.anchor, parse.speech.cues
    sources = [head_of(parse, source) for source in candidate.source]
    valued = any(
        parse.words[k] in words.valued_at and parse.pos[k + 1] in ("ADJ", "ADV", "NUM", "SYM")
        for low, high in (candidate.cue, *candidate.content)
        for k in range(low, high)
        if k + 1 < len(parse)
    )
    beings = bool(sources) and not any(is_thing(parse, head) for head in sources)
    return parse.lemmas[anchor] in words.valuing and valued and beings


def _has_verb(parse: Parse, candidate: Candidate, tags: frozenset[str]) -> bool:
    return any(parse.tags[k] in tags for low, high in candidate.content for k in range(low, high))


def _after(parse: Parse, anchor: int) -> Iterator[int]:
    return (k for k in parse.children[anchor] if k > anchor)


def _has_child(parse: Parse, k: int, dep: str) -> bool:
    return any(parse.deps[m] == dep for m in parse.children[k])
