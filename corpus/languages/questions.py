"""How questions are asked; `index.query` takes them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """The words of questions.

    `stop_words` say how a question is asked, not what it is about; `function_words` are those that
    the windows of a long passage are not chosen by. `number_words` count as figures do. `kinds` are
    patterns of questions by the kind of answer they want; the first that fits has it. `seats` are
    the places among the words for nations that stand for a government ("Kyiv"), unless one of
    `at_place` stands before them ("in Kyiv"), and `before_actor` where they act ("did Kyiv").
    `values` are those of number words. `corrections` is a pattern of questions about mistakes,
    `own_corrections` of what somebody puts right, `all_corrections` of what outlets do;
    `correcting` are words before who does so, `of_corrections` those that say only that it was
    done.
    """

    stop_words: frozenset[str]
    function_words: frozenset[str]
    number_words: frozenset[str]
    kinds: Mapping[str, str]
    seats: frozenset[str]
    at_place: frozenset[str]
    before_actor: frozenset[str]
    values: Mapping[str, int]
    corrections: str
    own_corrections: str
    all_corrections: str
    correcting: str
    of_corrections: frozenset[str]
    going_on: GoingOn
    examples: Examples
    acts: AskedActs
    claimed: ClaimedDeeds
    speakers: AskedSpeakers
    sources: AskedSources


@dataclass(frozen=True, slots=True)
class GoingOn:
    """How a question goes on from another: it begins with `opening`, a pattern, or points back by
    one of the words of `pointing`."""

    opening: str
    pointing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions to show what can be asked.

    `by_act` have a {speaker} who does something by saying it, by the values of Act; `about` has a
    {topic} too; `denied` are the first words of what a denial is of, in `who_denied`; `general` fit
    much news.
    """

    by_act: Mapping[str, str]
    about: str
    who_denied: str
    denied: frozenset[str]
    general: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedActs:
    """How a question asks what somebody does by saying it.

    Responsibility is asked for with a word of `taken` and one of `taking`, or as in `done_it`, a
    pattern of `deeds`. `whether` begin a question for yes or no, `anybody` one that names no
    speaker. `saying` is plain saying. `endings` take a form to what may be its lemma: what goes,
    and what comes instead. `small` are parts of names that many have.
    """

    taken: frozenset[str]
    taking: frozenset[str]
    deeds: tuple[str, ...]
    done_it: str
    whether: frozenset[str]
    anybody: frozenset[str]
    saying: frozenset[str]
    small: frozenset[str]
    endings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimedDeeds:
    """How a deed is claimed, in patterns.

    `asked` is a question for whoever claims it. `claimed` is a claim in a sentence, unless
    `negated` stands before its end; `nobody` says that there is none. `own` is how what somebody
    says of their own deed begins, up to the deed, `saying` what stands before that. `deeds` are
    nouns for deeds; what fits different ones of `kinds` is not the same deed.
    """

    asked: str
    claimed: str
    negated: str
    nobody: str
    own: str
    saying: str
    deeds: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedSpeakers:
    """How a question asks for somebody's words.

    A name stands between one of `asking` and a form of `saying`, with some of `between` after it;
    or it is the first group of the pattern `according`, which is of the word `accord`. `roles` are
    what people are, each with the few other words that news has for it.
    """

    roles: Mapping[str, frozenset[str]]
    saying: frozenset[str]
    asking: frozenset[str]
    between: frozenset[str]
    according: str
    accord: str


@dataclass(frozen=True, slots=True)
class AskedSources:
    """How a question asks for whoever says something: "Who has since denied it?"

    Between `who` or a noun with `which` and the verb there may be words of `having`, of `aside`
    and `adverbs` by their ending. After one of `being` it asks for the one who speaks only with a
    word of `owning`, or a verb that ends in `going_on`. One of `doing` ends the noun as well.
    """

    who: frozenset[str]
    which: frozenset[str]
    having: frozenset[str]
    being: frozenset[str]
    doing: frozenset[str]
    aside: frozenset[str]
    owning: frozenset[str]
    adverbs: str
    going_on: str
