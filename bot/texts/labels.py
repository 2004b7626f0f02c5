"""The words that terminal and chat use for the same things. Pure."""

from __future__ import annotations

from pathlib import PurePath

from corpus.types import Article


def outlet_or_file(article: Article) -> str:
    """The outlet, or the file name if no outlet is known."""
    return article.outlet or PurePath(article.path).name or article.id


def title_or_file(article: Article) -> str:
    """The headline, or the file name if there is none."""
    return article.title or PurePath(article.path).name or article.id


def count(number: int, noun: str) -> str:
    """'1 passage', '2 passages'."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(number: int) -> str:
    """'1.5 GB'."""
    return f"{number / 1e9:.1f} GB" if number >= 1e8 else f"{number / 1e6:.1f} MB"
