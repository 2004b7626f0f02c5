"""What an article begins with, between its headline and its text, by what pages call it."""

from __future__ import annotations

from corpus.formats.page.furniture import names_of
from corpus.formats.page.passages import Passage

# Each language's trade has a word of its own for it.
_STANDFIRSTS = frozenset(
    "bajada catenaccio chapeau chapo copete dek deck entradilla hovedingress ingress lede ledein"
    " leadin manchet perex preamble sapo sommario standfirst vorspann zajawka".split()
)
LEADS = _STANDFIRSTS.union(
    "abstract desc description excerpt intro introduction lead subhead subheadline subtitle"
    " summary".split()
)
# Some end without a full stop. Set by hand; not measured.
_FEWEST_WORDS = 6


def is_standfirst(passage: Passage) -> bool:
    """Whether a heading is called a lead and reads as a sentence. A name that pages give to
    headings too ("subhead") needs the full stop."""
    if not passage.is_heading or passage.place.tag == "h1":
        return False
    named = names_of(passage.place)
    if LEADS.isdisjoint(named):
        return False
    is_long = len(passage.text.split()) >= _FEWEST_WORDS
    return is_long and (passage.is_sentence or not _STANDFIRSTS.isdisjoint(named))
