"""Acts: what a speaker does by saying it, from the cue's words and a small lexicon."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from corpus.attribution.parsing import Parse, Range
from corpus.attribution.types import Act
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.speech import ActWords

# Set by hand, not measured.
_REACH = 4  # tokens before the cue in which a negation still counts
_OPENING = 8  # tokens of the content in which "it was behind" is looked for


@cache
def acts_by_lemma(language: Language = ENGLISH) -> Mapping[str, Act]:
    """What the verbs and nouns of a cue do; any that is missing states."""
    return {lemma: Act(name) for lemma, name in language.speech.acts.acts.items()}


def act_of(parse: Parse, anchor: int, cue: Range, content: tuple[Range, ...]) -> Act:
    """The act of the attribution with this cue; the anchor is the cue's head."""
    words, acts = parse.speech.acts, acts_by_lemma(parse.language)
    lemmas = [parse.lemmas[anchor], *(parse.lemmas[k] for k in range(*cue) if k != anchor)]
    if parse.lemmas[anchor] in words.light:
        lemmas += [parse.lemmas[k] for k in parse.children[anchor] if parse.deps[k] == "dobj"]
    negated = _is_negated(parse, anchor, cue, words)
    opening = [k for a, b in content for k in range(a, b)][:_OPENING]
    nearby = [parse.lemmas[k] for k in opening] + lemmas
    act = next((acts[lemma] for lemma in lemmas if lemma in acts), Act.STATES)
    if act is Act.STATES and not negated:
        act = _performed(parse, opening)
    if negated:
        if any(lemma in words.checks for lemma in lemmas) and not _does_not(parse, anchor):
            return Act.CANNOT_VERIFY
        if any(lemma in words.admissions for lemma in lemmas):
            return Act.DENIES
        return Act.STATES
    takes = any(lemma in words.taking for lemma in lemmas)
    if takes and any(word in words.responsibility for word in nearby):
        return Act.CLAIMS_RESPONSIBILITY
    if act in (Act.STATES, Act.CLAIMS, Act.CONFIRMS) and _is_own_deed(parse, opening, words):
        return Act.CLAIMS_RESPONSIBILITY
    return act


def _is_negated(parse: Parse, anchor: int, cue: Range, words: ActWords) -> bool:
    low = parse.sentences[parse.sentence[anchor]][0]
    near = range(max(low, min(cue[0], anchor) - _REACH), max(anchor, cue[1]))
    for k in near:
        if parse.words[k] not in words.negations and parse.lemmas[k] not in words.negations:
            continue
        if cue[0] <= k < cue[1] or parse.heads[k] == anchor:
            return True
        # "was unable to confirm", "declined to confirm": the cue hangs from the negative word.
        head = anchor
        for _ in range(3):
            head = parse.heads[head]
            if head == k or parse.heads[k] == head:
                return True
    return False


def _does_not(parse: Parse, anchor: int) -> bool:
    """ "did not confirm it", "would not": would not, rather than could not."""
    unwilling = parse.speech.grammar.unwilling
    return any(
        parse.deps[k] == "aux" and not unwilling.isdisjoint((parse.lemmas[k], parse.words[k]))
        for k in parse.children[anchor]
    )


def _performed(parse: Parse, opening: list[int]) -> Act:
    """The act that a content does by its first words: "We confirm that", "I deny it"."""
    first = [k for k in opening if parse.is_word(k)][:2]
    if len(first) < 2 or parse.words[first[0]] not in parse.speech.grammar.first:
        return Act.STATES
    if parse.tags[first[1]] != "VBP":
        return Act.STATES
    return acts_by_lemma(parse.language).get(parse.lemmas[first[1]], Act.STATES)


def _is_own_deed(parse: Parse, opening: list[int], words: ActWords) -> bool:
    """Whether the content begins "they were behind", or "to be behind", and is not denied."""
    grammar = parse.speech.grammar
    said = (k for k in opening if parse.is_word(k) and parse.words[k] not in grammar.that)
    start = next(said, None)
    if start is None or parse.words[start] not in words.own | grammar.to:
        return False
    for k in opening:
        if parse.words[k] in words.negations:
            return False
        if parse.words[k] in words.behind:
            return any(parse.lemmas[m] in grammar.be for m in range(start, k))
    return False
