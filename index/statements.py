"""Who says what in the passages of a reply, and how well that meets the question.

Separate from retrieval on purpose: `attribution_match` is a pure number that any ranking may use.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.attribution.acts import lexicon
from corpus.attribution.types import Act, Statement
from corpus.store import CorpusStore
from index.types import Assessment, Passage

# How far a perfect match raises a passage's score.
_BOOST = 0.25
_SPEAKER_AND_ACT, _SPEAKER, _ACT = 1.0, 0.6, 0.4
_SAYING = frozenset(("say", "said", "says", "tell", "told", "quoted", "statement", "according"))
_SMALL = frozenset(("the", "and", "for", "of", "de", "al", "new", "united", "ministry", "group"))
_SHORTEST_NAME = 3


def attach(store: CorpusStore, assessment: Assessment) -> Assessment:
    """The assessment with the statements of every passage that it shows."""
    passages = [citation.passage for citation in assessment.citations] + list(assessment.nearest)
    statements = store.attributions.in_paragraphs([p.paragraph.id for p in passages])

    def told(passage: Passage) -> Passage:
        return replace(passage, statements=statements.get(passage.paragraph.id, ()))

    return replace(
        assessment,
        citations=tuple(replace(c, passage=told(c.passage)) for c in assessment.citations),
        nearest=tuple(told(passage) for passage in assessment.nearest),
    )


def promote(assessment: Assessment) -> Assessment:
    """Citations in which the right speaker does the right thing before those that mention it."""
    raised = [
        1 + _BOOST * attribution_match(assessment.question, citation.passage.statements)
        for citation in assessment.citations
    ]
    order = sorted(
        range(len(raised)),
        key=lambda k: -assessment.citations[k].passage.score * raised[k],
    )
    if order == list(range(len(order))):
        return assessment
    return replace(
        assessment,
        citations=tuple(
            replace(assessment.citations[k], number=number)
            for number, k in enumerate(order, start=1)
        ),
    )


def attribution_match(question: str, statements: Sequence[Statement]) -> float:
    """0..1: whether somebody the question names does in a statement what the question asks about.

    0 for a question that names neither a speaker of these statements nor an act.
    """
    words = re.findall(r"[\w'-]+", question.casefold())
    act = asked_act(words)
    asks = act is not None or not _SAYING.isdisjoint(words)
    best = 0.0
    for statement in statements:
        named = _is_named(statement, words)
        does = act is not None and statement.act is act
        if named and does:
            return _SPEAKER_AND_ACT
        if named and asks and act is None:
            best = max(best, _SPEAKER)
        elif does:
            best = max(best, _ACT)
    return best


def asked_act(words: Sequence[str]) -> Act | None:
    """The act that a question's words ask about; None for plain saying."""
    if "responsibility" in words or "credit" in words:
        return Act.CLAIMS_RESPONSIBILITY
    acts = lexicon().acts
    for word in words:
        for lemma in _lemmas(word):
            if lemma in acts:
                return acts[lemma]
    return None


def _lemmas(word: str) -> list[str]:
    """What `word` may be a form of: "denied" is of "deny"."""
    found = [word]
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("es", "e"),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found.append(word.removesuffix(ending) + instead)
    return found


def _is_named(statement: Statement, words: Sequence[str]) -> bool:
    for name in (statement.speaker, statement.party):
        if name is None:
            continue
        parts = {
            part
            for part in re.findall(r"[\w-]+", name.casefold())
            if len(part) >= _SHORTEST_NAME and part not in _SMALL
        }
        if not parts.isdisjoint(word.removesuffix("'s") for word in words):
            return True
    return False
