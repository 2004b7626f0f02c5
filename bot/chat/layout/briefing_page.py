"""The state of the claims on a topic as one HTML page that needs nothing beside itself. Pure.

No script, no font, no picture from elsewhere: it is read on a phone without a network, and printed.
Every quotation remembers which span of which paragraph it is, so that it can be compared with the
store before the page leaves, as those of messages are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from bot.chat.telegram.clipping import clipped
from bot.chat.telegram.links import Surroundings, passage_link, safe_url
from bot.plots import draw
from bot.texts import Texts
from bot.texts.claims import numbers_of, origins_of, said_by, story_told, unfound_told
from bot.texts.coverage import row_title, share_of
from bot.texts.disputes import issue_of, who_says_it
from bot.texts.figures import group_title, spoken_by
from bot.texts.labels import outlet_or_file, title_or_opening
from bot.verbatim import Misquoted, stored_paragraphs
from index.claims.caveat import Caveat
from index.claims.sides import Block, quoted
from index.claims.voices import VoiceKind

if TYPE_CHECKING:
    from corpus.storage.store import CorpusStore
    from corpus.types import Article, Span
    from index.claims.coverage import Place
    from index.claims.disputes.finding import Side
    from index.claims.figures.grouping import Group
    from index.claims.state import State
    from index.claims.story import Claim
    from index.types import Passage

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--dim:#5c5c5c;--line:#d4d4d4;--page:#fff;--mark:#0b5394}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--dim:#a8a8a8;--line:#444;--page:#161616;
--mark:#8ab4f8}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);margin:0 auto;
max-width:46rem;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;margin:0}
h2{font-size:1.2rem;margin:.6rem 0}
h3{font-size:1rem;margin:1.2rem 0 0}p{margin:.2rem 0}.dim{color:var(--dim);font-size:.9rem}
a{color:var(--mark)}blockquote{margin:.3rem 0;padding:.1rem .8rem;border-left:3px solid var(--line)}
.claim{margin:.8rem 0}.doubt blockquote{border-left-style:dotted}.old{opacity:.7}
.plot{margin:1rem 0}.plot svg{width:100%;min-width:36rem;height:auto;background:#fff}
.wide{overflow-x:auto}
ol{padding-left:1.6rem}summary{cursor:pointer}summary h2{display:inline-block;border:0}
details.part{border-bottom:2px solid var(--line);margin-top:1rem;padding-bottom:.6rem}
@media print{:root{color-scheme:light;--ink:#000;--dim:#333;--line:#888;--page:#fff;--mark:#000}
body{font-size:11pt;max-width:none;padding:0}h2,h3{break-after:avoid}
details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}
details:not(.part)>summary{display:none}
.claim,.plot,li{break-inside:avoid}.wide{overflow:visible}.plot svg{min-width:0}
ol a[href^=http]::after{content:" (" attr(href) ")";font-size:.8em}}
"""
# Claims of a party that are not folded away on a screen, and the fewest that are; characters by
# which the coverage shows one that stands in full above. Set by hand.
_OPEN, _FOLDED, _OPENING = 5, 3, 120
# What the drawing says about itself, with addresses that nobody needs here.
_ABOUT_SVG = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where a page has a quotation, from `start` to `stop`, and what it quotes."""

    passage: Passage
    span: Span
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """The page, and its quotations."""

    html: str
    quotations: tuple[Quoted, ...]


def briefing_page(state: State, texts: Texts, *, surroundings: Surroundings) -> BriefingPage:
    """Sides, disputes, figures, coverage and sources of a topic; `surroundings` as for links."""
    return _Page(state, texts, surroundings).made()


def verify_page(store: CorpusStore, page: BriefingPage) -> None:
    """Compare the page, quotation by quotation, with the store; raises Misquoted."""
    stored = stored_paragraphs(store, [quotation.passage for quotation in page.quotations])
    for quotation in page.quotations:
        sent = unescape(page.html[quotation.start : quotation.stop])
        if sent != quotation.span.of(stored[quotation.passage.paragraph.id].text):
            raise Misquoted(quotation.passage, "differs from the stored text")


class _Page:
    def __init__(self, state: State, texts: Texts, surroundings: Surroundings) -> None:
        self._state = state
        self._sides = state.sides
        self._texts = texts
        self._surroundings = surroundings
        self._numbers = state.sides.numbers
        self._parts: list[str] = []
        self._length = 0
        self._in_part = False
        self._quotations: list[Quoted] = []
        self._sources = {
            article.number: number for number, article in enumerate(state.sides.articles, start=1)
        }

    def made(self) -> BriefingPage:
        title = escape(self._sides.topic.text)
        self._add(
            f'<!doctype html>\n<html lang="{self._texts.language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f"<title>{title}</title><style>{_STYLE}</style></head><body>\n<h1>{title}</h1>\n"
        )
        told = story_told(self._sides.topic.story, len(self._sides.outlets), self._texts)
        self._line(told)
        if self._sides.unread:
            self._line(self._texts("sides.unread", n=self._sides.unread))
        if self._sides.topic.narrowed:
            words = ", ".join(self._sides.topic.narrowed)
            self._line(self._texts("sides.narrowed", words=words))
        if unfound := unfound_told(self._sides.topic.unfound, self._texts):
            self._line(unfound)
        self._all_sides()
        self._disputes()
        self._figures()
        self._coverage()
        self._list_sources()
        self._end()
        self._add("</body></html>\n")
        return BriefingPage("".join(self._parts), tuple(self._quotations))

    # Parts

    def _all_sides(self) -> None:
        self._head(self._texts("brief.sides"))
        kind = VoiceKind.PARTY
        for block in self._sides.blocks:
            if block.voice.kind is VoiceKind.PARTY:
                self._subhead(block.voice.name)
                self._line(origins_of(block, self._texts))
            elif block.voice.kind is not kind:
                kind = block.voice.kind
                self._subhead(self._texts(f"side_kind.{kind}"))
            folds = len(block.claims) >= _OPEN + _FOLDED
            for claim in block.claims[:_OPEN] if folds else block.claims:
                self._claim(claim, block)
            if folds:
                rest = block.claims[_OPEN:]
                more = escape(self._texts("sides.more", n=len(rest)))
                self._add(f'<details><summary class="dim">{more}</summary>')
                for claim in rest:
                    self._claim(claim, block)
                self._add("</details>\n")
            for caveat in self._sides.doubts_of({claim.statement.id for claim in block.claims}):
                self._doubt(caveat)
        for caveat in self._sides.doubts_over_all:
            self._doubt(caveat)
        if self._sides.silent:
            outlets = self._texts("sides.outlets", n=len(self._sides.outlets))
            read = len(self._sides.articles) - self._sides.unread
            told = self._texts("sides.silent", n=read, outlets=outlets)
            self._line(f"{told} {', '.join(voice.name for voice in self._sides.silent)}")

    def _claim(self, claim: Claim, block: Block) -> None:
        number = self._numbers[claim.statement.id]
        self._add('<div class="claim">')
        told = said_by(claim, block.voice, self._sides, self._texts)
        self._line(f"[{number}] {told}")
        self._quote(claim.passage, quoted(claim))
        echoes = self._sides.origins.echoes.get(claim.statement.id, ())
        if echoes:
            names = dict.fromkeys(outlet_or_file(echo.passage.article) for echo in echoes)
            self._line(self._texts("also_in", outlets=", ".join(names)))
        self._add("</div>\n")

    def _doubt(self, caveat: Caveat) -> None:
        about = [self._numbers[id_] for id_ in caveat.about if id_ in self._numbers]
        outlet = outlet_or_file(caveat.passage.article)
        self._add('<div class="claim doubt">')
        self._line(self._texts("sides.doubt", outlet=outlet, numbers=numbers_of(about)))
        self._quote(caveat.passage, caveat.shown)
        self._add("</div>\n")

    def _disputes(self) -> None:
        found = self._state.disputes
        self._head(self._texts("disputes.title"))
        if not found.all:
            self._line(self._texts("disputes.none", n=len(found.story.articles)))
            return
        issue = None
        for dispute in (each for some in found.shown.values() for each in some):
            if issue != (issue := issue_of(dispute, self._texts)):
                self._subhead(issue)
            self._side(dispute.one)
            self._side(dispute.two)
        self._line(self._texts("disputes.nobody_is_right"))

    def _side(self, side: Side) -> None:
        self._add('<div class="claim">')
        self._line(who_says_it(side, self._texts))
        self._quote(side.passage, side.span)
        self._add("</div>\n")

    def _figures(self) -> None:
        found = self._state.figures
        self._head(self._texts("figures.title"))
        if not found.compared and not found.parts:
            articles = self._texts("articles", n=found.articles)
            self._line(self._texts("figures.none", articles=articles))
            return
        picture = draw(found.compared, texts=self._texts, form="svg")
        if picture is not None:
            svg = _ABOUT_SVG.sub("", picture.decode())
            self._add(f'<figure class="plot wide">{svg[svg.index("<svg") :]}')
            self._add(f'<figcaption class="dim">{escape(self._texts("figures.picture_of"))}')
            self._add("</figcaption></figure>\n")
        for group in found.compared:
            self._group(group)
        if found.parts:
            self._subhead(self._texts("figures.parts"))
            for group in found.parts:
                self._group(group)

    def _group(self, group: Group) -> None:
        self._subhead(group_title(group, self._texts))
        for value in group.shown:
            reported = value.reported
            if reported.passage is None or reported.sentence is None or reported.quote is None:
                continue
            old = value.superseded_by is not None
            self._add(f'<div class="claim{" old" if old else ""}"><p class="dim"><strong>')
            self._words(reported.passage, reported.quote)
            told = [spoken_by(reported, self._texts)]
            told += [self._texts("figures.superseded")] if old else []
            self._add(f"</strong> {escape(' · '.join(told))}</p>")
            self._quote(reported.passage, reported.sentence)
            self._add("</div>\n")

    def _coverage(self) -> None:
        coverage = self._state.coverage
        self._head(self._texts("brief.coverage"))
        told = [row for row in coverage.rows if row.counted is not None or len(row.outlets) > 1]
        for row in told:
            who = row_title(row, self._texts)
            share = share_of(row, coverage, self._texts)
            self._add(f'<div class="claim"><p class="dim"><b>{escape(who)}</b> {escape(share)}</p>')
            if row.counted is None:
                self._add("<blockquote>")
                self._opening(row.first)
                self._add("</blockquote>")
            cells = (
                self._linked(places[0].passage, places[0].span, coverage.called[outlet])
                for outlet, places in row.outlets.items()
            )
            self._add(f'<p class="dim">{" · ".join(cells)}</p></div>\n')
        if alone := len(coverage.rows) - len(told):
            self._line(self._texts("brief.in_one_outlet", n=alone))

    def _opening(self, place: Place) -> None:
        """How a claim begins, which stands in full above."""
        text = place.passage.paragraph.text
        opening = clipped(text, place.span, limit=_OPENING)
        self._words(place.passage, opening)
        if opening.stop < place.span.stop:
            self._add(" …")

    def _list_sources(self) -> None:
        self._head(self._texts("sources"))
        self._add("<ol>")
        for article in self._sides.articles:
            number = self._sources[article.number]
            told = f"{outlet_or_file(article)} · {self._day(article)}"
            title = escape(title_or_opening(article))
            self._add(f'<li id="source-{number}">{title} <span class="dim">{escape(told)}</span>')
            if (url := safe_url(article.url)) is not None:
                self._add(f' <a href="{escape(url)}" rel="noreferrer">↗</a>')
            self._add("</li>\n")
        self._add("</ol>")
        self._line(self._texts("brief.only_quotations"))

    # Words

    def _quote(self, passage: Passage, span: Span) -> None:
        """A quotation under its source, with a link to the words on the page that has them."""
        article, paragraph = passage.article, passage.paragraph
        self._add("<blockquote>")
        self._words(passage, span)
        number = self._sources[article.number]
        place = self._linked(
            passage,
            span,
            f"{outlet_or_file(article)} · {self._day(article)} · ¶{paragraph.position}",
        )
        self._add(f'<p class="dim">{place} <a href="#source-{number}">[{number}]</a></p>')
        self._add("</blockquote>")

    def _linked(self, passage: Passage, span: Span, told: str) -> str:
        """Words of our own with a link to an article's, where it has an address."""
        url = passage_link(
            passage.article, passage.paragraph, span, surroundings=self._surroundings
        )
        if url is None:
            return escape(told)
        return f'<a href="{escape(url)}" rel="noreferrer">{escape(told)}</a>'

    def _words(self, passage: Passage, span: Span) -> None:
        words = escape(span.of(passage.paragraph.text))
        self._quotations.append(Quoted(passage, span, self._length, self._length + len(words)))
        self._add(words)

    def _day(self, article: Article) -> str:
        return self._texts.day(article.published)

    def _head(self, text: str) -> None:
        """Begin the next part, which folds."""
        self._end()
        self._in_part = True
        self._add(f'<details class="part" open><summary><h2>{escape(text)}</h2></summary>\n')

    def _end(self) -> None:
        if self._in_part:
            self._add("</details>\n")

    def _subhead(self, text: str) -> None:
        self._add(f"<h3>{escape(text)}</h3>\n")

    def _line(self, text: str) -> None:
        self._add(f'<p class="dim">{escape(text)}</p>')

    def _add(self, html: str) -> None:
        self._parts.append(html)
        self._length += len(html)
