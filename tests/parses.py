"""The parser that tests share: loading it takes longer than any of them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cache

from corpus.attribution.attributors import RuleAttributor
from corpus.attribution.candidates import Candidate
from corpus.attribution.parsing import Parse, Parser
from corpus.attribution.types import Attribution


@cache
def parser() -> Parser:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = Parser()
        assert loaded.pipeline
    return loaded


@cache
def rules() -> RuleAttributor:
    return RuleAttributor(parser())


@cache
def parse(text: str) -> Parse:
    return next(parser().parse([text]))


def attribute(text: str) -> tuple[Attribution, ...]:
    """What the rules find that is said."""
    return tuple(one for one in attribute_all(text) if one.is_statement)


def attribute_together(texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
    """The same of each text, faster than one by one."""
    return [tuple(one for one in some if one.is_statement) for some in rules().attribute(texts)]


@cache
def attribute_all(text: str) -> tuple[Attribution, ...]:
    """What the rules find, with what was not said."""
    return next(rules().attribute([text]))


def told(text: str) -> list[tuple[str | None, str, str]]:
    """Speaker, act and content of each attribution."""
    return [
        (a.speaker, a.act.value, " … ".join(span.of(text) for span in a.content))
        for a in attribute(text)
    ]


def marked(parse: Parse, *, anchor: str, source: str, content: tuple[str, ...]) -> Candidate:
    """A candidate given by its words, as a tagger would mark them where they first stand."""

    def tokens(words: str) -> tuple[int, int]:
        start = parse.text.index(words)
        return parse.tokens(start, start + len(words))

    cue = tokens(anchor)
    return Candidate(cue[0], cue, (tokens(source),), tuple(map(tokens, content)), "tagger")
