"""Rulings and votes: what is decided by a word that elsewhere denies.

"The judge denied bail", "voters rejected the measure", "the suit was dismissed" deny nothing that
somebody said. "The court rejected the claim that it was late" does.
"""

from __future__ import annotations

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse
from corpus.attribution.treebank import FINITE

_OBJECTS = frozenset(("dobj", "nsubjpass"))
_TOLD = frozenset(("acl", "ccomp"))


def is_ruling(document: Document, candidate: Candidate) -> bool:
    """Whether something is decided, by a court or by voters, or by what it is."""
    parse = document.parse
    words, names = parse.speech.cues, parse.speech.names
    dismissing = words.dismissing | words.refusing
    verbs = [k for k in (candidate.anchor, *range(*candidate.cue)) if parse.lemmas[k] in dismissing]
    if not verbs:
        return False
    verb = verbs[0]
    after = (k for k in parse.children[verb] if k > verb)
    if any(parse.words[k] in parse.speech.grammar.as_ for k in after):
        return False
    objects = [k for k in parse.children[verb] if parse.deps[k] in _OBJECTS]
    what = objects[0] if objects else head_of(parse, candidate.content[0])
    if any(_tells(parse, k) for of in (verb, what) for k in parse.children[of]):
        return False
    if document.quoted[what] < 0 and parse.lemmas[what] in words.decided:
        return True
    decides = names.judging | names.voting
    return any(
        parse.lemmas[k] in decides for low, high in candidate.source for k in range(low, high)
    )


def _tells(parse: Parse, clause: int) -> bool:
    """Whether it is what is wrong: "the claim that it was late"."""
    auxiliaries = (k for k in parse.children[clause] if parse.deps[k] in ("aux", "auxpass"))
    return parse.deps[clause] in _TOLD and any(
        parse.tags[k] in FINITE for k in (clause, *auxiliaries)
    )
