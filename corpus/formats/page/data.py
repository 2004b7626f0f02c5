"""What a page says of its article in JSON-LD, for programs to read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from corpus.formats.page.json_ld import read_nodes, text_of, types_of, values_in, values_of

_CLASS = re.compile(r"\.([\w-]+)")
_ADDRESS = re.compile(r"https?://\S+|#\S*")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_OF_ARTICLES = frozenset(("articleBody", "headline", "isAccessibleForFree"))
_LIVE = "LiveBlogPosting"
_DEEPEST = 6  # levels; set by hand, not measured
_MOST_OBJECTS = 1000


@dataclass(frozen=True, slots=True)
class PageData:
    """`body` is the article's text as the page gives it to programs, mostly without paragraphs;
    `words` how many it says there are. `is_live`: it is a live blog. `is_free`: all may read it;
    `paid` are the class names of what only subscribers see. `corrections` are what it says was
    wrong in the article, `claims` what others say that the article reviews."""

    body: str = ""
    description: str = ""
    words: int = 0
    is_live: bool = False
    is_free: bool = True
    paid: frozenset[str] = frozenset()
    corrections: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def page_data(tree: Any) -> PageData:
    """What the page says of the article; where it describes several, of the one with most text."""
    articles = [each for each in _objects(tree) if not _OF_ARTICLES.isdisjoint(each)]
    described = [_meta(tree, "description"), _meta(tree, "og:description")]
    description = "\n".join([*described, *(_text(each, "description") for each in articles)])
    live = next((each for each in articles if _LIVE in _types(each)), None)
    bodies = [_text(each, "articleBody") for each in articles]
    return PageData(
        body=max(bodies, key=len, default="") if live is None else _entries(live),
        description=description,
        words=max((_number(each.get("wordCount")) for each in articles), default=0),
        is_live=live is not None,
        is_free=not any(map(_is_paid, articles)),
        paid=frozenset(name for each in articles for name in _paid_parts(each)),
        corrections=tuple(dict.fromkeys(_corrections(tree))),
        claims=tuple(dict.fromkeys(_claims(tree))),
    )


def _claims(tree: Any) -> Iterator[str]:
    for node in read_nodes(tree):
        if "claimreview" in types_of(node) and (claim := text_of(node.get("claimReviewed"))):
            yield claim


def _corrections(tree: Any) -> Iterator[str]:
    """Of the page's own articles and the entries of its live blog; a mere link to one says nothing.

    A correction is a text, or a comment with one.
    """
    for node in read_nodes(tree):
        for each in (node, *filter(_is_object, values_of(node.get("liveBlogUpdate")))):
            for said in values_of(each.get("correction")):
                text = text_of(said.get("text") if _is_object(said) else said)
                if text and not _ADDRESS.fullmatch(text.strip()):
                    yield _TAG.sub("", text)


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _entries(live: dict[str, Any]) -> str:
    """The entries of a live blog, each under its moment and its headline."""
    updates = live.get("liveBlogUpdate")
    texts = [_text(live, "articleBody")]
    for update in updates if isinstance(updates, list) else [updates]:
        if isinstance(update, dict):
            lines = [_text(update, "datePublished"), _text(update, "headline")]
            texts.append("\n".join(f"### {line}" for line in lines if line))
            texts.append(_text(update, "articleBody"))
    return "\n\n".join(filter(None, texts))


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, those within others too."""
    pending: list[tuple[Any, int]] = [
        (value, 0) for value in values_in(tree) if isinstance(value, dict | list)
    ]
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


def _is_paid(found: dict[str, Any]) -> bool:
    return str(found.get("isAccessibleForFree", True)).lower() == "false"


def _paid_parts(found: dict[str, Any]) -> list[str]:
    parts = found.get("hasPart")
    parts = parts if isinstance(parts, list) else [parts]
    selectors = [_text(each, "cssSelector") for each in parts if isinstance(each, dict)]
    return [name for selector in selectors for name in _CLASS.findall(selector)]


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _meta(tree: Any, name: str) -> str:
    for meta in tree.iter("meta"):
        if name in (meta.get("name"), meta.get("property")):
            return meta.get("content") or ""
    return ""
