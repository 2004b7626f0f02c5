"""Articles that come in through the chat: their metadata, and messages about them. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC
from pathlib import PurePath
from urllib.parse import urlsplit

import telegram
from telegram import MessageOriginChannel
from telegram.constants import KeyboardButtonStyle

from bot.chat.answers.filters import CLOSING, OPENING
from bot.chat.articles.index_messages import step
from bot.chat.articles.index_process import Stage, State
from bot.chat.layout.source_line import credit, title_of
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts
from corpus.fetching.obstacles import Obstacle, PageError
from corpus.formats.dates import parse_date
from corpus.formats.registry import format_of, format_sent_as
from corpus.formats.sources import is_page
from corpus.types import Article, Metadata

FILE_NAME_LIMIT = 80
MOST_PROBLEMS = 5
PROBLEM_LIMIT = 300
_KEYS = {"title": "title", "outlet": "source", "date": "date", "url": "url", "byline": "byline"}
_OF_ONE_WORD = ("date", "url")
_KEY = rf"(?P<key>{'|'.join(_KEYS)})\s*:[^\S\n]*"
_NEXT = rf"(?=\s+(?:{'|'.join(_KEYS)})\s*:|\s*$)"
_LEADING = re.compile(
    rf"{_KEY}(?:[{OPENING}](?P<quoted>[^{OPENING}\n]*)[{CLOSING}](?!\w)|(?P<open>\S.*?){_NEXT})",
    re.IGNORECASE | re.MULTILINE,
)
# A text without a word about it is an article from this length on. Set by hand; not measured.
FEWEST_LETTERS = 200
# What is a headline over a text, and not the first line of it. Set by hand; not measured.
_LONGEST_HEADLINE, _LONGER = 150, 1.5
_ENDS = (".", "!", "?", "…")
_NOT_AFTER_A_HEADLINE = (".", "…", ",", ";", ":")
_SHOWN = re.compile(r"(\d{1,9})-([0-9a-f]{6})", re.ASCII)
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Addition:
    """The outcome for a document: `articles` are those in it, as they are stored now."""

    added: int
    updated: int
    articles: tuple[Article, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What follows `/add`: what is said of the article, by the keys of the corpus, and the address
    of a page or the text itself, unless that stands in another message."""

    fields: dict[str, str]
    address: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a button to remove an article carries: which one was shown, and what it was then.

    The number alone would remove whatever has it after a backup was restored, or a newer version
    that nobody has looked at.
    """

    number: int
    mark: str

    @classmethod
    def of(cls, article: Article) -> Shown:
        said = f"{article.id}\n{article.version}\n{article.title}"
        return cls(article.number, hashlib.sha256(said.encode()).hexdigest()[:6])

    @classmethod
    def read(cls, text: str) -> Shown | None:
        """What str() made; None for anything else."""
        match = _SHOWN.fullmatch(text)
        return cls(int(match[1]), match[2]) if match else None

    def __str__(self) -> str:
        return f"{self.number}-{self.mark}"


def safe_name(name: str, media_type: str = "") -> str | None:
    """A safe file name that says the same; None if the bot takes neither the suffix nor what the
    file is sent as."""
    path = PurePath(_NOT_IN_A_NAME.sub("-", name))
    sent = format_sent_as(media_type)
    if format_of(path) is not None:
        base, suffix = path.stem, path.suffix.lower()
    elif sent is not None:
        base, suffix = path.name, sent.suffixes[0]
    else:
        return None
    stem = base.strip(".-").encode()[:FILE_NAME_LIMIT].decode("utf-8", "ignore")
    return f"{stem or 'article'}{suffix}"


def read_fields(text: str) -> dict[str, str] | None:
    """Fields such as "outlet: Harbour Post", by the keys of the corpus; None if anything else
    stands there."""
    fields, rest = _leading_fields(text.strip())
    return None if rest else fields


def read_request(request: str) -> AddRequest | None:
    """What follows `/add`: fields in lines or all on one line, as in `outlet:"Harbour Post"
    date:2031-03-04 TEXT`; None where it makes no sense."""
    before, rest = _leading_fields(request.strip())
    first, *after = rest.split(None, 1) or [""]
    if is_page(first):
        behind, text = _leading_fields("".join(after))
        return None if text else AddRequest({**before, **behind}, address=first)
    if rest and not before and len(rest) < FEWEST_LETTERS and _headline_and_text(rest) is None:
        return None  # a slip rather than an article
    return AddRequest(before, text=rest)


def with_headline_apart(text: str) -> str:
    """A text whose first line is a headline for certain, with a blank line below that; any other
    as it is."""
    parts = _headline_and_text(text)
    return text if parts is None else "\n\n".join(parts)


def _headline_and_text(text: str) -> tuple[str, str] | None:
    """The first line and what stands below it, where there can be no doubt: the one is no sentence,
    the other ends as one and is no line of the same length, as wrapped text has."""
    first, _, rest = text.strip().partition("\n")
    headline, below = first.strip(), rest.lstrip()
    is_apart = "\n" in rest[: len(rest) - len(below)]
    is_headline = (
        len(headline.split()) > 1
        and len(headline) <= _LONGEST_HEADLINE
        and not headline[0].islower()
        and not headline.rstrip(CLOSING).endswith(_NOT_AFTER_A_HEADLINE)
    )
    is_text = not below[:1].islower() and below.rstrip(CLOSING).endswith(_ENDS)
    is_longer = is_apart or len(below.partition("\n")[0]) >= _LONGER * len(headline)
    return (headline, below) if is_headline and is_text and is_longer else None


def _leading_fields(text: str) -> tuple[dict[str, str], str]:
    """The fields that a text begins with, and the text after them.

    A value in quotation marks ends with them; a day or an address with its word, if the line does
    not name a day as a whole; any other with the line, or where the next field begins.
    """
    fields: dict[str, str] = {}
    while match := _LEADING.match(text):
        key, value = match["key"].lower(), match["quoted"]
        stop = match.end()
        if value is None:
            value = match["open"]
            if key in _OF_ONE_WORD and not (key == "date" and parse_date(value)):
                value = value.split(None, 1)[0]
                stop = match.start("open") + len(value)
        if not value.strip():
            break
        fields[_KEYS[key]] = value.strip()
        text = text[stop:].lstrip()
    return fields, text


def page_in(message: telegram.Message) -> str | None:
    """The address of a page, if a message says nothing else."""
    text = (message.text or "").strip()
    return text if is_page(text) and len(text.split()) == 1 else None


def origin_of(message: telegram.Message) -> Metadata:
    """What Telegram tells of the origin of a forwarded post."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return Metadata()
    name = origin.chat.username
    return Metadata(
        outlet=one_line(origin.chat.title or "", limit=FILE_NAME_LIMIT) or None,
        byline=one_line(origin.author_signature or "", limit=FILE_NAME_LIMIT) or None,
        published=f"{origin.date.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        url=f"https://t.me/{name}/{origin.message_id}" if name else None,
    )


def offer_to_add(question: str, texts: Texts) -> Screen:
    """Asks whether a text is to be an article, by this question."""
    main = KeyboardButtonStyle.PRIMARY
    row = [button(texts("add_it"), Operation.ADD, "", 1, style=main)]
    return Screen(Message(question), keyboard(row))


def addition(done: Addition, state: State, texts: Texts) -> Screen:
    """What came in, and how far the index has followed."""
    composer = Composer()
    if len(done.articles) == 1:
        word = texts("added") if done.added else texts("updated")
        _article(composer, word, done.articles[0], texts)
    else:
        composer.bold(texts("added_and_updated", n=done.added, updated=done.updated))
    _problems(composer, done.problems, texts)
    return Screen(_indexing(composer, state, texts))


def not_fetched(error: PageError, texts: Texts) -> Message:
    """Why a page did not come, and what to do now."""
    host = urlsplit(error.name).hostname if error.obstacle is not Obstacle.ADDRESS else None
    shown = one_line(host or error.name, limit=FILE_NAME_LIMIT)
    detail = one_line(error.detail, limit=FILE_NAME_LIMIT)
    problem, fix = (
        texts(f"obstacle.{error.obstacle.name.lower()}.{part}", send_it=texts("send_it"))
        for part in ("problem", "fix")
    )
    composer = Composer().text(f"{shown}: ").text(problem)
    return composer.text(f" ({detail}). " if detail else ". ").text(fix).message()


def rejection(problems: tuple[str, ...], texts: Texts) -> Message:
    """Why nothing came in."""
    if not problems:
        return Message(texts("held_already"))
    composer = Composer()
    _problems(composer, problems, texts)
    return composer.message()


def removal(article: Article, texts: Texts) -> Screen:
    """Asks whether an article is really to be removed."""
    composer = Composer().text(texts("really_remove")).gap()
    composer.bold(title_of(article, texts)).line()
    credit(composer, article, texts, headed=True)
    shown, danger = str(Shown.of(article)), KeyboardButtonStyle.DANGER
    row = [
        button(texts("remove"), Operation.ERASE, shown, 1, style=danger),
        button(texts("keep"), Operation.ERASE, shown, 0),
    ]
    return Screen(composer.message(), keyboard(row))


def removed(article: Article, state: State, texts: Texts) -> Screen:
    """What was removed, and how far the index has followed."""
    composer = Composer().bold(texts("removed")).text(f" {title_of(article, texts)}").line()
    credit(composer, article, texts, headed=True)
    return Screen(_indexing(composer, state, texts))


def _article(composer: Composer, word: str, article: Article, texts: Texts) -> None:
    composer.bold(word).text(" ").command(f"/article_{article.number}")
    composer.text(f" {title_of(article, texts)}").line()
    credit(composer, article, texts, headed=True)


def _problems(composer: Composer, problems: tuple[str, ...], texts: Texts) -> None:
    for problem in problems[:MOST_PROBLEMS]:
        composer.line().text(one_line(problem, limit=PROBLEM_LIMIT))
    if len(problems) > MOST_PROBLEMS:
        composer.line().text(texts("problems_more", n=len(problems) - MOST_PROBLEMS))


def _indexing(composer: Composer, state: State, texts: Texts) -> Message:
    composer.gap()
    match state.stage:
        case Stage.RUNNING:
            composer.text(step(state.progress, texts) or texts("indexing"))
        case Stage.DONE:
            composer.text(texts("indexed_now"))
        case _:
            composer.text(texts("not_indexed"))
            composer.line().text(one_line(state.problem, limit=PROBLEM_LIMIT))
    return composer.message()
