"""What an article may cost: no article may keep the others waiting, or take all of the memory."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from corpus.attribution.pieces import TOKEN
from corpus.attribution.types import NotAttributed, Reason

# Words and marks: 2.2 million characters of news, which take three minutes here. What is longer is
# a book or a dump.
_MOST_TOKENS = 400_000
_MOST_CHARACTERS = 10 * _MOST_TOKENS
# Processor time: five times what news takes here, for slower machines. Memory beyond that of the
# loaded models: five times what a piece takes. Set by hand.
_SECONDS = 30
_CHARACTERS_PER_SECOND = 2_500
_BYTES = 2 * 10**9
_PAGES = Path("/proc/self/statm")


def over_budget(text: str) -> NotAttributed | None:
    """Why the text is not to be attributed at all."""
    if len(text) <= _MOST_TOKENS:
        return None
    one_more = next(islice(TOKEN.finditer(text), _MOST_TOKENS, None), None)
    if one_more is None and len(text) <= _MOST_CHARACTERS:
        return None
    return NotAttributed(Reason.TOO_LONG, f"it has {len(text):,} characters")


def limit_time(texts: Iterable[str]) -> None:
    """Have the system end this process if these texts take much longer than news does."""
    seconds = _SECONDS + sum(map(len, texts)) // _CHARACTERS_PER_SECOND
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time()) + seconds
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, most))


def limit_memory() -> None:
    """Let this process take no more than a piece needs, on top of what it has now (Linux)."""
    try:
        pages = int(_PAGES.read_text(encoding="ascii").split()[0])
    except OSError:
        return
    wanted = pages * resource.getpagesize() + _BYTES
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
