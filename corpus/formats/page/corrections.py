"""What a page says was wrong in its article, into the text: it may stand in a box beside it, or in
the page's own data alone. And which claims of others it reviews.

Segmentation knows a correction by its wording. What is called one by the page needs no wording: it
is put under a heading of the lowest level, `###### Correction`, which is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.formats.page.known import Known, letters_of
from corpus.formats.page.passages import Passage
from corpus.languages.en import ENGLISH
from corpus.segmentation.lexicon import is_correction, speaks_of_article

_HEADING = "###### Correction"
_CLAIM = "###### Claim reviewed"
_LABEL = re.compile(r"^[#\s]*(?:the )?claim(?: reviewed)?\s*[:—–-]", re.I)
# Where others speak: readers, and other articles.
_OTHERS = re.compile(r"comment|related|teaser|promo|recommend|recirc|trending|most-read", re.I)


def with_corrections(text: str, passages: Sequence[Passage], stated: Sequence[str]) -> str:
    """The text with those that stand beside it on the page, and those that its data has, which are
    `stated`; each as the paragraph that it is, or as a new one at the end.

    The heading shares its paragraph's place, so no number of another moves.
    """
    paragraphs = text.split("\n\n") if text else []
    paragraphs += _beside(text, passages)
    for correction in stated:
        said, known = letters_of(correction), Known(correction)
        keys = map(letters_of, paragraphs)
        at = next(
            (
                i
                for i, (paragraph, key) in enumerate(zip(paragraphs, keys, strict=True))
                if said in key or known.has(paragraph, key)
            ),
            None,
        )
        if at is None:
            paragraphs.append(f"{_HEADING}\n{' '.join(correction.split())}")
        elif "\n" not in paragraphs[at]:
            paragraphs[at] = f"{_HEADING}\n{paragraphs[at].lstrip('# ')}"
    return "\n\n".join(paragraphs)


def with_claims(text: str, claims: Sequence[str]) -> str:
    """The text with each paragraph that is nothing but a claim under review marked as that: it is
    no word of the outlet's."""
    if not claims:
        return text
    reviewed = {letters_of(claim).casefold() for claim in claims}
    return "\n\n".join(
        f"{_CLAIM}\n{paragraph.lstrip('# ')}"
        if letters_of(_LABEL.sub("", paragraph)).casefold() in reviewed
        else paragraph
        for paragraph in text.split("\n\n")
    )


def _beside(text: str, passages: Sequence[Passage]) -> Iterator[str]:
    """In a box, an aside or a foot of the article, which are furniture for all but their words."""
    letters = letters_of(text)
    for passage in passages:
        if passage.is_link or not is_correction(passage.text, ENGLISH):
            continue
        if passage.key in letters or not speaks_of_article(passage.text, ENGLISH):
            continue
        around = (passage.place, *passage.place.iterancestors())
        if not any(_OTHERS.search(f"{e.get('class')} {e.get('id')}") for e in around):
            yield " ".join(passage.text.split())
