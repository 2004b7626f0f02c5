"""Lines that ask readers to follow the outlet elsewhere, told by where their links lead: whatever
the language, an outlet links to its own accounts, and to shops that have its app."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from corpus.formats.page.known import letters_of
from corpus.formats.page.passages import Passage

_ACCOUNT = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?P<platform>facebook\.com|twitter\.com|x\.com|instagram\.com"
    r"|t\.me|telegram\.me|tiktok\.com|threads\.net|youtube\.com|vk\.com|ok\.ru"
    r"|linkedin\.com/company|whatsapp\.com/channel|bsky\.app/profile)"
    r"/(?:s/|channel/|c/)?@?(?P<name>[\w.-]+)/?(?:[?#].*)?",
    re.I,
)
_SHOP = re.compile(
    r"(?:https?:)?//(?:news\.google\.com/publications|(?:apps|itunes)\.apple\.com"
    r"|play\.google\.com/store|flipboard\.com/@)",
    re.I,
)
_SIGN_UP = re.compile(r"[/.-](?:newsletters?|subscribe|abo|push)\b", re.I)
_FRAMES = frozenset(("header", "footer", "nav"))
# Set by hand; not measured.
_MOST_CHARACTERS = 400
_MOST_LINKS = 8
_SHORTEST_SITE = 4


def without_invitations(article: Sequence[Passage], root: Any, site: str) -> list[Passage]:
    """The article without them. `site` is the host that the page is from."""
    own = _accounts_in_frames(root)
    label = _label(site)
    return [passage for passage in article if not _invites(passage, own, label)]


def _label(site: str) -> str:
    """What the host is called after: "gull" of "news.gull.co.uk"."""
    labels = [label for label in site.split(".")[:-1] if len(label) >= _SHORTEST_SITE]
    return labels[-1] if labels else ""


def _accounts_in_frames(root: Any) -> frozenset[str]:
    """The accounts that the page links to in what stands around everything on it."""
    frames = (frame for frame in root.iter(*_FRAMES) if _is_outermost(frame))
    links = (link.get("href") or "" for frame in frames for link in frame.iter("a"))
    return frozenset(found["name"].lower() for each in links if (found := _ACCOUNT.fullmatch(each)))


def _is_outermost(frame: Any) -> bool:
    around = {each.tag for each in frame.iterancestors()}
    return around.isdisjoint((*_FRAMES, "article", "main"))


def _invites(passage: Passage, own: frozenset[str], label: str) -> bool:
    """Whether one of its links leads to the outlet elsewhere, and none to anything else."""
    if not passage.linked or len(passage.text) > _MOST_CHARACTERS:
        return False
    links = list(islice(passage.place.iter("a"), _MOST_LINKS + 1))
    letters = sum(len(letters_of("".join(link.itertext()))) for link in links)
    if len(links) > _MOST_LINKS or letters > passage.linked:  # some are of other passages
        return False
    leads = [link.get("href") or "" for link in links]
    is_own = [_SHOP.match(lead) is not None or _is_own(lead, own, label) for lead in leads]
    return any(is_own) and all(map(_is_elsewhere, leads))


def _is_own(lead: str, own: frozenset[str], label: str) -> bool:
    found = _ACCOUNT.fullmatch(lead)
    if found is None:
        return False
    name = found["name"].lower()
    return name in own or (label != "" and label in name)


def _is_elsewhere(lead: str) -> bool:
    return bool(_ACCOUNT.fullmatch(lead) or _SHOP.match(lead) or _SIGN_UP.search(lead))
