"""What was not said: refusals, conditions, questions and the future have the words of an
attribution, and state nothing.

"Refused to say that", "if Bell says that", "did Bell say that?", "Bell may say that" get an act
that is no statement. A denial ("denied that") and a check that came to nothing ("could not
confirm") are acts of their own, and stay.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.attribution.acts import act_of
from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of, mention_in
from corpus.attribution.parsing import Parse
from corpus.attribution.treebank import COMPLEMENTS, FINITE, SUBJECTS, VERBAL
from corpus.attribution.types import Act

UNSPOKEN = "unspoken"
# Set by hand: verbs above one another ("may go on to say"), and the tokens between a negation or an
# adverb and its verb.
_DEEPEST = 4
_NEAR = 3
_PRESENT = frozenset(("VBP", "VBZ"))
_NEGATING = frozenset(("neg", "cc", "preconj", "advmod"))
_MARKS = frozenset(("mark", "advmod"))
_INNER = frozenset(("ccomp", "xcomp", "pcomp"))


def is_unspoken(document: Document, candidate: Candidate) -> bool:
    """Whether the cue is of saying, and the sentence does not tell that it was said."""
    parse, anchor = document.parse, candidate.anchor
    words = parse.speech.cues
    if parse.pos[anchor] not in VERBAL:
        return False
    speaking = words.saying | words.uttering
    if parse.lemmas[anchor] in words.holding_back and parse.lemmas[anchor] not in speaking:
        return not is_negated(document, anchor) and any(
            parse.lemmas[k] in speaking
            for k in parse.children[anchor]
            if parse.deps[k] in COMPLEMENTS and k > anchor
        )
    if parse.lemmas[anchor] in speaking | words.verbs and _is_open(document, anchor):
        return True
    if parse.lemmas[anchor] in words.dismissing and _is_sent_away(document, candidate):
        return True
    if parse.lemmas[anchor] not in speaking:  # "may call for", "did not blame": attitudes
        return False
    if _is_held_back(document, anchor):
        act = act_of(parse, anchor, candidate.cue, candidate.content)
        admits = parse.lemmas[anchor] in parse.speech.acts.admissions
        return act is not Act.CANNOT_VERIFY and not (act is Act.DENIES and admits)
    return _is_to_come(document, candidate)


def is_silence(document: Document, candidate: Candidate) -> bool:
    """Whether it tells of nothing that could have been said: "did not respond to requests".

    Of what has a clause ("did not say when it would open") readers see an attribution far more
    often than of these.
    """
    parse = document.parse
    clause = any(
        parse.tags[k] in FINITE for low, high in candidate.content for k in range(low, high)
    )
    return not clause and _is_held_back(document, candidate.anchor)


def _is_sent_away(document: Document, candidate: Candidate) -> bool:
    """Whether it is a person or an office that is dismissed: no words of theirs, and none of them.

    "Dismissed the minister as a fool" says something all the same.
    """
    parse = document.parse
    as_ = parse.speech.grammar.as_
    if len(candidate.content) != 1 or any(parse.words[k] in as_ for k in _after(parse, candidate)):
        return False
    start, stop = candidate.content[0]
    if any(document.quoted[k] >= 0 for k in range(start, stop)):
        return False
    names, head = parse.speech.names, head_of(parse, (start, stop))
    if parse.pos[head] == "PROPN":
        mention = mention_in(parse, (start, stop))
        words = frozenset(mention.words if mention is not None else ())
        people = names.female | names.male | names.organisations
        told = mention is not None and mention.describers & (names.titles | names.roles)
        return bool(told) or not people.isdisjoint(words)
    return parse.pos[head] == "NOUN" and parse.lemmas[head] in names.titles | names.roles


def _after(parse: Parse, candidate: Candidate) -> Iterator[int]:
    return (k for k in parse.children[candidate.anchor] if k > candidate.anchor)


# Negation: "did not say", "refused to say"


def _is_held_back(document: Document, anchor: int) -> bool:
    parse = document.parse
    words = parse.speech.cues
    below: int | None = None
    for k in _shared(parse, anchor):
        held = below is not None and _lemma_in(parse, k, words.holding_back)
        if held != is_negated(document, k):
            return True
        if held or _is_instead(parse, k):
            return not held
        below = k
    return False


def is_negated(document: Document, k: int) -> bool:
    """Whether the verb, or who does it, is negated; but not "not only"."""
    parse = document.parse
    words, negations = parse.speech.cues, parse.speech.acts.negations
    subject = _subject(parse, k)
    if subject is not None and _is_nobody(parse, subject):
        return True
    is_be = parse.lemmas[k] in parse.speech.grammar.be  # "it is not true"
    for m in _own(document, k):
        if (m < k or is_be) and parse.deps[m] in _NEGATING:
            limited = m + 1 < len(parse) and parse.words[m + 1] in words.not_only
            if parse.words[m] in negations and not limited:
                return True
    before = k - 1
    while before > 0 and k - before < _NEAR and parse.pos[before] == "ADV":
        before -= 1
    infinitive = before > 0 and parse.words[before] in parse.speech.grammar.to
    return infinitive and parse.words[before - 1] in words.yet | negations


def _is_nobody(parse: Parse, subject: int) -> bool:
    first = parse.edges[subject][0]
    if parse.words[first] not in parse.speech.cues.nobody:
        return False
    return not (first + 1 < len(parse) and parse.words[first + 1][0] in ".0123456789")


def _is_instead(parse: Parse, k: int) -> bool:
    """ "without saying", "rather than say" """
    before = k - 1
    while before > 0 and parse.pos[before] == "ADV":
        before -= 1
    pair = " ".join(parse.words[max(0, before - 1) : before + 1])
    return not parse.speech.cues.instead.isdisjoint((parse.words[before], pair)) and k > 0


# Conditions and questions: "if Bell says", "had Bell said", "did Bell say?"


def _is_open(document: Document, anchor: int) -> bool:
    parse = document.parse
    words = parse.speech.cues
    for k in _shared(parse, anchor, finite=True):
        if _is_conditional(document, k) or _is_inverted(parse, k):
            return True
        head = parse.heads[k]
        if parse.deps[k] in _INNER and head < k:
            if parse.lemmas[head] in words.supposing:
                return True
            judged = parse.deps[k] == "ccomp" and parse.lemmas[head] in parse.speech.grammar.be
            if judged and (is_negated(document, head) or _is_inverted(parse, head)):
                return True
    return False


def _is_conditional(document: Document, k: int) -> bool:
    parse = document.parse
    words = parse.speech.cues
    low = parse.sentences[parse.sentence[k]][0]
    marks = [m for m in _own(document, k) if m < k and parse.deps[m] in _MARKS]
    subject = _subject(parse, k)
    if subject is not None and subject < k:
        marks = [m for m in marks if m < subject]
        first = parse.edges[subject][0]
        if first > low:
            marks.append(first - 1)
    return any(
        parse.words[m] in words.conditions
        or (parse.words[m] in words.awaiting and parse.tags[k] in _PRESENT)
        for m in marks
    )


def _is_inverted(parse: Parse, k: int) -> bool:
    """Whether the clause begins with its auxiliary, as questions and "had Bell said" do."""
    subject = _subject(parse, k)
    if subject is None or (subject > k and parse.lemmas[k] not in parse.speech.grammar.be):
        return False
    start, stop = parse.edges[subject]
    if any(parse.pos[m] == "VERB" for m in range(stop, k)):
        return False
    auxiliary = start - 1
    if auxiliary >= 0 and parse.words[auxiliary] in parse.speech.acts.negations:
        auxiliary -= 1
    low = parse.sentences[parse.sentence[k]][0]
    if auxiliary < low or not _is_auxiliary(parse, auxiliary):
        return False
    before = auxiliary - 1
    return before < low or not parse.is_word(before) or parse.deps[before] == "cc"


def _is_auxiliary(parse: Parse, k: int) -> bool:
    return parse.tags[k] == "MD" or parse.lemmas[k] in parse.speech.grammar.auxiliaries


# What may be said, or is still to be: "may say", "is expected to say"


def _is_to_come(document: Document, candidate: Candidate) -> bool:
    parse, words = document.parse, document.parse.speech.cues
    source = [parse.words[k] for low, high in candidate.source for k in range(low, high)]
    if source and parse.speech.grammar.first.issuperset(source):  # "I must say"
        return False
    below: int | None = None
    for k in _shared(parse, candidate.anchor):
        if below is not None:
            if _lemma_in(parse, k, words.ahead) and _is_infinitive(parse, below):
                compared = words.compared.intersection(parse.words[m] for m in parse.children[k])
                prepared = _lemma_in(parse, k, words.prepared) and _is_quoted(document, candidate)
                return not compared and not prepared
            passive = any(parse.deps[m] == "auxpass" for m in parse.children[k])
            if passive or _lemma_in(parse, k, words.holding_back):  # "can be heard yelling"
                return False
        modals = [
            m
            for m in _own(document, k)
            if parse.tags[m] == "MD" and parse.deps[m] == "aux" and m < k
        ]
        if modals and words.nevertheless.isdisjoint(parse.words[modals[0] : k + _NEAR]):
            prepared = _lemma_in(parse, modals[0], words.prepared)
            return not (prepared and _is_quoted(document, candidate))
        below = k
    return False


def _is_quoted(document: Document, candidate: Candidate) -> bool:
    parse = document.parse
    inside = [
        document.quoted[k] >= 0
        for low, high in candidate.content
        for k in range(low, high)
        if parse.is_word(k)
    ]
    return 2 * sum(inside) > len(inside)


def _is_infinitive(parse: Parse, k: int) -> bool:
    return any(parse.words[m] in parse.speech.grammar.to and m < k for m in parse.children[k])


# The tree


def _shared(parse: Parse, anchor: int, *, finite: bool = False) -> Iterator[int]:
    """The anchor, and the verbs above it that it shares its subject or its tense with.

    "Bell may go on to say": "say", "go". With `finite`, "if Bell goes on and says" as well.
    """
    k = anchor
    for _ in range(_DEEPEST):
        yield k
        head = parse.heads[k]
        if head == k:
            return
        joined = parse.deps[k] == "conj" and _subject(parse, k) is None
        loose = not _is_finite(parse, k)
        if joined and (loose or finite):
            k = head
        elif loose and (parse.deps[k] in COMPLEMENTS or _is_purpose(parse, k)):
            k = head
            if parse.pos[k] == "ADP" and parse.heads[k] != k:  # "refrain from saying"
                k = parse.heads[k]
        else:
            return


def _is_purpose(parse: Parse, k: int) -> bool:
    """ "did not go on to say", "did not come to say" """
    return parse.deps[k] == "advcl" and parse.heads[k] < k and _is_infinitive(parse, k)


def _is_finite(parse: Parse, k: int) -> bool:
    if parse.tags[k] in FINITE:
        return True
    return any(
        parse.tags[m] in FINITE for m in parse.children[k] if parse.deps[m] in ("aux", "auxpass")
    )


def _own(document: Document, k: int) -> Iterator[int]:
    """What hangs on a verb, but for what the parser hangs on it out of a quotation."""
    quoted = document.quoted
    return (m for m in document.parse.children[k] if quoted[m] == quoted[k])


def _subject(parse: Parse, k: int) -> int | None:
    return next((m for m in parse.children[k] if parse.deps[m] in SUBJECTS), None)


def _lemma_in(parse: Parse, k: int, words: frozenset[str]) -> bool:
    return parse.lemmas[k] in words or parse.words[k] in words
