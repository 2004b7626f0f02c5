"""Dependency trees as plain columns: made by spaCy, read by everything else without it."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from corpus.attribution.word_classes import WordClasses
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.languages.speech import Speech

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

_LINE_STARTS = "dateline_line_starts"
_WORD_CLASSES = "dateline_word_classes"

# Characters without white space that the tokenizer is handed together, and tokens that the parser
# may take for one sentence: so many without a full stop, and after so many all those up to the next
# one. Set by hand, far above what news has (an address of 300, a sentence of 150).
_LONGEST_STRETCH = 500
_LONGEST = 250
_ENOUGH = 500
_UNBROKEN = re.compile(rf"\S{{{_LONGEST_STRETCH}}}(?=\S)")
_FULL_STOPS = frozenset((".", "!", "?", "\u2026"))

# A half-open range of tokens.
Range = tuple[int, int]
Ranges = tuple[Range, ...]


@dataclass(frozen=True)
class Parse:
    """A parsed text: one entry a token in every column, no token of white space alone.

    `starts` and `stops` are code points, `heads` token numbers (a root is its own head),
    `sentences` and `paragraphs` token ranges.
    """

    text: str
    starts: list[int]
    stops: list[int]
    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[Range]
    paragraphs: list[Range]
    language: Language = ENGLISH

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def speech(self) -> Speech:
        """The words of its language that tell who says what."""
        return self.language.speech

    @cached_property
    def children(self) -> list[list[int]]:
        children: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                children[head].append(i)
        return children

    @cached_property
    def edges(self) -> list[Range]:
        """The token range of each token's subtree."""
        edges = [(i, i + 1) for i in range(len(self))]
        for start, stop in self.sentences:
            # A child always lies in its head's sentence, so a few sweeps settle every subtree.
            changed = True
            while changed:
                changed = False
                for i in range(start, stop):
                    head = self.heads[i]
                    low, high = edges[head]
                    wider = (min(low, edges[i][0]), max(high, edges[i][1]))
                    if wider != (low, high):
                        edges[head] = wider
                        changed = True
        return edges

    @cached_property
    def sentence(self) -> list[int]:
        return _numbering(self.sentences, len(self))

    @cached_property
    def paragraph(self) -> list[int]:
        return _numbering(self.paragraphs, len(self))

    def is_word(self, i: int) -> bool:
        return self._are_words[i]

    @cached_property
    def _are_words(self) -> list[bool]:
        return [any(c.isalnum() for c in word) for word in self.words]

    def tokens(self, start: int, stop: int) -> Range:
        """The tokens that lie at least partly between two code points."""
        low = bisect_right(self.stops, start)
        return low, max(low, bisect_left(self.starts, stop))

    def slice(self, span: Range) -> str:
        return self.text[self.starts[span[0]] : self.stops[span[1] - 1]]


def _numbering(ranges: list[Range], length: int) -> list[int]:
    numbers = [0] * length
    for number, (start, stop) in enumerate(ranges):
        numbers[start:stop] = [number] * (stop - start)
    return numbers


class Parser:
    """The spaCy pipeline of a language, loaded at first use."""

    def __init__(self, language: Language = ENGLISH) -> None:
        self.language = language
        self._pipeline: Pipeline | None = None

    @property
    def pipeline(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = _load(self.language)
        return self._pipeline

    def parse(self, texts: Iterable[str], *, batch_size: int = 8) -> Iterator[Parse]:
        """The tree of each text, in order."""
        pipeline = self.pipeline
        read = (_tokens(pipeline, text) if _UNBROKEN.search(text) else text for text in texts)
        for doc in pipeline.pipe(read, batch_size=batch_size):
            yield columns(doc, self.language)


def _tokens(pipeline: Pipeline, text: str) -> Doc:
    """The tokens of a text with long stretches without white space, each read in parts.

    The tokenizer looks for what to cut off at both ends of a stretch again after every cut.
    """
    from spacy.tokens import Doc

    cuts = [0, *(match.end() for match in _UNBROKEN.finditer(text)), len(text)]
    parts = [pipeline.make_doc(text[start:stop]) for start, stop in pairwise(cuts)]
    tokens = [token for part in parts for token in part]
    words = [token.text for token in tokens]
    return Doc(pipeline.vocab, words=words, spaces=[bool(token.whitespace_) for token in tokens])


def columns(doc: Doc, language: Language) -> Parse:
    """A spaCy document as columns, white-space tokens left out."""
    text = doc.text
    number: list[int] = []
    kept: list[Any] = []
    for token in doc:
        number.append(len(kept))
        if not token.is_space:
            kept.append(token)
    heads = []
    for i, token in enumerate(kept):
        head = token.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        heads.append(i if head.is_space else number[head.i])
    starts = [token.idx for token in kept]
    stops = [token.idx + len(token) for token in kept]
    words = [token.lower_ for token in kept]
    within = set(_within_names([token.text for token in kept], language.speech.names.shortened))
    marks = [bool(token.is_sent_start) and i not in within for i, token in enumerate(kept)]
    paragraph_marks = [i == 0 or "\n" in text[stops[i - 1] : starts[i]] for i in range(len(kept))]
    return Parse(
        text=text,
        starts=starts,
        stops=stops,
        words=words,
        lemmas=[token.lemma_.lower() for token in kept],
        pos=[token.pos_ for token in kept],
        tags=[token.tag_ for token in kept],
        deps=[token.dep_ for token in kept],
        heads=heads,
        sentences=_ranges([a or b for a, b in zip(marks, paragraph_marks, strict=True)]),
        paragraphs=_ranges(paragraph_marks),
        language=language,
    )


def _within_names(words: Sequence[str], short_titles: Container[str]) -> Iterator[int]:
    """Tokens that begin no sentence, though a parser parts them: "Ada | Bell said", "Brig. | Gen.
    Bell"."""
    for i in range(1, len(words)):
        stopped = words[i - 1] == "." and i > 1 and words[i - 2].lower() in short_titles
        before = words[i - 1]
        named = before[0].isupper() and before[-1].isalnum() and not before.isupper()
        if stopped or (named and words[i][0].isupper()):
            yield i


def _ranges(marks: list[bool]) -> list[Range]:
    starts = [i for i, mark in enumerate(marks) if mark or i == 0]
    return list(zip(starts, [*starts[1:], len(marks)], strict=True)) if marks else []


def _sentence_starts(words: Sequence[str]) -> Iterator[int]:
    """The tokens that begin a sentence whatever the parser makes of them."""
    start = stop = 0  # of the sentence, and of the last full stop in it
    for i in range(1, len(words)):
        before = words[i - 1]
        if before in _FULL_STOPS and i > 1 and words[i - 2][-1:].isalnum():
            stop = i
        at_stop = stop == i and i - start > _ENOUGH
        if ("\n" in before and before.isspace()) or at_stop or i - max(start, stop) > _LONGEST:
            start = i
            yield i


@contextmanager
def _torch_unseen() -> Iterator[None]:
    """spaCy imports torch where it is installed, 1.8 s and 190 MB, and this pipeline needs none."""
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules["torch"]


def _load(language: Language) -> Pipeline:
    with _torch_unseen():
        from spacy.language import Language as Pipeline
        from thinc.api import use_ops

        # NumPy's matrix products take a third of the time of those that spaCy brings.
        with use_ops("numpy", use_blis=False):
            pipeline: Pipeline = language.load_parser()
    if not Pipeline.has_factory(_LINE_STARTS):

        @Pipeline.component(_LINE_STARTS)
        def line_starts(doc: Doc) -> Doc:
            """A line begins a sentence: no heading runs on into the paragraph under it. And no
            sentence goes on for ever."""
            for start in _sentence_starts([token.text for token in doc]):
                doc[start].is_sent_start = True
            return doc

    if not Pipeline.has_factory(_WORD_CLASSES):

        @Pipeline.factory(_WORD_CLASSES)
        def word_classes(nlp: Pipeline, name: str) -> WordClasses:
            ruler: Any = nlp.get_pipe("attribute_ruler")
            lemmatizer: Any = nlp.get_pipe("lemmatizer")
            return WordClasses(nlp.vocab, ruler, lemmatizer)

    pipeline.add_pipe(_LINE_STARTS, before="parser")
    pipeline.add_pipe(_WORD_CLASSES, after="attribute_ruler")
    for replaced in ("attribute_ruler", "lemmatizer"):
        pipeline.remove_pipe(replaced)
    return pipeline
