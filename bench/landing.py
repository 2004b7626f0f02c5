"""Whether links to quotations land on the words: `python -m bench.landing`.

Every paragraph that the product takes from a page gets its link, and Chromium follows it: over
pages with traps (`bench.trap_pages`), and over publishers' pages where they are on this machine. A
place is right if the browser has scrolled to where the paragraph stands, wrong if it has scrolled
to anywhere else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.browser import Tab, browser
from bench.stores import SHARED
from bench.trap_pages import TRAPS
from bot.chat.telegram.links import passage_link
from corpus.ingest import ingest
from corpus.storage.store import CorpusStore
from corpus.types import Metadata, Paragraph, Span

ADDRESS = "https://page.example/"
RIGHT_AT_LEAST, WRONG_AT_MOST = 0.985, 0.001
# Room to scroll to any place, and nothing that scrolls within the page.
_STYLE = (
    b"<style>html{padding:3000px 0!important}html,body{overflow:visible!important;"
    b"height:auto!important;position:static!important}</style>"
    b"<div style='clear:both;height:3000px'></div>"
)
# Seconds until the browser must have scrolled, and pixels by which a line may be off.
_PATIENCE, _OFF = 0.7, 14
# Every place where a text stands, without its blanks: [top, bottom] of each, seen from the top of
# the page; and where the middle of the window is.
_PLACES = """(wanted => {
  const fold = text => text.normalize('NFKC').toLowerCase()
    .replace(/[\\u2018\\u2019\\u02bc]/g, "'").replace(/[\\u201c\\u201d]/g, '"')
    .replace(/[\\s|\\u00ad\\u200b-\\u200f\\u2060\\ufeff]/g, '');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let all = '', owners = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent.closest('script,style,textarea,[data-wrong]')) continue;
    if (!parent.getClientRects().length && !parent.closest('details')) continue;
    for (let at = 0; at < node.data.length; at++)
      for (const one of fold(node.data[at])) { all += one; owners.push([node, at]); }
  }
  const places = [], text = fold(wanted);
  for (let at = all.indexOf(text); text && at >= 0; at = all.indexOf(text, at + 1)) {
    const range = document.createRange(), last = owners[at + text.length - 1];
    range.setStart(...owners[at]);
    range.setEnd(last[0], last[1] + 1);
    const box = range.getBoundingClientRect();
    places.push([box.top + scrollY, box.bottom + scrollY]);
  }
  return places;
})(%s)"""


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    html: bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000, help="publishers' pages")
    parser.add_argument("--show", action="store_true", help="what does not land right")
    options = parser.parse_args()
    sets = {"traps": [Page(name, html.encode()) for name, html in TRAPS.items()]}
    publishers = sorted((SHARED / "extraction" / "pages").glob("*.html.gz"))[: options.most]
    sets["publishers"] = [Page(path.name[:8], gzip.decompress(path.read_bytes()))
                          for path in publishers]  # fmt: skip
    failed = False
    with browser() as tab, _serving() as (served, address):
        _controls(tab, served, address)
        for name, pages in sets.items():
            counts: Counter[str] = Counter()
            for page in pages:
                for outcome, paragraph, link in _outcomes(tab, page, served, address):
                    counts[outcome] += 1
                    if options.show and outcome not in ("right", "right, of several"):
                        print(f"{outcome}: {page.name}: {paragraph.text[:90]!r}\n    {link[:300]}")
            failed |= _reported(name, len(pages), counts)
    sys.exit(failed)


def _reported(name: str, pages: int, counts: Counter[str]) -> bool:
    """Print the shares; whether they fall short. Those of the paragraphs that stand on their page
    once, and of all how many are at a wrong place."""
    once = sum(counts[one] for one in ("right", "nowhere", "wrong"))
    several = sum(count for one, count in counts.items() if one.endswith("of several"))
    if not once:
        return False
    right = counts["right"] / once
    wrong = (counts["wrong"] + counts["wrong, of several"]) / (once + several)
    print(f"{name}: {once} paragraphs of {pages} pages: right {right:.2%}, nowhere "
          f"{counts['nowhere'] / once:.2%}; and {several} that stand there more than once: right "
          f"{counts['right, of several'] / max(1, several):.2%}; of all, wrong {wrong:.2%}; "
          f"{counts['not on the page']} not on the page as they were stored")  # fmt: skip
    return right < RIGHT_AT_LEAST or wrong > WRONG_AT_MOST


def _outcomes(
    tab: Tab, page: Page, served: dict[str, bytes], address: str
) -> Iterator[tuple[str, Paragraph, str]]:
    served["/page"] = page.html + _STYLE
    here = f"{address}page?{abs(hash(page.name))}"
    tab.open(here)
    with tempfile.TemporaryDirectory() as folder, _stored(Path(folder), page) as store:
        for article in store.articles():
            paragraphs = store.paragraphs(article.number)
            around = store.around([paragraph.id for paragraph in paragraphs])
            for paragraph in paragraphs:
                whole = Span(0, len(paragraph.text))
                link = passage_link(article, paragraph, whole, surroundings=around) or ""
                places = tab.value(_PLACES % json.dumps(paragraph.text))
                if not places:
                    yield "not on the page", paragraph, link
                    continue
                before = around[paragraph.id][0].count(paragraph.text)
                window = _scrolled(tab, here + link.removeprefix(ADDRESS))
                outcome = _judged(window, places[before : before + 1] or places)
                yield outcome + ", of several" * (len(places) > 1), paragraph, link


@dataclass(frozen=True, slots=True)
class Window:
    """Where its middle is, from the top of the page, and whether it could not go any further."""

    middle: float
    half: float
    at_end: bool


def _scrolled(tab: Tab, url: str) -> Window | None:
    """Where the browser went; None if nothing was found."""
    if ":~:" not in url:
        return None
    tab.value("scrollTo(0, 0)")
    tab.ask("Page.navigate", url=url)
    deadline = time.monotonic() + _PATIENCE
    last = 0.0
    while time.monotonic() < deadline:
        top, half, page = tab.value(
            "[scrollY, innerHeight / 2, document.documentElement.scrollHeight]"
        )
        if top > _OFF * 4 and top == last:
            return Window(top + half, half, at_end=top + 2 * half >= page - 2)
        last = top
        time.sleep(0.01)
    return None


def _judged(window: Window | None, places: list[list[float]]) -> str:
    if window is None:
        return "nowhere"
    reach = window.half if window.at_end else _OFF
    on_it = any(top - reach <= window.middle <= bottom + _OFF for top, bottom in places)
    return "right" if on_it else "wrong"


def _controls(tab: Tab, served: dict[str, bytes], address: str) -> None:
    """The browser finds what is there, and nothing that is not."""
    served["/page"] = TRAPS["stand-first"].encode() + _STYLE
    here = f"{address}page?control"
    tab.open(here)
    if _scrolled(tab, f"{here}#:~:text=berth%205%20stays%20closed") is None:
        sys.exit("this browser does not follow text directives")
    if _scrolled(tab, f"{here}#:~:text=berth%20five%20stays%20open") is not None:
        sys.exit("this browser scrolls although there is nothing to find")


@contextmanager
def _stored(folder: Path, page: Page) -> Iterator[CorpusStore]:
    source = folder / "page.html"
    source.write_bytes(page.html)
    store = CorpusStore.open(folder / "corpus.db")
    try:
        ingest(store, [source], metadata=Metadata(url=ADDRESS))
        yield store
    finally:
        store.close()


@contextmanager
def _serving() -> Iterator[tuple[dict[str, bytes], str]]:
    served: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = served.get(self.path.partition("?")[0], b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served, f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
