"""Other stories that a page offers between the paragraphs of this one.

They show themselves by repetition (a card names its headline twice, as the picture's text and as a
link), or stand under a label that announces them.
"""

from __future__ import annotations

from collections import Counter

from corpus.segmentation.labelling import Labelling
from corpus.segmentation.lexicon import Furniture
from corpus.segmentation.quotations import opens_with_quotation
from corpus.segmentation.shape import (
    is_label,
    is_question,
    is_sentence,
    is_single_sentence,
    key,
    length,
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


def drop_repetitions(labelling: Labelling) -> None:
    """A headline that soon stands again is another story's, or the article's own once more."""
    seen: dict[str, int] = {}
    cards: list[tuple[int, int]] = []
    titles = {key(labelling.texts[i]) for i in labelling.head if _is_title(labelling, i)}
    for i, text in enumerate(labelling.texts):
        if labelling.kinds[i] is BlockKind.PROSE or _is_title(labelling, i):
            continue
        if not labelling.is_headline(i) or length(text) < _SHORTEST_HEADLINE:
            continue
        before = seen.get(key(text))
        if key(text) in titles:
            labelling.drop(i)
        elif before is not None and i - before <= _CARD and _is_card(labelling, before, i):
            labelling.drop(before)
            labelling.drop(i)
            cards.append((before, i))
        seen[key(text)] = i
    _drop_blurbs(labelling, cards)


def _is_title(labelling: Labelling, i: int) -> bool:
    return labelling.kinds[i] is BlockKind.TITLE


def _is_card(labelling: Labelling, first: int, second: int) -> bool:
    """Whether a copy stands in a block of its own; the refrain of a song does not."""
    return labelling.stands_alone(first) or labelling.stands_alone(second)


def _drop_blurbs(labelling: Labelling, cards: list[tuple[int, int]]) -> None:
    """The label between the copies of a headline, and the sentence below that tells its story."""
    labelled = [card for card in cards if _drop_label(labelling, *card)]
    counts = _count_stems(labelling) if labelled else Counter[str]()
    for _, second in labelled:
        if _is_blurb(labelling, second + 1, labelling.texts[second], counts):
            labelling.drop(second + 1)


def _drop_label(labelling: Labelling, first: int, second: int) -> bool:
    """Whether a label, known or not, is all that stands between the copies."""
    between = range(first + 1, second)
    for i in between:
        if labelling.kinds[i] is None and is_label(labelling.texts[i]):
            labelling.drop(i)
    return len(between) > 0 and all(map(labelling.is_dropped, between))


def _is_blurb(labelling: Labelling, i: int, headline: str, counts: Counter[str]) -> bool:
    """Whether line `i` is one sentence about the headline's story and not about this one.

    It is, if it shares with the headline a word that the article has nowhere else, or if it names
    nobody whom the article names; not, if it takes up what was said before.
    """
    if i >= len(labelling) or labelling.kinds[i] is not None or labelling.shares_block(i, i + 1):
        return False
    text = labelling.texts[i]
    if length(text) > _LONGEST_BLURB or not is_single_sentence(text, labelling.language):
        return False
    connectives = labelling.language.furniture.connectives
    if words(text)[0].casefold() in connectives or opens_with_quotation(text):
        return False
    told = stems(headline)
    only_here = {stem for stem in stems(text) | names(text) if counts[stem] <= 1}
    return bool(told & only_here) or names(text) - told <= only_here


def _count_stems(labelling: Labelling) -> Counter[str]:
    """In how many lines that may be prose each word stands."""
    prose = (i for i in range(len(labelling)) if labelling.kinds[i] in (None, BlockKind.PROSE))
    texts = (labelling.texts[i] for i in prose)
    return Counter(stem for text in texts for stem in stems(text) | names(text))


def drop_announced(labelling: Labelling, labels: dict[int, Furniture]) -> None:
    """Headlines under a label that announces other stories."""
    announced = False
    for i in range(len(labelling)):
        if labelling.is_dropped(i):
            announced = announced or labels.get(i) is Furniture.TEASER_LABEL
        elif announced and labelling.kinds[i] is None and _is_teaser(labelling, i):
            labelling.drop(i)
        else:
            announced = False


def _is_teaser(labelling: Labelling, i: int) -> bool:
    """Whether line `i` is a headline without a full stop, and not the heading with which the
    article goes on."""
    text = labelling.texts[i]
    told = is_sentence(text) and not is_question(text)
    if labelling.marked[i] or told or not labelling.is_headline(i):
        return False
    heads = i + 1 < len(labelling) and labelling.is_paragraph(i + 1)
    short = length(text) < _SHORTEST_TEASER
    return not (heads and short and labelling.stands_alone(i))
