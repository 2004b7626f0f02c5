"""Who says what in the passages that were found, and how well that meets the question. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.attribution.acts import acts_by_lemma
from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from index.query.aliases import unify
from index.query.question import Question
from index.query.words import analyse, share_held, stem
from index.ranking.decision import Judgement
from index.ranking.features import Candidate
from index.types import Passage

# How far a match raises the score of a passage: by itself, and where it is about the rest of the
# question too. Whoever asks "who denied it" names nobody, so there the act is enough.
_BOOST = 0.25
_DONE, _DONE_BY_SOMEBODY = 0.95, 0.6
# What is left of the score of one that only mentions what another does.
_MENTIONED = 0.9
# How far a claim of responsibility raises its passage, and the confidence that it answers.
_CLAIMED, _LIKELY = 0.95, 0.6
# With less of the question than this, a claim of responsibility is for something else.
_ABOUT = 0.6
_TAKEN = frozenset(("responsibility", "credit"))
_TAKING = frozenset(
    """
    claim claims claimed claiming take takes took taken taking accept accepts accepted admit admits
    admitted assume assumes assumed
    """.split()
)
_DEEDS = (
    *("behind", "carried out", "conducted", "did", "done", "launched", "mounted"),
    *("organised", "organized", "responsible", "staged"),
)
# "Who said they carried it out?", "Who was behind it?"
_DONE_IT = re.compile(
    r"\bwho (?:(?:has|have|had) )?"
    r"(?:(?:admit\w*|claim\w*|sa(?:id|ys?)) (?:that )?(?:he|she|it|they) "
    r"(?:(?:had|has|have|was|were|is|are) )*"
    rf"(?:{'|'.join(_DEEDS)})\b"
    r"|(?:is|are|was|were|been) (?:behind|responsible)\b)"
)
_TAKING_ROOTS = frozenset(stem(word) for word in (*_TAKEN, *_TAKING, *" ".join(_DEEDS).split()))
_ON_IT = frozenset((Act.CONFIRMS, Act.DENIES, Act.CANNOT_VERIFY))
_WHETHER = frozenset(("did", "do", "does", "has", "have", "had"))
_SPEAKER_AND_ACT, _SPEAKER, _ACT = 1.0, 0.6, 0.4
_SAYING = frozenset(("say", "said", "says", "tell", "told", "quoted", "statement", "according"))
_SMALL = frozenset(("the", "and", "for", "of", "de", "al", "new", "united", "ministry", "group"))
_SHORTEST_NAME = 3


def attach(passage: Passage, statements: Mapping[int, Sequence[Statement]]) -> Passage:
    """The passage with what is said in it."""
    return replace(passage, statements=tuple(statements.get(passage.paragraph.id, ())))


def weigh_statements(
    question: Question, judgement: Judgement, statements: Mapping[int, Sequence[Statement]]
) -> Judgement:
    """The judgement, seen in the light of who does what in its passages.

    A passage in which the right speaker does the right thing comes before one that mentions it,
    where it is about the rest of the question.
    A claim of responsibility is worded in so many ways ("said they were behind it") that the act
    itself counts as the words do: it comes first, and makes an answer likely, where the passage or
    what stands around it holds the rest of the question.
    """
    words = question_words(question.text)
    doing = {
        passage.candidate.paragraph.id: [
            statement
            for statement in statements.get(passage.candidate.paragraph.id, ())
            if does(words, statement)
        ]
        for passage in judgement.ranked
    }
    mentioned = _MENTIONED if any(doing.values()) else 1.0
    ranked, confidence = [], judgement.confidence
    for passage in judgement.ranked:
        id_ = passage.candidate.paragraph.id
        weight = _BOOST * attribution_match(question.text, statements.get(id_, ()))
        score = passage.score * (1.0 if doing[id_] else mentioned)
        if doing[id_]:
            rest = _share_held(question, passage.candidate, doing[id_])
            weight = max(weight, _strength(words, doing[id_]) * rest)
            if doing[id_][0].act is Act.CLAIMS_RESPONSIBILITY:
                confidence = max(confidence, 1 - (1 - judgement.confidence) * (1 - _LIKELY * rest))
        ranked.append(replace(passage, score=1 - (1 - score) * (1 - weight)))
    ranked.sort(key=lambda passage: -passage.score)
    return replace(judgement, ranked=tuple(ranked), confidence=confidence)


def does(words: tuple[str, ...], statement: Statement) -> bool:
    """Whether a statement is the act that a question's words ask about, and by whom they name.

    "Who denied it?" names nobody, and anybody's denial will do; so will any claim of
    responsibility.
    """
    if statement.act not in asked_acts(words):
        return False
    anybody = statement.act is Act.CLAIMS_RESPONSIBILITY or words[0] == "who"
    return anybody or _is_named(statement, words)


def _strength(words: Sequence[str], doing: Sequence[Statement]) -> float:
    if doing[0].act is Act.CLAIMS_RESPONSIBILITY:
        return _CLAIMED
    named = any(_is_named(statement, words) for statement in doing)
    return _DONE if named else _DONE_BY_SOMEBODY


def _share_held(question: Question, candidate: Candidate, doing: Sequence[Statement]) -> float:
    """How much of the question, apart from the act and who does it, the passage is about.

    By rarity; 0 where it lacks a name of the question's, or too much else.
    """
    apart = _TAKING_ROOTS | {
        stem(word)
        for word in question_words(question.text)
        if asked_act([word]) is not None or any(_is_named(said, [word]) for said in doing)
    }
    wanted = {root: rarity for root, rarity in question.rarity.items() if root not in apart}
    if not wanted:
        return 1.0
    text = f"{candidate.heading} {candidate.around} {candidate.paragraph.text}"
    share = share_held(wanted, text)
    lacking = question.names - apart - analyse(text).at.keys()
    return share if share >= _ABOUT and not lacking else 0.0


def attribution_match(question: str, statements: Sequence[Statement]) -> float:
    """0..1: whether somebody the question names does in a statement what the question asks about.

    0 for a question that names neither a speaker of these statements nor an act.
    """
    words = question_words(question)
    acts = asked_acts(words)
    says = not acts and not _SAYING.isdisjoint(words)
    best = 0.0
    for statement in statements:
        named = _is_named(statement, words)
        does = statement.act in acts
        if named and does:
            return _SPEAKER_AND_ACT
        if named and says:
            best = max(best, _SPEAKER)
        elif does:
            best = max(best, _ACT)
    return best


@lru_cache(maxsize=256)  # asked of every statement in every passage
def asked_acts(words: tuple[str, ...]) -> frozenset[Act]:
    """The acts that answer a question: "Did Kyiv confirm it?" is answered by a denial as well."""
    act = asked_act(words)
    if act is None:
        return frozenset()
    return _ON_IT if act in _ON_IT and words[0] in _WHETHER else frozenset((act,))


def asked_act(words: Sequence[str]) -> Act | None:
    """The act that a question's words ask about; None for plain saying."""
    takes = not _TAKEN.isdisjoint(words) and not _TAKING.isdisjoint(words)
    if takes or _DONE_IT.search(" ".join(words)):
        return Act.CLAIMS_RESPONSIBILITY
    acts = acts_by_lemma()
    for word in words:
        for lemma in _lemmas(word):
            if lemma in acts:
                return acts[lemma]
    return None


def question_words(question: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w'-]+", unify(question).casefold()))


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
            for part in re.findall(r"[\w-]+", unify(name).casefold())
            if part in ENGLISH.writing.aliases
            or (len(part) >= _SHORTEST_NAME and part not in _SMALL)
        }
        if not parts.isdisjoint(word.removesuffix("'s") for word in words):
            return True
    return False
