"""Whether what a feed has of an article may be the whole of it. Pure."""

from __future__ import annotations

from corpus.feeds.items import Item
from corpus.feeds.sameness import kept, looks_cut, paragraphs_of
from corpus.storage.likeness import runs_of_words

# Set by hand; not measured. A summary has one or two paragraphs.
_FEWEST_PARAGRAPHS = 3
_SHORTEST_DESCRIPTION = 1000  # characters
_SHORTEST_CONTENT = 600
_AT_LEAST = 2
# A page with so much more is not what the feed has. Set by hand; not measured.
_FAR_MORE = 1.25


def may_be_whole(item: Item) -> bool:
    """Whether nothing about the item says that there is more."""
    if not item.text or looks_cut(item.text):
        return False
    if not item.is_content:
        return _is_long(item.text, _SHORTEST_DESCRIPTION, _FEWEST_PARAGRAPHS)
    is_summary = bool(item.summary) and len(item.text) <= len(item.summary)
    return not is_summary or _is_long(item.text, _SHORTEST_DESCRIPTION, _FEWEST_PARAGRAPHS)


def is_surely_whole(item: Item) -> bool:
    """Whether it may be taken for the article where no page can be asked."""
    if not may_be_whole(item):
        return False
    return not item.is_content or _is_long(item.text, _SHORTEST_CONTENT, _AT_LEAST)


def is_whole_beside(text: str, page: str) -> bool | None:
    """Whether a feed's text is all that its page has; None where they are two texts."""
    if kept(text, page) < 0.5:
        return None
    return len(runs_of_words(page)) <= _FAR_MORE * len(runs_of_words(text))


def _is_long(text: str, characters: int, paragraphs: int) -> bool:
    return len(text) >= characters and len(paragraphs_of(text)) >= paragraphs
