"""Other stories that a page offers between the paragraphs of this one.

They show themselves by repetition (a card names its headline twice, as the picture's text and as a
link), or stand under a label that announces them.
"""

from __future__ import annotations

from collections import Counter

from corpus.segmentation.lexicon import Furniture
from corpus.segmentation.quotations import opens_with_quotation
from corpus.segmentation.reading import Reading
from corpus.segmentation.shape import (
    is_headline,
    is_label,
    is_single_sentence,
    key,
    names,
    stems,
    words,
)
from corpus.types import BlockKind

# Lengths in words.
_SHORTEST_HEADLINE = 4
_SHORTEST_TEASER = 6  # a shorter line is as likely the next heading
_LONGEST_BLURB = 30

_CARD = 3  # lines within which a card repeats its headline
# Words that take up what was said before: a paragraph that begins so belongs to the article.
_CONNECTIVES = frozenset(
    "but and he she it they we his her its their this that these those however meanwhile still also"
    " yet so then there such both another despite according".split()
)


def drop_repetitions(reading: Reading) -> None:
    """A headline that soon stands again is another story's, or the article's own once more."""
    seen: dict[str, int] = {}
    cards: list[tuple[int, int]] = []
    titles = {key(reading.texts[i]) for i in reading.head if _is_title(reading, i)}
    for i, text in enumerate(reading.texts):
        if reading.kinds[i] is BlockKind.PROSE or _is_title(reading, i):
            continue
        if len(words(text)) < _SHORTEST_HEADLINE or not is_headline(text):
            continue
        before = seen.get(key(text))
        if key(text) in titles:
            reading.drop(i)
        elif before is not None and i - before <= _CARD and _is_card(reading, before, i):
            reading.drop(before)
            reading.drop(i)
            cards.append((before, i))
        seen[key(text)] = i
    _drop_blurbs(reading, cards)


def _is_title(reading: Reading, i: int) -> bool:
    return reading.kinds[i] is BlockKind.TITLE


def _is_card(reading: Reading, first: int, second: int) -> bool:
    """Whether a copy stands in a block of its own; the refrain of a song does not."""
    return reading.stands_alone(first) or reading.stands_alone(second)


def _drop_blurbs(reading: Reading, cards: list[tuple[int, int]]) -> None:
    """The label between the copies of a headline, and the sentence below that tells its story."""
    labelled = [card for card in cards if _drop_label(reading, *card)]
    counts = _count_stems(reading) if labelled else Counter[str]()
    for _, second in labelled:
        if _is_blurb(reading, second + 1, reading.texts[second], counts):
            reading.drop(second + 1)


def _drop_label(reading: Reading, first: int, second: int) -> bool:
    """Whether a label, known or not, is all that stands between the copies."""
    between = range(first + 1, second)
    for i in between:
        if reading.kinds[i] is None and is_label(reading.texts[i]):
            reading.drop(i)
    return len(between) > 0 and all(map(reading.is_dropped, between))


def _is_blurb(reading: Reading, i: int, headline: str, counts: Counter[str]) -> bool:
    """Whether line `i` is one sentence about the headline's story and not about this one.

    It is, if it shares with the headline a word that the article has nowhere else, or if it names
    nobody whom the article names; not, if it takes up what was said before.
    """
    if i >= len(reading) or reading.kinds[i] is not None or reading.shares_block(i, i + 1):
        return False
    text = reading.texts[i]
    if len(words(text)) > _LONGEST_BLURB or not is_single_sentence(text):
        return False
    if words(text)[0].casefold() in _CONNECTIVES or opens_with_quotation(text):
        return False
    told = stems(headline)
    only_here = {stem for stem in stems(text) | names(text) if counts[stem] <= 1}
    return bool(told & only_here) or names(text) - told <= only_here


def _count_stems(reading: Reading) -> Counter[str]:
    """In how many lines that may be prose each word stands."""
    prose = (i for i in range(len(reading)) if reading.kinds[i] in (None, BlockKind.PROSE))
    texts = (reading.texts[i] for i in prose)
    return Counter(stem for text in texts for stem in stems(text) | names(text))


def drop_announced(reading: Reading, labels: dict[int, Furniture]) -> None:
    """Headlines under a label that announces other stories."""
    announced = False
    for i in range(len(reading)):
        if reading.is_dropped(i):
            announced = announced or labels.get(i) is Furniture.TEASER_LABEL
        elif announced and reading.kinds[i] is None and _is_teaser(reading, i):
            reading.drop(i)
        else:
            announced = False


def _is_teaser(reading: Reading, i: int) -> bool:
    """Whether line `i` is a headline, and not the heading with which the article goes on."""
    if reading.marked[i] or not is_headline(reading.texts[i]):
        return False
    heads = i + 1 < len(reading) and reading.is_paragraph(i + 1)
    short = len(words(reading.texts[i])) < _SHORTEST_TEASER
    return not (heads and short and reading.stands_alone(i))
