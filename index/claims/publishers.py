"""Publishers: which outlets are one house, and which agency an article credits.

What one publisher says in two outlets is said once. An outlet that the table does not know is a
publisher of its own: it corroborates nobody but itself, and so nothing is made of its name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.errors import DatelineError
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Article

FILE = "publishers.toml"
_HOST = re.compile(r"^(?:https?://)?(?:www\.|m\.|amp\.)?([\w.-]+\.[a-z]{2,})(?:/.*)?$")


class PublishersUnreadable(DatelineError):
    """An editor's table of publishers is no table of publishers."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(
            f"{path} is no table of publishers: {problem}",
            fix="write it like: [families] and a line such as"
            ' "Harbour House" = ["Harbour Post", "harbour.example"]',
        )


@dataclass(frozen=True, slots=True)
class Publishers:
    """The families of outlets and the agencies, by what they are called, folded."""

    families: Mapping[str, str]
    agencies: Mapping[str, str]
    credited: re.Pattern[str]
    """Where a text credits an agency, whose name is the one group that matches."""

    def family(self, article: Article) -> str | None:
        """The publisher of an article; None where its outlet is not known."""
        return None if article.outlet is None else self.family_of(article.outlet)

    def family_of(self, outlet: str) -> str:
        """The publisher that an outlet belongs to: by the table, or the outlet itself."""
        key = fold_outlet(outlet)
        return self.families.get(key) or self.agencies.get(key) or outlet

    def knows(self, name: str) -> bool:
        """Whether it is the name of an outlet, a publisher or an agency in the table."""
        key = fold_outlet(name)
        return key in self.families or key in self.agencies

    def agency(self, name: str) -> str | None:
        """The agency of this name, if it is one."""
        return self.agencies.get(fold_outlet(name))


def fold_outlet(name: str) -> str:
    """An outlet's name as it is compared: without case, "the", "www." and a path."""
    folded = " ".join(name.casefold().split())
    host = _HOST.match(folded)
    return host[1] if host else folded.removeprefix("the ")


def read_publishers(folder: Path | None = None) -> Publishers:
    """The table that ships, with what an editor has put into publishers.toml in `folder`.

    Raises PublishersUnreadable.
    """
    path = folder / FILE if folder is not None else None
    if path is None or not path.is_file():
        return _shipped()
    try:
        return _merged([_shipped_lists(), _checked(path)])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PublishersUnreadable(path, str(error)) from error


@cache
def _shipped() -> Publishers:
    return _merged([_shipped_lists()])


def _shipped_lists() -> dict[str, Any]:
    text = (files(__package__) / FILE).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _checked(path: Path) -> dict[str, Any]:
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    for table, rows in lists.items():
        if table not in ("families", "agencies"):
            raise PublishersUnreadable(path, f"it has [{table}]")
        for name, outlets in rows.items() if isinstance(rows, dict) else [(table, None)]:
            if not isinstance(outlets, list) or not all(isinstance(o, str) for o in outlets):
                raise PublishersUnreadable(path, f"{name} is not followed by a list of names")
    return lists


def _merged(tables: Sequence[Mapping[str, Any]]) -> Publishers:
    named: dict[str, dict[str, str]] = {"families": {}, "agencies": {}}
    for lists in tables:
        for table, rows in lists.items():
            for name, outlets in rows.items():
                for outlet in (name, *outlets):
                    named[table][fold_outlet(outlet)] = name
    names = sorted(named["agencies"], key=len, reverse=True)
    return Publishers(named["families"], named["agencies"], _credited(names, ENGLISH))


def _credited(names: Sequence[str], language: Language) -> re.Pattern[str]:
    """ "Told AFP", "AFP reported", "(AP)"; a name alone may be what is spoken of."""
    words = language.claims
    name = f"({'|'.join(map(re.escape, names))})"
    before, after = "|".join(words.told_to), "|".join(words.told_by)
    agency = f"(?: (?:{'|'.join(words.agency)}))?"
    credits = (
        rf"\((?:the )?{name}\)",
        rf"\b(?:{before})(?: the)?{agency} {name}\b",
        rf"\b{name}{agency} (?:{after})\b",
    )
    return re.compile("|".join(credits), re.IGNORECASE)
