"""Numbers with their nouns, and what stands beside them, on every screen: none reads "1 articles"
or "[10]storm"."""

from __future__ import annotations

import ast
import io
import re
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from bot.chat.articles.index_messages import rebuild_screen
from bot.chat.articles.index_process import Stage, State
from bot.chat.articles.messages import Addition, addition, rejection
from bot.chat.layout.answer_pages import abstention, answer_pages, sources_page
from bot.chat.layout.by_speaker import speaker_pages
from bot.terminal.answers import show_assessment
from bot.terminal.articles import show_articles
from bot.texts import Texts, catalogue
from index.types import Assessment
from tests.passages import make_abstention, make_answer, make_article, make_passage

NUMBERS = (0, 1, 2, 5, 21)
BOT = Path(__file__).parent.parent / "bot"
NOUNS = (
    "alerts answers articles attributions changes characters editors errors files groups members"
    " minutes outlets paragraphs passages problems questions ratings seconds speakers statements"
    " updates users vectors versions watches"
).split()
# "1 articles", but not "21 articles" or "1.1 articles".
WRONG = re.compile(rf"(?<![\d.,\xa0 ])1 (?:{'|'.join(NOUNS)})\b")
GLUED = re.compile(r"\]\w|\d(?:passage|article|paragraph)|  +·|·\S")


def assert_well_said(text: str) -> None:
    assert not WRONG.search(text), text
    assert not GLUED.search(text), text


def on_screen() -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    return Console(file=stream, width=100, markup=False, emoji=False, highlight=False), stream


@pytest.mark.parametrize("n", NUMBERS)
def test_screens_of_the_chat_agree_with_their_numbers(n: int) -> None:
    texts = Texts()
    articles = [make_article(number, outlet=None, path="004_f.txt") for number in range(1, n + 1)]
    passages = [make_passage("The quay was closed.", article=article) for article in articles]
    said = [
        abstention(make_abstention(), texts, articles=n),
        addition(Addition(n, n, tuple(articles), ("bad",) * n), State(Stage.DONE), texts).message,
        rejection(("bad",) * n, texts),
    ]
    report = dict.fromkeys(("paragraphs", "articles", "embedded", "reused", "removed"), n)
    done = State(Stage.DONE, report=report | {"seconds": n})
    said.append(rebuild_screen(done, texts, lacking="").message)
    if passages:
        answer = make_answer(passages)
        said += [page.message for page in answer_pages(answer, texts, size=3, bot="b")]
        said += speaker_pages(answer, texts, bot="b")
        said.append(sources_page(answer, answer.citations, texts, bot="b"))
    for message in said:
        assert_well_said(message.text)


@pytest.mark.parametrize("n", NUMBERS)
def test_screens_of_the_terminal_agree_with_their_numbers(n: int) -> None:
    console, stream = on_screen()
    articles = [make_article(number, outlet=None, path="004_f.txt") for number in range(1, n + 1)]
    show_articles(console, articles, total=2 * n)
    if articles:
        passages = [make_passage("The quay was closed.", article=article) for article in articles]
        citations = make_answer(passages).citations
        show_assessment(console, Assessment("Who?", citations, 0.9, None, None))
    assert_well_said(stream.getvalue())
    assert "[10] 004_f.txt" in stream.getvalue() or n < 10


def test_in_a_text_every_number_with_a_noun_is_one_that_decides_the_form() -> None:
    """Those beside it are limits of ours, which are never one."""
    limits = {"too_long": {"limit", "length"}, "add_paste": {"limit"}}
    for key, text in catalogue("en").items():
        for template in [text] if isinstance(text, str) else text.values():
            for name, noun in _counted(template):
                assert noun not in NOUNS or name == "n" or name in limits.get(key, ()), key
        if not isinstance(text, str):
            assert not WRONG.search(text["one"].format_map(_Ones())), key


class _Ones(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"


def _counted(template: str) -> Iterator[tuple[str, str]]:
    """The values that a word follows, with that."""
    parts = list(string.Formatter().parse(template))
    for (_, name, _, _), (literal, *_) in pairwise(parts):
        if name and (word := re.match(r" (\w+)", literal)):
            yield name, word[1]


def test_the_terminal_counts_with_the_one_function_that_knows_the_form() -> None:
    found = []
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            for value, literal in pairwise(node.values):
                if isinstance(value, ast.FormattedValue) and isinstance(literal, ast.Constant):
                    word = re.match(r" (\w+)", str(literal.value))
                    if word and word[1] in NOUNS:
                        found.append(f"{path.name}: {ast.unparse(node)}")
    # All three are said of more than one only.
    files = ["input_questions.py", "quotes.py", "quotes.py"]
    assert sorted(line.partition(":")[0] for line in found) == files
