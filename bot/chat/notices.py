"""Greeting, help, lists and states: the messages that quote nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot import messages
from bot.chat.access import Role
from bot.chat.compose import Composer, Message, one_line
from bot.chat.credits import NAME_LIMIT, credit, title_of
from bot.chat.feedback import FAULTS, Tally
from bot.chat.rebuilding import Stage, State
from bot.dates import day_in_words, moment_of
from bot.words import count
from corpus.types import Article

if TYPE_CHECKING:
    from bot.overview import IndexStatus
    from corpus.summaries import CorpusStats, OutletSummary

LISTED = 10


def greeting() -> Message:
    composer = Composer().bold(messages.GREETING).line().text(messages.PROMISE)
    return composer.gap().text(messages.TRY_ONE).message()


def help_text(*, role: Role) -> Message:
    composer = Composer().text(messages.PROMISE).gap()
    commands = (
        *messages.HELP,
        messages.FORGET_HELP,
        *(messages.EDITOR_HELP if role >= Role.EDITOR else ()),
        *(messages.ADMIN_HELP if role is Role.ADMIN else ()),
    )
    for command, meaning in commands:
        composer.line().bold(command).text(f" {meaning}")
    return composer.gap().text(messages.HELP_BUTTONS).message()


def empty_corpus() -> Message:
    return Composer().bold(messages.EMPTY).line().text(messages.EMPTY_MEND).message()


def no_index(problem: str, *, admin: bool) -> Message:
    mend = messages.REBUILD_YOURSELF if admin else messages.REBUILD_BY_ADMIN
    return Composer().bold(problem).line().text(mend).message()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of articles. `text` is what was searched for, `total` counts what was found;
    `outlets` are listed with the first page of everything."""

    text: str
    total: int
    articles: tuple[Article, ...]
    outlets: tuple[OutletSummary, ...]


def listing(found: Listing, stats: CorpusStats) -> Message:
    composer = Composer()
    if found.text:
        composer.bold(count(found.total, "article")).text(messages.found_with(found.text))
    else:
        composer.bold(count(stats.articles, "article"))
        composer.text(messages.from_outlets(stats.outlets))
        if stats.oldest and stats.newest:
            composer.text(f", {_between(stats)}")
    for summary in found.outlets[:LISTED]:
        name = one_line(summary.outlet or "", limit=NAME_LIMIT) or messages.OUTLET_UNKNOWN
        composer.line().text(f"{name} · {count(summary.articles, 'article')}")
    if len(found.outlets) > LISTED:
        composer.line().text(messages.and_more(len(found.outlets) - LISTED, "outlet"))
    for article in found.articles:
        composer.gap().text(f"/article_{article.number} {title_of(article)}").line()
        credit(composer, article, title=False)
    return composer.message()


def nothing_listed(text: str) -> Message:
    return Message(messages.no_sources(text))


@dataclass(frozen=True, slots=True)
class Running:
    """What the running bot knows of itself; `silence` is the seconds since Telegram was heard,
    `errors` were logged today, `generation` is the index that is in use."""

    pending: int
    rebuilding: bool
    silence: float | None
    errors: int
    generation: str | None


def status(
    corpus: CorpusStats, index: IndexStatus, running: Running, rated: Tally, *, admin: bool
) -> Message:
    """How much is indexed; for admins also how, how the bot is doing and what readers think."""
    composer = Composer().bold(count(corpus.articles, "article"))
    composer.text(f", {count(corpus.paragraphs, 'paragraph')}, {count(corpus.outlets, 'outlet')}")
    if corpus.oldest and corpus.newest:
        composer.line().text(_between(corpus))
    if index.manifest is None:
        composer.line().text(messages.NO_INDEX)
    else:
        built = index.manifest.built
        composer.line().text(f"{messages.INDEXED} ")
        moment = moment_of(built)
        if moment is not None:
            composer.moment(f"{built[:16].replace('T', ' ')} UTC", moment, with_time=True)
        composer.text(f", {messages.behind(index.behind)}")
    if running.rebuilding:
        composer.line().text(messages.REBUILD_RUNNING)
    if admin:
        _status_for_admins(composer, index, running, rated)
    return composer.message()


def _status_for_admins(
    composer: Composer, index: IndexStatus, running: Running, rated: Tally
) -> None:
    manifest = index.manifest
    composer.gap()
    if index.problem:
        composer.text(one_line(index.problem, limit=400)).line()
    if manifest is not None:
        embedder = one_line(manifest.embedder, limit=NAME_LIMIT)
        composer.text(messages.vectors(embedder, manifest.count, manifest.revision)).line()
    if running.generation is not None:
        composer.text(messages.generation(running.generation)).line()
    composer.text(messages.under_way(running.pending))
    if running.silence is not None:
        composer.line().text(messages.heard(running.silence))
    composer.line().text(messages.errors_today(running.errors))
    if rated.counts:
        faults = {messages.RATINGS[fault]: rated.counts.get(fault, 0) for fault in FAULTS}
        composer.line().text(messages.rated(rated.right, rated.wrong, faults))


def rebuild(state: State) -> Message:
    """A rebuild at a moment."""
    composer = Composer()
    match state.stage:
        case Stage.RUNNING:
            composer.bold(messages.REBUILDING).line().text(_step(state.progress))
        case Stage.DONE:
            composer.bold(messages.REBUILT).line().text(_counts(state.report))
        case Stage.CANCELLED:
            composer.bold(messages.REBUILD_CANCELLED).line().text(messages.OLD_INDEX_STAYS)
        case Stage.FAILED:
            composer.bold(messages.REBUILD_FAILED).line().text(messages.OLD_INDEX_STAYS)
            composer.gap().text(one_line(state.problem, limit=400))
        case _:
            assert_never(state.stage)
    return composer.message()


def _step(progress: Mapping[str, object] | None) -> str:
    """How far it is, as in "Embedding 120 of 742"; the words before the first report."""
    match progress:
        case {"step": str(step), "done": int(done), "total": int(total)} if step in messages.STEPS:
            return messages.step(step, done, total)
        case _:
            return messages.OLD_INDEX_ANSWERS


def _counts(report: Mapping[str, object] | None) -> str:
    match report:
        case {
            "paragraphs": int(paragraphs),
            "articles": int(articles),
            "embedded": int(embedded),
            "reused": int(reused),
            "removed": int(removed),
            "seconds": float(seconds) | int(seconds),
        }:
            return messages.rebuilt(
                paragraphs=paragraphs,
                articles=articles,
                seconds=seconds,
                embedded=embedded,
                reused=reused,
                removed=removed,
            )
        case _:
            return ""


def _between(stats: CorpusStats) -> str:
    return messages.between(day_in_words(stats.oldest), day_in_words(stats.newest))
