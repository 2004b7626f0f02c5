"""Joint speakers: each of those who are named together, "Ada Bell and Jan Ruud said"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.joint_offices import holders_in
from corpus.attribution.mentions import head_of, mention_in
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.treebank import SUBJECTS

_ENCLOSING = frozenset(("(", ")", '"', "``", "\u201c", "\u2018"))
_BESIDE = frozenset(("appos", "nmod"))


def apart(document: Document, chosen: Sequence[Candidate]) -> Iterator[Candidate]:
    """The choice, with one for each of several who are named: "Ada Bell and Jan Ruud said"."""
    for candidate in chosen:
        named = _each(document.parse, candidate)
        if not named:
            yield candidate
        for source in named:
            yield replace(candidate, source=(source,))


def _each(parse: Parse, candidate: Candidate) -> list[Range]:
    """The parts of a source that are names of their own, if it is nothing but these."""
    if len(candidate.source) != 1:
        return []
    low, high = candidate.source[0]
    if holders := _holders(parse, (low, high)):
        return holders
    if parse.words[low] in parse.speech.grammar.counted and parse.pos[low] in ("CCONJ", "DET"):
        low += 1  # "Both the WVA and the LNA"
    joints = [
        (k, named)
        for k in range(low + 1, high - 1)
        if (named := _joined(parse, (low, high), k)) is not None
    ]
    if len(joints) != 1:
        return []
    joint, named = joints[0]
    through = parse.heads[parse.heads[named]] == head_of(parse, (low, high))
    begin = parse.edges[named][0] if through and parse.deps[named] == "pobj" else low
    last = (joint + 1, high)
    first = (begin, joint - (parse.words[joint - 1] == ","))
    parts = _between_commas(parse, first, named) or [first]
    parts.append(last)
    if not all(_is_whole_name(parse, part) for part in parts):
        return []
    certain = [is_one_name(parse, part) for part in parts]
    alone = all(_stands_alone(parse, part) for part in parts)
    if not (any(certain) or alone or len(parts) > 2 or _are_several(parse, named)):
        return []
    return [(low, parts[0][1]), *parts[1:]]


def _holders(parse: Parse, source: Range) -> list[Range]:
    """Those who hold an office each, where the source is within what names them, and ends it."""
    sentence = parse.sentences[parse.sentence[source[0]]][0]
    low, start, stop = parse.starts[sentence], parse.starts[source[0]], parse.stops[source[1] - 1]
    for phrase, holders in holders_in(parse.text[low:stop], parse.language):
        if phrase.start <= start - low and phrase.stop == stop - low:
            names = [one.name.shifted(low) for one in holders]
            return [parse.tokens(name.start, name.stop) for name in names]
    return []


def _joined(parse: Parse, source: Range, k: int) -> int | None:
    """The first of those who speak, if it is the "and" between them: not in brackets, nor within
    an office."""
    if parse.words[k] not in parse.speech.names.joins or parse.pos[k] != "CCONJ":
        return None
    opened = [parse.words[m] for m in range(source[0], k) if parse.words[m] in _ENCLOSING]
    if opened and opened[-1] != ")":
        return None
    first = parse.heads[k]
    while parse.deps[first] == "conj" and source[0] <= parse.heads[first] < first:
        first = parse.heads[first]
    head = head_of(parse, source)
    if first == head or (parse.deps[first] in _BESIDE and parse.heads[first] == head):
        return first
    names, link = parse.speech.names, parse.words[parse.heads[first]]
    through = (
        (names.documents | names.findings, parse.speech.grammar.authored),
        (names.speaking_for, parse.speech.grammar.in_name_of),
    )
    given = parse.deps[first] == "pobj" and parse.heads[parse.heads[first]] == head
    if given and any(parse.lemmas[head] in words and link in links for words, links in through):
        return first
    return None


def _between_commas(parse: Parse, part: Range, first: int) -> list[Range]:
    """The parts of a list that commas part; empty where commas part something else."""
    low, high = part
    commas = [k for k in range(low, high) if parse.words[k] == ","]
    parts = list(zip([low, *(k + 1 for k in commas)], [*commas, high], strict=True))
    listed = [first]
    for k in range(first + 1, high):
        if parse.deps[k] == "conj" and parse.heads[k] in listed:
            listed.append(k)
    each = all(any(start <= k < stop for k in listed) for start, stop in parts)
    return parts if each and len(parts) > 1 else []


def _are_several(parse: Parse, subject: int) -> bool:
    """Whether the verb says that they are more than one: "Halder and Bell have announced"."""
    verb = parse.heads[subject]
    own = [verb, *(k for k in parse.children[verb] if parse.deps[k] in ("aux", "auxpass"))]
    return parse.deps[subject] in SUBJECTS and any(parse.tags[k] == "VBP" for k in own)


def _is_whole_name(parse: Parse, part: Range) -> bool:
    """Whether it is a name with what describes it, and no half of one.

    "The Department of Health" in front of "and Human Services" is half a name.
    """
    if part[0] >= part[1]:
        return False
    mention, names = mention_in(parse, part), parse.speech.names
    if mention is None or mention.name[0] < part[0] or part[1] < mention.name[1]:
        return False
    if any(parse.pos[k] == "ADP" for k in range(part[0], mention.phrase[0])):
        return False  # "a lawyer for Ada Bell"
    after = parse.words[mention.name[1] : part[1]]
    is_head = mention.name[0] <= head_of(parse, part) < mention.name[1]
    is_end = after[:1] in ([], [","], ["("]) or names.organisations.issuperset(after)
    nobody = names.titles | names.roles | names.courtesies | names.organisations
    nobody |= names.affiliations | names.days
    return (is_head or is_end) and not set(mention.words) <= nobody


def is_one_name(parse: Parse, part: Range) -> bool:
    """Whether it is certainly a name by itself: a person's, initials, a nation, or one with an
    article."""
    mention, names = mention_in(parse, part), parse.speech.names
    if mention is None or mention.name[0] < part[0] or part[1] < mention.name[1]:
        return False
    words, shown = mention.words, parse.slice(mention.name)
    if set(words) <= names.titles | names.roles | names.courtesies:
        return False
    if words[0] in names.female | names.male and len(words) > 1:
        return True
    if mention.titles or shown.isupper() or " ".join(words) in parse.speech.nations:
        return True
    if len(words) == 1:  # a surname, if the article has the forename
        return bool(re.search(rf"\b[A-Z][\w.’'-]+ {re.escape(shown)}\b", parse.text))
    return parse.words[part[0]] in parse.speech.grammar.the


def _stands_alone(parse: Parse, part: Range) -> bool:
    """Whether the article has the name elsewhere without the other beside it."""
    mention = mention_in(parse, part)
    name = re.escape(parse.slice(mention.name)) if mention is not None else ""
    return bool(re.search(rf"(?<!and )\b{name}\b(?! and\b)(?!, and\b)", parse.text))
