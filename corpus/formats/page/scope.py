"""Which of a page's passages are its article.

An extractor that knows many pages says where the article stands; what it leaves out there is taken
as well where it stands as the rest does, for extractors stop at the end of a container, at embedded
posts and at whatever is named like an advertisement. What it takes from furniture is left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import Any

from corpus.formats.page.data import PageData
from corpus.formats.page.furniture import names_of
from corpus.formats.page.ground import Ground, home_of, is_for_article
from corpus.formats.page.known import SHORTEST_SURE, Known, letters_of
from corpus.formats.page.leads import LEADS
from corpus.formats.page.passages import Nearest, Passage
from corpus.formats.page.teasers import Cards, is_credit, is_other_story

_FEWEST_OF_A_COPY = 3  # paragraphs; set by hand, not measured
_CUT = re.compile(r"(?:\.{3}|…)\W{0,3}$")
# Set by hand; not measured.
_FARTHEST_LEAD = 15  # passages behind the headline
_EXTRACT = 60  # letters
# Letters; set by hand, not measured.
_SHORTEST_LEAD = 40
_SHORTEST_SENTENCE = 20
_FIRST_WIDE = "\u1100"  # Korean, Chinese and Japanese stand behind all alphabets


def article_passages(
    passages: Sequence[Passage], *, located: Known, data: PageData, title: str = ""
) -> list[Passage]:
    """The passages of the article: those `located`, and what else is of it.

    What a page has twice, once for each of two widths, is taken once.
    """
    scope = _Scope(passages, located, data, title)
    held = [scope.holds(i) for i in range(len(passages))]
    lists = {scope.list_of(i) for i, is_held in enumerate(held) if is_held} - {None}
    prose = (i for i, passage in enumerate(passages) if held[i] and not passage.is_heading)
    stories = {scope.story_of(i) for i in prose} - {None}
    return _once(
        [
            passage
            for i, passage in enumerate(passages)
            if held[i]
            or (scope.list_of(i) in lists and scope.is_item(i))
            or (scope.story_of(i) in stories and passage.is_heading)
        ]
    )


def _once(article: list[Passage]) -> list[Passage]:
    """Without the containers all of whose paragraphs stood in one before."""
    paragraphs: dict[Any, set[str]] = defaultdict(set)
    for passage in article:
        if passage.is_paragraph:
            paragraphs[home_of(passage.place)].add(passage.text)
    first = {frozenset(texts): home for home, texts in reversed(paragraphs.items())}
    copies = {
        home
        for home, texts in paragraphs.items()
        if len(texts) >= _FEWEST_OF_A_COPY and first[frozenset(texts)] is not home
    }
    return [passage for passage in article if home_of(passage.place) not in copies]


class _Scope:
    def __init__(
        self, passages: Sequence[Passage], located: Known, data: PageData, title: str
    ) -> None:
        self._passages = passages
        self._found = _without_cards(
            [located.has(each.text, each.key) for each in passages], passages
        )
        self._ground = Ground(passages, self._found, is_live=data.is_live, title=title)
        self._cards = Cards(passages)
        self._stated = Known(data.body)
        self._described = Known(data.description)
        self._quote_around = Nearest(lambda element: element.tag == "blockquote")
        self._list_around = Nearest(lambda element: element.tag in ("ul", "ol"))
        self._listed: Counter[Any] = Counter()
        for passage in passages:
            self._listed[self._list_around(passage.place)] += passage.letters - passage.linked

    def holds(self, i: int) -> bool:
        if self._ground.is_furnished[i] or self._is_extract(i):
            return False
        if self._is_of_entry(i):
            return True
        if self._is_teaser(i):
            return False
        if self._is_lead(i):
            return True
        if self._found[i]:
            return self._ground.is_in_core(i) or self._stands_well_outside(i)
        return (
            self._stands_beside_others(i)
            or self._stands_as_others_do(i)
            or self._is_embedded(i)
            or self._ground.is_folded(i)
            or self._is_stated(i)
        )

    @cached_property
    def _quotes(self) -> set[Any]:
        """The block quotations of which a part was found in the article."""
        found = (i for i, is_found in enumerate(self._found) if is_found)
        places = (self._passages[i].place for i in found if self._ground.is_in_core(i))
        return {quote for place in places if (quote := self._quote_around(place)) is not None}

    def list_of(self, i: int) -> Any:
        return self._list_around(self._passages[i].place)

    def story_of(self, i: int) -> Any:
        return None if self._ground.is_furnished[i] else self._ground.story(i)

    def is_item(self, i: int) -> bool:
        """Whether it is prose of a list, and belongs where the rest of the list does."""
        passage = self._passages[i]
        is_prose = passage.is_sentence and not passage.linked
        return is_prose and not self._ground.is_furnished[i]

    def _is_of_entry(self, i: int) -> bool:
        """Whether it is prose of one of several articles on the page."""
        passage = self._passages[i]
        is_prose = self._found[i] or (passage.is_sentence and not passage.linked)
        return is_prose and not passage.is_link and self._ground.entry(i) is not None

    def _is_teaser(self, i: int) -> bool:
        passage = self._passages[i]
        card = self._cards.around(passage)
        if card is not None and card not in self._ground.containers:
            return True
        if not is_other_story(passage):
            return False
        is_between = self._found[i] and i in self._ground.extent
        return not (is_between and (is_credit(passage) or self._heads_prose(i)))

    def _heads_prose(self, i: int) -> bool:
        """Whether the passage is a heading of the article itself, as in a round-up of stories."""
        j = i + 1
        return (
            self._passages[i].is_heading
            and self._ground.is_in_container(i)
            and j in self._ground.extent
            and self._passages[j].is_paragraph
            and self._ground.home(i) is self._ground.home(j)
        )

    def _stands_well_outside(self, i: int) -> bool:
        """Whether the passage is the headline, or prose in a container of its own."""
        passage = self._passages[i]
        if passage.is_heading:
            return str(passage.place.tag) == "h1"
        is_link = passage.is_link
        is_sentence = passage.is_sentence and not is_link and self._ground.is_in_root(i)
        return self._ground.is_mostly_found(i) and (is_sentence or passage.is_paragraph)

    def _stands_beside_others(self, i: int) -> bool:
        passage = self._passages[i]
        is_between = i in self._ground.extent and passage.place.tag != "tr"
        is_short_prose = passage.place.tag == "p" and passage.is_sentence and not passage.linked
        is_prose = passage.is_paragraph or is_short_prose
        return self._ground.is_in_container(i) and (is_prose or is_between)

    def _stands_as_others_do(self, i: int) -> bool:
        """Whether it is in a container like the article's, in the same article."""
        passage = self._passages[i]
        return (
            self._ground.is_in_like_container(i)
            and (passage.is_paragraph or passage.is_heading)
            and self._ground.is_in_root(i)
            and i < self._ground.next_article
        )

    def _is_embedded(self, i: int) -> bool:
        """Whether it is a post of somebody's, or prose set apart, among the article's."""
        passage = self._passages[i]
        quote = self._quote_around(passage.place)
        if quote is not None and quote in self._quotes:
            return True
        if i not in self._ground.extent or not self._ground.is_below_container(i):
            return False
        if quote is not None:
            return True
        is_prose = passage.is_paragraph or (passage.is_sentence and passage.linked == 0)
        return is_prose and self._ground.is_child_of_container(i)

    def _is_lead(self, i: int) -> bool:
        """Whether it stands between the headline and the article and is marked as a heading,
        called a lead or the page's own description, or in the article and prose."""
        headline, passage = self._ground.headline, self._passages[i]
        if headline is None or not headline < i < self._ground.extent.start:
            return False
        if i - headline > _FARTHEST_LEAD or self._is_below(i):
            return False
        if 2 * passage.linked > passage.letters:
            return False
        title = letters_of(self._passages[headline].text)
        whole = self._list_around(passage.place)
        is_item = whole is not None and passage.is_sentence
        letters = self._listed[whole] if is_item else _width(passage.text)
        shortest = _SHORTEST_SENTENCE if passage.is_sentence else _SHORTEST_LEAD
        if letters < shortest or title in passage.key:
            return False
        top = whole if is_item else passage.place
        nearest = islice(top.iterancestors(), 2)
        named = set().union(*map(names_of, [passage.place, top, *nearest]))
        is_called_lead = passage.is_heading or not LEADS.isdisjoint(named)
        is_prose = passage.is_paragraph and not passage.linked
        is_called_lead = is_called_lead or (is_prose and self._ground.is_in_root(i))
        return is_called_lead or self._described.has(passage.text, passage.key)

    def _is_extract(self, i: int) -> bool:
        """Whether the passage is cut off and stands as a whole below."""
        return _CUT.search(self._passages[i].text) is not None and self._is_below(i)

    def _is_below(self, i: int) -> bool:
        """Whether a passage soon below begins with the same words."""
        begins = letters_of(self._passages[i].text)[:_EXTRACT]
        below = range(i + 1, min(i + 1 + _FARTHEST_LEAD, len(self._passages)))
        texts = (letters_of(self._passages[j].text) for j in below if self._found[j])
        return any(text.startswith(begins) for text in texts)

    def _is_stated(self, i: int) -> bool:
        """Whether the page states for programs that it is of the article."""
        passage = self._passages[i]
        return passage.letters >= SHORTEST_SURE and self._stated.has(passage.text, passage.key)


def _without_cards(found: Sequence[bool], passages: Sequence[Passage]) -> list[bool]:
    """Which were found, without those on cards outside the article of the longest of the rest."""
    cards = Cards(passages, plain=True)
    on_card = [cards.around(passage) is not None for passage in passages]
    every = zip(passages, found, on_card, strict=True)
    apart = (passage for passage, is_found, is_on_card in every if is_found and not is_on_card)
    longest = max(apart, key=lambda passage: passage.letters, default=None)
    article_around = Nearest(is_for_article)
    article = None if longest is None else article_around(longest.place)
    if article is None or article.tag in ("main", "body"):
        return list(found)
    return [
        is_found and not (is_on_card and article_around(passage.place) is not article)
        for passage, is_found, is_on_card in zip(passages, found, on_card, strict=True)
    ]


def _width(text: str) -> int:
    """The letters, those of scripts that say much in a few counted as three."""
    return sum(3 if letter >= _FIRST_WIDE else 1 for letter in letters_of(text))
