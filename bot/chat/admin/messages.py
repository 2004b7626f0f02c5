"""Greeting, help, lists and states: the messages that quote nothing. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from bot.chat.answers.ratings import FAULTS, Tally
from bot.chat.articles.index_process import Stage, State
from bot.chat.layout.citations import headed
from bot.chat.layout.source_line import NAME_LIMIT, credit, title_of
from bot.chat.people.roles import Role
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.texts import Texts, catalogue
from bot.texts.dates import moment_of
from corpus.types import Article

if TYPE_CHECKING:
    from bot.observability.overview import IndexStatus
    from corpus.storage.records import CorpusStats, OutletSummary

LISTED = 10
# Who sees which lines of the help, in the order in which they are shown.
HELP = (
    *("plain ask cancel reply filters by inline sources article who watch digest quiet settings"
      " status forget").split(),
)  # fmt: skip
EDITOR_HELP = ("add", "remove")
ADMIN_HELP = ("rebuild", "allow", "deny", "errors")


def greeting(texts: Texts) -> Message:
    composer = Composer().bold(texts("greeting")).line().text(texts("promise"))
    return composer.gap().text(texts("try_one")).message()


def help_text(texts: Texts, *, role: Role, bot: str, inline: bool) -> Message:
    """`inline`: whether the bot, by this user name, answers in other chats too."""
    composer = Composer().text(texts("promise")).gap()
    shown = (
        *(name for name in HELP if inline or name != "inline"),
        *(EDITOR_HELP if role >= Role.EDITOR else ()),
        *(ADMIN_HELP if role is Role.ADMIN else ()),
    )
    for name in shown:
        composer.line().bold(texts(f"help.{name}.form", bot=f"@{bot}"))
        composer.text(f" {texts(f'help.{name}.means')}")
    return composer.gap().text(texts("help_buttons")).line().text(texts("help_groups")).message()


def empty_corpus(texts: Texts) -> Message:
    return Composer().bold(texts("empty")).line().text(texts("empty_mend")).message()


def withdrawn(question: str, texts: Texts) -> Message:
    """Which question it was: others may stand between it and this message."""
    return headed(question, "").text(texts("withdrawn")).message()


def no_index(problem: str, texts: Texts, *, admin: bool) -> Message:
    mend = texts("rebuild_yourself") if admin else texts("rebuild_by_admin")
    return Composer().bold(problem).line().text(mend).message()


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of articles. `text` is what was searched for, `total` counts what was found;
    `outlets` are listed with the first page of everything."""

    text: str
    total: int
    articles: tuple[Article, ...]
    outlets: tuple[OutletSummary, ...]


def listing(found: Listing, stats: CorpusStats, texts: Texts) -> Message:
    composer = Composer()
    if found.text:
        composer.bold(texts("articles", n=found.total))
        composer.text(f" {texts('found_with', text=found.text)}")
    else:
        composer.bold(texts("articles", n=stats.articles))
        composer.text(f" {texts('from_outlets', n=stats.outlets)}")
        if stats.oldest and stats.newest:
            composer.text(f", {_between(stats, texts)}")
    for summary in found.outlets[:LISTED]:
        name = one_line(summary.outlet or "", limit=NAME_LIMIT) or texts("outlet_unknown")
        composer.line().text(f"{name} · {texts('articles', n=summary.articles)}")
    if len(found.outlets) > LISTED:
        composer.line().text(texts("outlets_more", n=len(found.outlets) - LISTED))
    for article in found.articles:
        composer.gap().text(f"/article_{article.number} {title_of(article, texts)}").line()
        credit(composer, article, texts, title=False)
    return composer.message()


def nothing_listed(text: str, texts: Texts) -> Message:
    return Message(texts("no_sources", text=text))


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
    corpus: CorpusStats,
    index: IndexStatus,
    running: Running,
    rated: Tally,
    texts: Texts,
    *,
    admin: bool,
) -> Message:
    """How much is indexed; for admins also how, how the bot is doing and what readers think."""
    composer = Composer().bold(texts("articles", n=corpus.articles))
    composer.text(f", {texts('paragraphs', n=corpus.paragraphs)}")
    composer.text(f", {texts('outlets', n=corpus.outlets)}")
    if corpus.oldest and corpus.newest:
        composer.line().text(_between(corpus, texts))
    if index.manifest is None:
        composer.line().text(texts("no_index"))
    else:
        composer.line().text(f"{texts('indexed')} ")
        moment = moment_of(index.manifest.built)
        if moment is not None:
            composer.moment(texts.clock(moment), moment, with_time=True)
        behind = texts("behind", n=index.behind) if index.behind else texts("up_to_date")
        composer.text(f", {behind}")
    if running.rebuilding:
        composer.line().text(texts("rebuild_running"))
    if admin:
        _status_for_admins(composer, index, running, rated, texts)
    return composer.message()


def _status_for_admins(
    composer: Composer, index: IndexStatus, running: Running, rated: Tally, texts: Texts
) -> None:
    manifest = index.manifest
    composer.gap()
    if index.problem:
        composer.text(one_line(index.problem, limit=400)).line()
    if manifest is not None:
        name, revision = one_line(manifest.embedder, limit=NAME_LIMIT), manifest.revision
        composer.text(texts("embedder", name=name, n=manifest.count, revision=revision)).line()
    if running.generation is not None:
        composer.text(texts("generation", name=running.generation)).line()
    composer.text(texts("under_way", n=running.pending))
    if running.silence is not None:
        composer.line().text(texts("heard", seconds=round(running.silence)))
    errors = texts("errors_today", n=running.errors) if running.errors else texts("no_errors_today")
    composer.line().text(errors)
    if rated.counts:
        composer.line().text(_ratings(rated, texts))


def _ratings(rated: Tally, texts: Texts) -> str:
    """How many answers were right and wrong, and where somebody has said it, in what way."""
    faults = [
        texts("ratings_fault", number=number, fault=texts(f"rating.{fault.word}").lower())
        for fault in FAULTS
        if (number := rated.counts.get(fault, 0))
    ]
    text = texts("ratings", right=rated.right, wrong=rated.wrong)
    return f"{text} ({', '.join(faults)})" if faults else text


def rebuild(state: State, texts: Texts, *, lacking: str = "") -> Message:
    """A rebuild at a moment; `lacking` is the text on why there is no old index that answers."""
    composer = Composer()
    match state.stage:
        case Stage.RUNNING:
            composer.bold(texts("rebuilding")).line().text(
                step(state.progress, texts) or texts(lacking or "old_index_answers")
            )
        case Stage.DONE:
            composer.bold(texts("rebuilt")).line().text(_counts(state.report, texts))
        case Stage.CANCELLED:
            composer.bold(texts("rebuild_cancelled"))
            composer.line().text(texts(lacking or "old_index_stays"))
        case Stage.FAILED:
            composer.bold(texts("rebuild_failed"))
            composer.line().text(texts(lacking or "old_index_stays"))
            composer.gap().text(one_line(state.problem, limit=400))
        case _:
            assert_never(state.stage)
    return composer.message()


def step(progress: Mapping[str, object] | None, texts: Texts) -> str:
    """How far it is, as in "Embedding 120 of 742"; empty before the first report."""
    match progress:
        case {"step": str(name), "done": int(done), "total": int(total)}:
            key = f"step.{name}"
            known = key in catalogue(texts.language)
            return texts(key, done=done, total=total) if known else ""
        case _:
            return ""


def _counts(report: Mapping[str, object] | None, texts: Texts) -> str:
    match report:
        case {
            "paragraphs": int(paragraphs),
            "articles": int(articles),
            "embedded": int(embedded),
            "reused": int(reused),
            "removed": int(removed),
            "seconds": float(seconds) | int(seconds),
        }:
            return texts(
                "rebuilt_counts",
                paragraphs=texts("paragraphs", n=paragraphs),
                articles=texts("in_articles", n=articles),
                seconds=round(seconds),
                embedded=embedded,
                reused=reused,
                removed=removed,
            )
        case _:
            return ""


def _between(stats: CorpusStats, texts: Texts) -> str:
    return texts("between", oldest=texts.day(stats.oldest), newest=texts.day(stats.newest))
