"""Whose statement a question with "who" asks for: "Who denied it?" wants the one who denied.

Pure. "Who was accused?" and "Who did Kyiv accuse?" ask for somebody else than the one who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from index.query.asked_act import act_stems, asked_act
from index.query.asked_speaker import is_saying
from index.query.terms import content_words
from index.query.words import analyse, stem

# What the words of a claim of responsibility do by themselves: "claimed", "took", "admitted".
_OWNED = frozenset((None, Act.CLAIMS, Act.CONFIRMS))
# Any words of a speaker may be meant by these.
_PLAIN = frozenset((Act.STATES, Act.CLAIMS))


@dataclass(frozen=True, slots=True)
class AskedSource:
    """A question for whoever does something by saying it.

    `act` is None where any words of theirs will do; `subject` are the stems of what it is about.
    """

    act: Act | None
    subject: frozenset[str]

    def stated_in(self, statements: Sequence[Statement], text: str) -> Statement | None:
        """The statement of a paragraph that does it, on as much of the subject as any.

        None where none does, or where any words will do and none is on the subject.
        """
        best, most = None, -1
        for statement in statements:
            if self.act not in (None, statement.act):
                continue
            said = " ".join(span.of(text) for span in statement.content)
            shared = len(self.subject & analyse(said).at.keys())
            if shared > most and (shared or self.act or not self.subject):
                best, most = statement, shared
        return best


def asked_source(words: Sequence[str]) -> AskedSource | None:
    """What source a question asks for, by its words; None where it asks for none."""
    verb = _verb(words)
    if verb is None:
        return None
    act = asked_act([verb])
    if act in _OWNED and asked_act(words) is Act.CLAIMS_RESPONSIBILITY:
        act = Act.CLAIMS_RESPONSIBILITY
    apart = act_stems(words) | {stem(word) for word in words if is_saying(word)}
    subject = frozenset(stem(word) for word in content_words(" ".join(words))) - apart
    return AskedSource(None if act in _PLAIN else act, subject)


def _verb(words: Sequence[str]) -> str | None:
    """What "who", or "which group", is the subject of, if that is speaking."""
    asked = ENGLISH.questions.sources
    for at, word in enumerate(words):
        if word in asked.who or word in asked.which:
            rest = list(words[at + 1 :])
            if word in asked.which:  # "which of the two groups has"
                rest = rest[1:]
                while rest and not _ends_subject(rest[0]):
                    rest.pop(0)
            return _first_verb(rest)
    return None


def _ends_subject(word: str) -> bool:
    asked = ENGLISH.questions.sources
    return (
        word in asked.having | asked.being | asked.doing
        or is_saying(word)
        or word in ENGLISH.questions.acts.taking
    )


def _first_verb(rest: Sequence[str]) -> str | None:
    asked = ENGLISH.questions.sources
    is_passive = False
    for word in rest:
        if word in asked.being:
            is_passive = True
        elif word in asked.having or word in asked.aside or word.endswith(asked.adverbs):
            continue
        elif is_passive:
            return (
                word
                if word in asked.owning or (word.endswith(asked.going_on) and is_saying(word))
                else None
            )
        else:
            return word if is_saying(word) or word in ENGLISH.questions.acts.taking else None
    return None
