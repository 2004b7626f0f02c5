"""What a page says of itself: headline, authors, outlet, day, address.

It says so in several places: JSON-LD, `meta`, microdata, links, headings. Of each value the place
is asked first that is most particular to the article; what is said of something else on the page
(a film, a teaser, a comment) is not asked. Nothing is inferred from what the page only shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from corpus.formats.authors import byline_of, names_in, surname_last
from corpus.formats.dates import parse_page_date
from corpus.formats.metadata import MAX_LENGTH, is_same_site, web_address
from corpus.formats.normalise import normalise_line
from corpus.formats.page.headlines import are_alike, begins, fold, pick_headline, tail_behind
from corpus.formats.page.json_ld import Node, read_nodes, text_of, types_of, values_of
from corpus.formats.web_addresses import joined
from corpus.languages.en import ENGLISH
from corpus.languages.furniture_elsewhere import CHANGED
from corpus.types import Metadata

# Set by hand; not measured.
_MOST = 50
"""So many elements or things of one kind are looked at; a page of news has a handful."""
_MOST_AROUND = 6
_MOST_BESIDE = 30
"""So many elements before and behind the headline are read for a day that is only shown."""
_MOST_INSIDE = 500
"""So many elements within one are read for its words."""

_ARTICLES = frozenset(("blogposting", "liveblogposting", "socialmediaposting", "report"))
_PAGES = frozenset(("webpage", "itempage", "articlepage", "claimreview"))
_SITES = frozenset(("website", "organization", "newsmediaorganization"))

_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title", "title")
_OUTLETS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher")
_SECTIONS = ("article:section", "section")
# Each says when the article came out, the commonest first; "date" may be anything, so it is last.
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "datepublished",
    "rnews:datepublished",
    "og:published_time",
    "published_time",
    "published",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication-date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "pub_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "displaydate",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "pdate",
    "date",
)
# Here each value is one author, and a comma stands before the forename.
_SURNAME_FIRST = ("citation_author", "dc.creator", "dcterms.creator")
_AUTHORS = ("parsely-author", "author", "article:author", "byl", "sailthru.author", "byline")

_ITEMS = './/*[contains(concat(" ", @{attribute}, " "), " {word} ")]'
_PUBLISHED = (
    _ITEMS.format(attribute="itemprop", word="datePublished"),
    _ITEMS.format(attribute="property", word="datePublished"),
)
_MARKED_DATES = (
    './/*[contains(@class, "publish") and (contains(@class, "date") or contains(@class, "time"))]'
    ' | .//time[contains(@class, "publish") or @pubdate] | .//abbr[contains(@class, "publish")]'
)
_DATE_VALUES = ("datetime", "content", "title", "value", "pubdate")
_LONGEST_DATE = 100
_CALLED_TITLES = (
    './/body//*[contains(@class, "title") or contains(@class, "Title")'
    ' or contains(@class, "headline")]'
)
_AUTHOR_ITEMS = (
    _ITEMS.format(attribute="itemprop", word="author"),
    _ITEMS.format(attribute="rel", word="author"),
)
_NAME_ITEM = _ITEMS.format(attribute="itemprop", word="name")

_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d|[a-z]{3})[/-]([0-3]?\d)(?=/|\Z)")
_INLINE_TAG = re.compile(r"</?(?:a|b|br|em|i|p|span|strong|sub|sup|u)\b[^<>]*>", re.I)
_CHANGED = re.compile(rf"updat|modif|edited|{CHANGED}", re.I)
_SHOWN_DAY = re.compile(
    r"(?P<year>\d{4})\s?[年년./-]\s?(?P<month>\d\d?)\s?[月월./-]\s?(?P<day>\d\d?)(?!\d)"
    r"|(?P<said>(?<!\d)\d\d?\.\s?\d\d?\.\s?\d{4}"
    r"|(?<!\d)\d\d?(?:\.|st|nd|rd|th)?\s(?:de\s)?[^\W\d]{3,}\.?,?\s(?:de\s)?\d{4}"
    r"|[^\W\d]{3,}\.?\s\d\d?(?:st|nd|rd|th)?,?\s\d{4})(?!\d)"
)
_ASIDE = re.compile(
    r"(?:^|\s)(?:comments?|related|recommend|sidebar|teaser|promo|popular|trending|most-read)", re.I
)
_ASIDE_TAGS = frozenset(("aside", "nav", "figure"))
_BODIES = frozenset(("article", "main"))
_BYLINES = './/*[contains(@class, "author") or contains(@class, "byline")]'
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|staff|people|profiles?|by|contributors?|journalists?)/", re.I
)
_OWN_LINE = frozenset(("br", "div", "li", "p", "time"))
_UNREAD = frozenset(("script", "style", "noscript", "template", "svg"))


def page_metadata(tree: Any) -> Metadata:
    """What the page says of its article; `tree` is lxml's, and stays as it is."""
    return _Page(tree).metadata


class _Page:
    """One page, its places read once."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._metas: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = element.get("content")
            for key in ("property", "name"):
                if content and content.strip() and element.get(key):
                    said = self._metas.setdefault(element.get(key).strip().lower(), [])
                    said += [content] if len(said) < _MOST else []
        self._nodes = read_nodes(tree)
        self._by_id = {
            node["@id"]: node
            for node in self._nodes
            if isinstance(node.get("@id"), str) and len(node) > 1
        }

    @property
    def metadata(self) -> Metadata:
        return Metadata(
            title=self.title,
            outlet=self._outlet(),
            byline=self._byline(),
            published=self._published(),
            url=self.address,
        )

    def _found(self, path: str) -> list[Any]:
        """The page's elements of a path that belong to its article."""
        return [each for each in self._tree.xpath(path)[:_MOST] if not _is_aside(each)]

    def _said(self, names: Iterable[str]) -> Iterator[str]:
        """The contents of the page's `meta` of these names, in the order of the names."""
        for name in names:
            yield from self._metas.get(name, ())

    # The address

    @cached_property
    def address(self) -> str | None:
        """The page's own address: the first that leads to more than a front page, if any does."""
        links = [
            element.get("href") or ""
            for element in self._tree.iter("link")
            if "canonical" in (element.get("rel") or "").lower().split()
        ]
        base = next((each.get("href") or "" for each in self._tree.iter("base")), "")
        own = self._addresses_in(base, self._said(("og:url", "twitter:url")))
        named = self._addresses_in(base, links)
        # A page that is another site's text names that site's page, but its own for sharing.
        if own and named and not is_same_site(own[0], named[0]):
            named = []
        found = [*named, *own]
        return next(filter(_path, found), next(iter(found), None))

    def _addresses_in(self, base: str, values: Iterable[str]) -> list[str]:
        addresses = (web_address(normalise_line(joined(base, each.strip()))) for each in values)
        return [each for each in addresses if each and len(each) <= MAX_LENGTH]

    # The article among the things of the page

    @cached_property
    def _article(self) -> Node | None:
        """The thing that is the page's article; none where each is another page's."""
        articles = [node for node in self._nodes if _is_article(node)][:_MOST]
        rated = [(self._fits(node), -i) for i, node in enumerate(articles)]
        best, place = max(rated, default=(-1, 0))
        return articles[-place] if best >= 0 else None

    def _fits(self, node: Node) -> int:
        """How far the article is the page's: by its address, and by its headline."""
        fits = 0
        addresses = {_key(each) for each in _addresses(node) if _path(each)}
        if self.address and addresses:
            fits += 2 if _key(self.address) in addresses else -1
        said = [
            each
            for key in ("headline", "name", "alternativeHeadline")
            if (each := text_of(node.get(key)))
        ]
        titles = [*self._headings, *self._titles]
        if said and titles:
            alike = any(are_alike(one, other) for one in said for other in titles)
            fits += 2 if alike else -1
        return fits

    @cached_property
    def _web_page(self) -> Node | None:
        """The page itself as a thing, where it is no list of articles."""
        return next((node for node in self._nodes if types_of(node) & _PAGES), None)

    def _resolved(self, value: object) -> Iterator[Any]:
        """Values, and for a reference what it refers to."""
        for each in values_of(value):
            if isinstance(each, dict) and each.keys() <= {"@id", "@type"}:
                yield self._by_id.get(str(each.get("@id")), each)
            else:
                yield each

    # The headline

    @cached_property
    def _headings(self) -> list[str]:
        return [text for each in self._headlines if 0 < len(text := _text(each)) <= MAX_LENGTH]

    @cached_property
    def _headlines(self) -> list[Any]:
        """The headings of the first level; where there are none, whatever is a heading or called a
        title and begins a title of the page."""
        first = list(islice(self._tree.iter("h1"), _MOST))
        if first:
            return first
        lower = islice(self._tree.iter("h2", "h3"), _MOST)
        others = [(each, _text(each)) for each in (*lower, *self._called_titles)]
        return [each for each, text in others if any(begins(title, text) for title in self._titles)]

    @property
    def _called_titles(self) -> list[Any]:
        return list(self._tree.xpath(_CALLED_TITLES)[:_MOST])

    @cached_property
    def _titles(self) -> list[str]:
        head = self._tree.find("head")
        titles = [] if head is None else [_text(each) for each in head.iter("title")][:1]
        said = (_line(each) for each in self._said(_TITLES))
        return [each for each in (*said, *titles) if each]

    @cached_property
    def title(self) -> str | None:
        article = self._article or {}
        headline = _line(text_of(article.get("headline")))
        claims = [headline, *self._titles] if headline else self._titles
        sections = [
            *(each for each in values_of(article.get("articleSection")) if isinstance(each, str)),
            *self._said(_SECTIONS),
        ]
        title = pick_headline(self._headings, claims, names=self._names, sections=sections)
        return title or None

    @property
    def _title_tails(self) -> list[str]:
        """What stands behind the headline in the page's titles: the site's name, if anything and
        not a part of the site."""
        title = self.title or ""
        tails = [tail_behind(title, each) for each in self._titles]
        return [tail for tail in tails if tail and tail.casefold() not in ENGLISH.bylines.sections]

    # The outlet

    @cached_property
    def _names(self) -> list[str]:
        """What the site is called, and what its host is called after."""
        found = [_line(each) for each in self._said(_OUTLETS)]
        sites = [each for each in self._nodes if types_of(each) & _SITES]
        for node in [*self._publishers, *sites[:_MOST]]:
            found += [_line(text_of(node.get(key))) for key in ("name", "alternateName")]
        host = _host(self.address)
        found += [host, *(label for label in host.split(".") if len(label) > 2)]
        titles = set(map(fold, self._titles))
        return [each for each in found if each and fold(each) not in titles]

    @property
    def _publishers(self) -> list[Node]:
        things = [self._article or {}, self._web_page or {}]
        found = [each for thing in things for each in self._resolved(thing.get("publisher"))]
        return [each for each in found if isinstance(each, dict)]

    def _outlet(self) -> str | None:
        """The site's name, in the best of the ways in which it is written; else its host."""
        publishers = [text_of(node.get("name")) for node in self._publishers]
        sites = [text_of(node.get("name")) for node in self._nodes if "website" in types_of(node)]
        titles = set(map(fold, self._titles))
        # MSN gives the headline for the name of its application.
        others = [each for each in self._said(_OUTLETS[1:]) if fold(each) not in titles]
        stated = [*self._said(_OUTLETS[:1]), *publishers, *self._title_tails, *sites, *others]
        lines = [line for each in stated if (line := _line(each))]
        names = [line for line in lines if not _is_address(line)]
        if not names:
            hosts = (_host(line) or line for line in lines if not line.startswith("@"))
            return next(hosts, _host(self.address)) or None
        # Some sites give the name that their programs know them by: "theorme", "orme-echo".
        first = names[0]
        if first.islower() and " " not in first:
            return next((name for name in names if not name.islower()), first)
        ways = (each for each in names if _is_same(each, first))
        return max(ways, key=lambda name: (" " in name, name[0].isupper()))

    # The authors

    def _byline(self) -> str | None:
        site = frozenset(map(fold, self._names))
        for names in self._author_lists():
            people = [name for name in names if fold(name) not in site]
            if people:
                return byline_of(people)
        return None

    def _author_lists(self) -> Iterator[list[str]]:
        article = self._article or {}
        for key in ("author", "creator"):
            yield [name for each in self._resolved(article.get(key)) for name in _people(each)]
        for key in _SURNAME_FIRST:
            said = self._metas.get(key, ())
            yield [name for each in said for name in names_in(surname_last(each))]
        for key in _AUTHORS:
            yield [name for each in self._metas.get(key, ()) for name in names_in(each)]
        for path in _AUTHOR_ITEMS:
            items = [each for each in self._found(path) if each.tag != "link"]
            yield [name for each in items for name in names_in(_name_of(each))]
        page = self._web_page or {}
        yield [name for each in self._resolved(page.get("author")) for name in _people(each)]
        yield from (names_in(_words(each)) for each in self._found(_BYLINES) if _is_byline(each))

    # The day

    def _published(self) -> str | None:
        """The first day that is stated, by whoever states that day's time as well."""
        stated = ((str(value).strip(), parse_page_date(value)) for value in self._dates())
        found = [(value, read) for value, read in stated if read]
        if not found:
            return self._shown_day()
        day = found[0][1]
        if len(day) > len("YYYY-MM-DD"):
            return day
        timed = (read for value, read in found if value.startswith(day) and len(read) > len(day))
        return next(timed, day)

    def _dates(self) -> Iterator[object]:
        article = self._article or {}
        yield from values_of(article.get("datePublished"))
        for path in _PUBLISHED:
            for element in self._found(path):
                yield element.get("content") or element.get("datetime") or _text(element)
        yield from self._said(_DATES)
        yield from values_of((self._web_page or {}).get("datePublished"))
        yield from values_of(article.get("dateCreated"))
        for element in self._found(_MARKED_DATES):
            if not _CHANGED.search(_text(element)[:_LONGEST_DATE]):
                yield next(filter(None, map(element.get, _DATE_VALUES)), _text(element))
        yield from self._times()
        if found := _DAY_IN_PATH.search(urlsplit(self.address or "").path):
            year, month, day = found.groups()
            yield f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}"

    def _shown_day(self) -> str | None:
        """The one day that is shown below the headline, or else above it."""
        headline = next(iter(self._headlines), None)
        if headline is None:
            return None
        below = headline.xpath("following::*")[:_MOST_BESIDE]
        above = headline.xpath("preceding::*")[-_MOST_BESIDE:]
        days = _shown_days(below) or _shown_days(above)
        return days.pop() if len(days) == 1 else None

    def _times(self) -> Iterator[str]:
        """The first time beside the headline that is not said to be of a change."""
        for heading in self._headlines:
            for around in islice(heading.iterancestors(), _MOST_AROUND):
                if around.tag in ("body", "html"):
                    break
                for time in islice(around.iter("time"), _MOST):
                    marks = f"{time.get('class') or ''} {time.get('itemprop') or ''} {_text(time)}"
                    value = time.get("datetime")
                    if value and not _is_aside(time) and _states_publication(time, marks):
                        yield value
                        return
                if around.tag in _BODIES:
                    break


def _own_line(element: Any) -> str:
    """What stands in the element itself, if that is short and tells of no change."""
    if element.tag in _UNREAD or element.tag == "a":
        return ""
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    line = normalise_line(" ".join(pieces))
    return "" if len(line) > _LONGEST_DATE or _CHANGED.search(line) else line


def _shown_days(elements: Iterable[Any]) -> set[str]:
    lines = (_own_line(each) for each in elements if not _is_aside(each))
    return {day for line in lines for day in _days_in(line)}


def _days_in(line: str) -> Iterator[str]:
    for found in _SHOWN_DAY.finditer(line):
        said = found["said"] or "-".join(found.group("year", "month", "day"))
        if day := parse_page_date(re.sub(r"\.\s(?=\d)", ".", said)):
            yield day


def _is_article(node: Node) -> bool:
    return any(name.endswith("article") or name in _ARTICLES for name in types_of(node))


def _addresses(node: Node) -> Iterator[str]:
    pages = values_of(node.get("mainEntityOfPage"))
    for each in (node, *pages):
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            yield from (each[key] for key in ("url", "@id") if isinstance(each.get(key), str))


def _people(value: object) -> Iterator[str]:
    """The names of the authors that a value of JSON-LD stands for."""
    if isinstance(value, str):
        yield from names_in(unescape(value))
    elif isinstance(value, dict):
        names = [each for each in values_of(value.get("name")) if isinstance(each, str | dict)]
        parts = [text_of(value.get(key)) for key in ("givenName", "familyName")]
        for name in names or [" ".join(filter(None, parts))]:
            yield from names_in(text_of(name) or "")


def _name_of(element: Any) -> str:
    """The author that an element names: in an attribute, in an item inside it, or as its text."""
    if element.get("content"):
        return str(element.get("content"))
    names = [each.get("content") or _text(each) for each in element.xpath(_NAME_ITEM)]
    return "; ".join(filter(None, names)) or _words(element)


def _is_aside(element: Any) -> bool:
    """Whether the element belongs to something else than the article."""
    scope = next(
        (each for each in element.iterancestors() if each.get("itemscope") is not None), None
    )
    kind = "" if scope is None else (scope.get("itemtype") or "").lower()
    if kind and not re.search(r"article|posting|page|report|creativework|person", kind):
        return True
    around = [each for each in element.iterancestors() if each.tag not in ("body", "html")]
    tags = {each.tag for each in around}
    if tags & _ASIDE_TAGS or ("footer" in tags and not tags & _BODIES):
        return True
    return any(
        _ASIDE.search(f"{each.get('class') or ''} {each.get('id') or ''}") for each in around
    )


def _states_publication(time: Any, marks: str) -> bool:
    """Whether nothing in or before the element says that it is of a change."""
    before = time.getprevious()
    said = (time.getparent().text if before is None else before.tail) or ""
    is_publication = re.search(r"publish", marks, re.I)
    return bool(is_publication) or not _CHANGED.search(f"{marks} {said}")


def _words(element: Any) -> str:
    """What the element shows; what begins a line of its own there does so here."""
    pieces: list[str] = []
    for each in islice(element.iter(), _MOST_INSIDE):
        is_read = isinstance(each.tag, str) and each.tag not in _UNREAD
        pieces.append("\n" if each.tag in _OWN_LINE else "")
        pieces.append((each.text or "") if is_read else "")
        pieces.append((each.tail or "") if each is not element else "")
    return "".join(pieces)


def _text(element: Any) -> str:
    return normalise_line(_words(element))


def _is_byline(element: Any) -> bool:
    """Whether its classes call it one and it names authors: after "By", or by their pages."""
    if re.match(rf"\s*{ENGLISH.bylines.by}\s", _words(element), re.I):
        return True
    links = [element] if element.tag == "a" else list(element.iter("a"))
    if links:
        return all(_AUTHOR_PAGE.search(link.get("href") or "") for link in links)
    return any("byline" in (each.get("class") or "") for each in element.iterancestors())


def _line(value: str | None) -> str | None:
    """A value as one line; none where it is empty, or longer than any title or name."""
    line = normalise_line(_INLINE_TAG.sub("", value)) if value else ""
    return line if 0 < len(line) <= MAX_LENGTH else None


def _host(address: str | None) -> str:
    if not address:
        return ""
    found = web_address(address)
    return (urlsplit(found).hostname or "").removeprefix("www.") if found else ""


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.strip("/")
    except ValueError:
        return ""


def _key(address: str) -> str:
    """An address as it is compared: without scheme, query and what is written in several ways."""
    return f"{_host(address)}/{_path(address)}".casefold()


def _is_address(name: str) -> bool:
    """Whether a name of an outlet is an address or a handle; "Orme.com" is a name."""
    return (
        "@" in name
        or "://" in name
        or bool(re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}/?", name) and name.islower())
    )


def _is_same(name: str, other: str) -> bool:
    """Whether both are one name, "The Gull" and "TheGull" or "Gull"."""
    return fold(name).removeprefix("the") == fold(other).removeprefix("the")
