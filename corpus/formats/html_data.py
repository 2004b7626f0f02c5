"""What a page says of its article in JSON-LD, for programs to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_LIVE = "LiveBlogPosting"
_DEEPEST = 6  # levels; set by hand, not measured
_MOST_OBJECTS = 1000


@dataclass(frozen=True, slots=True)
class PageData:
    """`body` is the article's text as the page gives it to programs, mostly without paragraphs;
    `words` how many it says there are. `is_live`: it is a live blog."""

    body: str = ""
    description: str = ""
    words: int | None = None
    is_live: bool = False
    is_free: bool = True


def page_data(tree: Any) -> PageData:
    """What the page says of the article; where it describes several, of the one with most text."""
    articles = [each for each in _objects(tree) if "articleBody" in each or "headline" in each]
    is_live = any(_LIVE in _types(each) for each in articles)
    articles.sort(key=lambda each: len(_text(each, "articleBody")), reverse=True)
    named = [_meta(tree, "description"), _meta(tree, "og:description")]
    if not articles:
        return PageData(description="\n".join(named))
    article = articles[0]
    named += [_text(each, "description") for each in articles]
    return PageData(
        body=_text(article, "articleBody"),
        description="\n".join(named),
        words=_number(article.get("wordCount")),
        is_live=is_live,
        is_free=str(article.get("isAccessibleForFree", True)).lower() != "false",
    )


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those within others too."""
    pending: list[tuple[Any, int]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                value = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict | list):
                pending.append((value, 0))
    seen = 0
    while pending and seen < _MOST_OBJECTS:
        value, depth = pending.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
        if depth < _DEEPEST:
            inner = list(value.values()) if isinstance(value, dict) else value
            pending.extend((each, depth + 1) for each in inner if isinstance(each, dict | list))


def _types(found: dict[str, Any]) -> list[str]:
    named = found.get("@type")
    return [str(each) for each in (named if isinstance(named, list) else [named])]


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    try:
        return int(str(value))
    except ValueError:
        return None


def _meta(tree: Any, name: str) -> str:
    for meta in tree.iter("meta"):
        if name in (meta.get("name"), meta.get("property")):
            return meta.get("content") or ""
    return ""
