"""Labels: words before a colon at the start of a line that are nobody's name."""

from __future__ import annotations

import re

from corpus.attribution.candidates import Candidate
from corpus.attribution.document import Document
from corpus.attribution.mentions import head_of
from corpus.attribution.parsing import Parse, Range
from corpus.attribution.treebank import PLURAL


def is_label(document: Document, candidate: Candidate) -> bool:
    """ "Event:", "WINNER:" at the start of a line: a word that is nobody, and not "Police:"."""
    parse, anchor = document.parse, candidate.anchor
    if parse.words[anchor] != ":" or len(candidate.source) != 1:
        return False
    low, high = candidate.source[0]
    names, word, lemma = parse.speech.names, parse.words[low], parse.lemmas[low]
    if parse.paragraphs[parse.paragraph[low]][0] != low or document.quoted[anchor] >= 0:
        return False
    if high - low > 1:
        return _is_heading(parse, (low, high))
    speaking = names.roles | names.titles | names.organisations | names.self_naming
    speaking |= names.findings | names.documents | names.groups | names.female | names.male
    speaking |= (
        parse.speech.nations.keys() | parse.speech.cues.questions | parse.speech.cues.answers
    )
    people = parse.tags[low] in PLURAL or not speaking.isdisjoint((word, lemma))
    again = (
        k
        for k in range(len(parse))
        if parse.words[k] == word and not _begins_with_label(parse, parse.paragraph[k], k)
    )
    named = any(parse.pos[k] == "PROPN" for k in again)
    return not people and not named and document.quoted[anchor] < 0


def _is_heading(parse: Parse, label: Range) -> bool:
    """ "WHAT WE KNOW:", "Aldmoor timeline:": words that are nobody's name and nobody's office."""
    names, head = parse.speech.names, head_of(parse, label)
    shown = parse.slice(label)
    again = re.search(rf"\b{re.escape(shown)}\b", parse.text.replace(shown, "", 1), re.IGNORECASE)
    if shown.isupper():
        return again is None and parse.words[label[0]] not in names.female | names.male
    able = names.roles | names.titles | names.organisations | names.groups
    return parse.tags[head] == "NN" and parse.lemmas[head] not in able


def _begins_with_label(parse: Parse, line: int, k: int) -> bool:
    return parse.paragraphs[line][0] == k and parse.words[k + 1 : k + 2] == [":"]
