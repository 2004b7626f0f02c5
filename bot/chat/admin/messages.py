"""Help, the status and the last errors: messages that quote nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from telegram.constants import KeyboardButtonStyle

from bot.chat.answers.messages import between_days
from bot.chat.answers.ratings import FAULTS, Tally
from bot.chat.layout.feeds_line import feeds_line
from bot.chat.layout.source_line import NAME_LIMIT
from bot.chat.people.roles import Role
from bot.chat.service.recent_errors import RecentError
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.keyboards import Operation, button, keyboard
from bot.chat.telegram.screen import Screen
from bot.texts import Texts
from bot.texts.dates import moment_of
from index.errors import IndexMissing

if TYPE_CHECKING:
    from bot.observability.overview import IndexStatus
    from bot.observability.retention import Retention
    from corpus.errors import StoreBroken
    from corpus.storage.feed_table import FeedsOverview
    from corpus.storage.records import CorpusStats

ERROR_UNITS = 160
PROBLEM_LIMIT = 400
MOST_NAMED = 10


class HelpLines(Protocol):
    """Which lines of the help somebody sees, by the keys of their texts."""

    def __call__(self, role: Role, *, inline: bool) -> Sequence[str]:
        """`inline`: whether the bot answers in other chats too."""


def help_text(lines: Sequence[str], texts: Texts, *, bot: str) -> Message:
    """`bot` is the bot's user name."""
    composer = Composer().text(texts("promise")).gap()
    for line in lines:
        composer.line().bold(texts(f"help.{line}.form", bot=f"@{bot}"))
        composer.text(" ").text(texts(f"help.{line}.means"))
    return composer.gap().text(texts("help_buttons")).line().text(texts("help_groups")).message()


def errors_message(errors: Sequence[RecentError], texts: Texts) -> Message:
    """Twenty lines at most, which always fit into one message."""
    composer = Composer()
    for error in errors:
        line = one_line(error.line, limit=ERROR_UNITS)
        composer.line().code(f"{error.when:%m-%d %H:%M:%S} {line}")
    return composer.message() if errors else Message(texts("no_errors"))


@dataclass(frozen=True, slots=True)
class BotState:
    """What the running bot knows of itself; `silence` is the seconds since Telegram was heard,
    `errors` were logged today, `generation` is the index that is in use. `closed` articles must not
    be quoted, `not_told` changes could not be told to those who were shown the words; `kept` is
    how long articles stay."""

    pending: int
    rebuilding: bool
    silence: float | None
    errors: int
    generation: str | None
    closed: int = 0
    not_told: int = 0
    kept: Retention | None = None


def status(
    corpus: CorpusStats,
    index: IndexStatus,
    state: BotState,
    rated: Tally,
    unread: Sequence[int],
    feeds: FeedsOverview,
    texts: Texts,
    *,
    admin: bool,
) -> Message:
    """How much is indexed; for admins also how, how the bot is doing and what readers think.

    `unread` are the numbers of the articles whose speakers were not read.
    """
    composer = Composer().bold(texts("articles", n=corpus.articles))
    composer.text(f", {texts('paragraphs', n=corpus.paragraphs)}")
    composer.text(f", {texts('outlets', n=corpus.outlets)}")
    if corpus.oldest and corpus.newest:
        composer.line().text(between_days(corpus, texts))
    if index.manifest is None:
        is_missing = isinstance(index.problem, IndexMissing)
        composer.line().text(texts("no_index" if is_missing else "index_unfit"))
    else:
        composer.line().text(f"{texts('indexed')} ")
        moment = moment_of(index.manifest.built)
        if moment is not None:
            composer.moment(texts.clock(moment), moment, with_time=True)
        behind = texts("behind", n=index.behind) if index.behind else texts("up_to_date")
        composer.text(f", {behind}")
    if unread:
        named = ", ".join(f"/article_{number}" for number in unread[:MOST_NAMED])
        more = ", …" if len(unread) > MOST_NAMED else ""
        composer.line().text(texts("articles_not_read", n=len(unread), articles=f"{named}{more}"))
    if feeds.feeds:
        composer.line()
        feeds_line(composer, feeds, texts)
    if state.rebuilding:
        composer.line().text(texts("rebuild_running"))
    if admin:
        _status_for_admins(composer, index, state, rated, texts)
    return composer.message()


def damage(error: StoreBroken) -> Message:
    """Which database is damaged and what to do, in place of a status that it could not give."""
    return Composer().text(one_line(str(error), limit=PROBLEM_LIMIT)).message()


def _status_for_admins(
    composer: Composer, index: IndexStatus, state: BotState, rated: Tally, texts: Texts
) -> None:
    manifest = index.manifest
    composer.gap()
    if index.problem:
        composer.text(one_line(str(index.problem), limit=PROBLEM_LIMIT)).line()
    if manifest is not None:
        name, revision = one_line(manifest.embedder, limit=NAME_LIMIT), manifest.revision
        composer.text(texts("embedder", name=name, n=manifest.count, revision=revision)).line()
    if state.generation is not None:
        # Its digits are no card number.
        composer.text(f"{texts('generation')} ").code(state.generation).line()
    composer.text(texts("under_way", n=state.pending))
    if state.silence is not None:
        composer.line().text(texts("heard", seconds=round(state.silence)))
    errors = texts("errors_today", n=state.errors) if state.errors else texts("no_errors_today")
    composer.line().text(errors)
    if state.kept:
        _kept(composer, state.kept, texts)
    if state.closed:
        composer.line().text(texts("articles_closed", n=state.closed))
    if state.not_told:
        composer.line().text(texts("not_told", n=state.not_told))
    if rated.counts:
        composer.line().text(_ratings(rated, texts))


def _kept(composer: Composer, kept: Retention, texts: Texts) -> None:
    if kept.days is not None:
        composer.line().text(texts("kept_days", n=kept.days))
        if kept.last is not None:
            day = texts.day(kept.last.day)
            composer.text(f" {texts('removed_last', n=kept.last.articles, day=day)}")
    if kept.a_day is not None:
        composer.line().text(texts("taken_today", n=kept.today, most=kept.a_day))


def _ratings(rated: Tally, texts: Texts) -> str:
    """How many answers were right and wrong, and where somebody has said it, in what way."""
    faults = [
        texts("ratings_fault", number=number, fault=texts(f"rating.{fault.word}").lower())
        for fault in FAULTS
        if (number := rated.counts.get(fault, 0))
    ]
    text = texts("ratings", right=rated.right, wrong=rated.wrong)
    return f"{text} ({', '.join(faults)})" if faults else text


def forgetting(user: int, texts: Texts) -> Screen:
    """Asks whether everything that is kept of somebody is really to be deleted."""
    row = [
        button(texts("forget_all"), Operation.FORGET, str(user), 1,
               style=KeyboardButtonStyle.DANGER),
        button(texts("keep"), Operation.FORGET, str(user), 0),
    ]  # fmt: skip
    return Screen(Message(texts("really_forget")), keyboard(row))
