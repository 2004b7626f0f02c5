"""What an article may cost: no article may keep the others waiting, or take all of the memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from corpus.attribution.pieces import TOKEN
from corpus.attribution.types import NotAttributed, Reason

# Words and marks: 2 million characters of news, which take 80 s here. What is longer is
# a book or a dump.
_MOST_TOKENS = 400_000
_MOST_CHARACTERS = 10 * _MOST_TOKENS
# Processor time: ten times what news takes here, for slower machines. Memory beyond that of the
# loaded models: five times what a piece takes. Set by hand.
_SECONDS = 30
_CHARACTERS_PER_SECOND = 2_500
MOST_BYTES = 2 * 10**9


def over_budget(text: str) -> NotAttributed | None:
    """Why the text is not to be attributed at all."""
    if len(text) <= _MOST_TOKENS:
        return None
    one_more = next(islice(TOKEN.finditer(text), _MOST_TOKENS, None), None)
    if one_more is None and len(text) <= _MOST_CHARACTERS:
        return None
    return NotAttributed(Reason.TOO_LONG, f"it has {len(text):,} characters")


def seconds_for(texts: Iterable[str]) -> int:
    """The processor time that these texts may take."""
    return _SECONDS + sum(map(len, texts)) // _CHARACTERS_PER_SECOND
