"""A question as a full-text query: its content words, any of which may match."""

from __future__ import annotations

import re
import unicodedata

from index.query.aliases import forms, unify

# Words that say how a question is asked, not what it is about.
_STOP_WORDS = frozenset(
    """
    a about after again against all also am an and any are aren't as at be because been before
    being below between both but by can can't cannot could couldn't did didn't do does doesn't
    doing don't down during each either else ever few for from further get gets got had hadn't has
    hasn't have haven't having he her here hers him his how however i if in into is isn't it its
    itself just let me more most much must my no nor not now of off on once only or other our ours
    out over own per please same shall she should so some such tell than that the their theirs them
    then there these they this those through to too under until up upon us very was wasn't we were
    weren't what when where which while who whom whose why will with won't would you your yours
    according say says said many much know known there's what's who's
    """.split()
)
_WORD = re.compile(r"\w+(?:['’]\w+)?")
# A question is a sentence or two; more words would only slow the search down.
_MAX_TERMS = 32


def content_words(question: str) -> list[str]:
    """The words of a question worth searching for, in order, each once, lower-cased.

    A question made of nothing but stop words is searched for as it stands.
    """
    text = unify(unicodedata.normalize("NFC", question)).lower().replace("’", "'")
    words = list(dict.fromkeys(_WORD.findall(text)))
    content = [word for word in words if word not in _STOP_WORDS]
    return [word.removesuffix("'s") for word in (content or words)][:_MAX_TERMS]


def any_of(words: list[str], *, column: str | None = None) -> str:
    """An FTS5 expression that matches any of the words, in one column where it is named.

    Names that are written in several ways match in each of them. The words are quoted, so nothing
    in them is read as FTS5 syntax.
    """
    alternatives = " OR ".join(f'"{form}"' for word in words for form in forms(word))
    return f"{column} : ({alternatives})" if column else alternatives
