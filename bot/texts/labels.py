"""The words that terminal and chat use for the same things. Pure."""

from __future__ import annotations

import re
from pathlib import PurePath

from corpus.types import Article

FIRST_WORDS = 70
_FROM_CHAT = re.compile(r"message-\d+-\d+\.txt", re.ASCII)


def name_in_chat(chat: int, message: int) -> str:
    """What a text that was sent in a chat is called as a file; messages are numbered by chat."""
    return f"message-{abs(chat)}-{message}.txt"


def is_from_chat(article: Article) -> bool:
    """Whether it was sent as a text in a chat, so that its file's name is not a name to show."""
    return bool(_FROM_CHAT.fullmatch(PurePath(article.path).name))


def outlet_or_file(article: Article) -> str:
    """The outlet, or the file name if no outlet is known."""
    name = "sent in the chat" if is_from_chat(article) else PurePath(article.path).name
    return article.outlet or name or article.id


def title_or_opening(article: Article) -> str:
    """The headline, or how the text begins; the file name where there is neither."""
    return article.title or _first_words(article) or PurePath(article.path).name or article.id


def _first_words(article: Article) -> str:
    opening = " ".join((article.opening or "").split())
    if len(opening) <= FIRST_WORDS:
        return opening
    return opening[: FIRST_WORDS + 1].rpartition(" ")[0].rstrip(",;:–— ") + "…"


def count(number: int, noun: str) -> str:
    """'1 passage', '2 passages'."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(number: int) -> str:
    """'1.5 GB'."""
    return f"{number / 1e9:.1f} GB" if number >= 1e8 else f"{number / 1e6:.1f} MB"
