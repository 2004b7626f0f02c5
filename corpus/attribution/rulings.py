"""Rulings and votes: what is decided by a word that elsewhere denies.

"The judge denied bail", "voters rejected the measure", "the suit was dismissed" deny nothing that
somebody said. "The court rejected the claim that it was late" does.
"""

from __future__ import annotations

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse

_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))
_OBJECTS = frozenset(("dobj", "nsubjpass"))
_TOLD = frozenset(("acl", "ccomp"))


def is_ruling(document: Document, candidate: Candidate) -> bool:
    """Whether something is decided, by a court or by voters, or by what it is."""
    parse, anchor = document.parse, candidate.anchor
    words, names = parse.speech.cues, parse.speech.names
    if parse.lemmas[anchor] not in words.dismissing | words.refusing:
        return False
    after = (k for k in parse.children[anchor] if k > anchor)
    if any(parse.words[k] in parse.speech.grammar.as_ for k in after) or _tells(parse, candidate):
        return False
    if _is_decided(document, candidate):
        return True
    decides = names.judging | names.voting
    content = [k for low, high in candidate.content for k in range(low, high)]
    return all(document.quoted[k] < 0 for k in content) and any(
        parse.lemmas[k] in decides for low, high in candidate.source for k in range(low, high)
    )


def _tells(parse: Parse, candidate: Candidate) -> bool:
    """Whether the content says what is wrong: "the claim that it was late"."""
    return any(
        parse.deps[k] in _TOLD
        and any(
            parse.tags[m] in _FINITE
            for m in (k, *(c for c in parse.children[k] if parse.deps[c] in ("aux", "auxpass")))
        )
        for low, high in candidate.content
        for k in range(low, high)
    )


def _is_decided(document: Document, candidate: Candidate) -> bool:
    """Whether it is a suit, a measure or a right that is dismissed, rejected or denied."""
    parse, anchor = document.parse, candidate.anchor
    objects = [k for k in parse.children[anchor] if parse.deps[k] in _OBJECTS]
    head = objects[0] if objects else head_of(parse, candidate.content[0])
    return document.quoted[head] < 0 and parse.lemmas[head] in parse.speech.cues.decided
