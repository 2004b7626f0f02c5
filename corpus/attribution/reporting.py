"""Reporting verbs beside a quotation: by their place and its marks, however the tree has them."""

from __future__ import annotations

from corpus.attribution.document import Document
from corpus.attribution.parsing import Parse
from corpus.attribution.treebank import VERBAL

# Tokens between a quotation and its verb. Set by hand.
_NEAR = 14
ENDS = frozenset((".", "!", "?", "\u2026", "..."))
MARKS = frozenset(('"', "'", "''", "\u201d", "\u2019", "\u00bb", "\u201c", "\u203a"))
_PAUSES = frozenset((",", "!", "?", "\u2026", "..."))


def verb_after(document: Document, number: int) -> int | None:
    """ "“It holds,” the mayor of the town said" """
    parse = document.parse
    start, stop = document.quotes[number]
    if not any(parse.words[k] in _PAUSES for k in (stop - 2, stop - 1, stop) if k < len(parse)):
        return None
    end = parse.paragraphs[parse.paragraph[start]][1]
    for k in range(stop, min(end, stop + _NEAR)):
        if document.quoted[k] >= 0 or parse.words[k] in (":", ";") or parse.words[k] in ENDS:
            return None
        if _reports(parse, k):
            return k
    return None


def verb_before(document: Document, number: int) -> int | None:
    """ "The mayor said, “It holds.”" """
    parse = document.parse
    start, _ = document.quotes[number]
    low = parse.paragraphs[parse.paragraph[start]][0]
    if start == low or parse.words[start - 1] not in (",", ":"):
        return None
    for k in range(start - 2, max(low, start - _NEAR) - 1, -1):
        if document.quoted[k] >= 0 or parse.words[k] in ENDS:
            return None
        if _reports(parse, k):
            return k
    return None


def is_name(document: Document, k: int) -> bool:
    """Whether a verb's form is a name, as the first of "their minister, Said Balushi, called".

    It has a capital beside another, within a sentence that is no headline with capitals throughout.
    """
    parse = document.parse
    start, stop = parse.sentences[parse.sentence[k]]
    if not start < k or not _has_capital(parse, k) or document.quoted[k - 1] >= 0:
        return False
    if not (parse.is_word(k - 1) or parse.words[k - 1] == ","):
        return False
    if not any(_has_capital(parse, m) for m in (k - 1, k + 1) if m < stop):
        return False
    verbs = (m for m in range(start, stop) if parse.pos[m] in VERBAL)
    return any(parse.slice((m, m + 1)).islower() for m in verbs)


def _has_capital(parse: Parse, k: int) -> bool:
    return parse.slice((k, k + 1)).istitle()


def _reports(parse: Parse, k: int) -> bool:
    return parse.pos[k] in VERBAL and parse.lemmas[k] in parse.speech.cues.saying
