"""Articles from a JSON Lines file, the text untouched, so that offsets into it hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.terminal.input_lines import BadInput, read_objects, write_like
from corpus.formats.wrapping import unwrap

_MOST_BYTES = 512 * 1024 * 1024
_FORM = '{"id": "…", "text": "…"}'


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """One line of the file; `id` is whatever it has under "id" or "doc_id"."""

    id: object
    text: str
    title: str | None = None


def read_articles(path: Path) -> list[ArticleLine]:
    """All articles of the file; raises BadInput naming the first bad line."""
    articles = []
    for place, value in read_objects(path, most_bytes=_MOST_BYTES, form=_FORM):
        text = value.get("text")
        if not isinstance(text, str):
            raise BadInput(f'{place} has no "text"', fix=write_like(_FORM))
        title = value.get("title")
        articles.append(
            ArticleLine(
                id=value.get("id", value.get("doc_id")),
                text=text,
                title=title if isinstance(title, str) else None,
            )
        )
    return articles


def as_prose(text: str) -> str:
    """The text with the breaks of hard-wrapped lines as spaces, so that places in it stay; as it is
    where words are halved."""
    joined = unwrap(text)
    return joined if len(joined) == len(text) else text
