"""Everything that the bot does: each feature is made here, with what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.admin.handlers import Admin
from bot.chat.admin.help_handlers import Help
from bot.chat.admin.membership_handlers import Memberships
from bot.chat.admin.menus import Menus, Offered
from bot.chat.admin.messages import HelpLines
from bot.chat.admin.moving import Moving
from bot.chat.admin.question_handlers import FailedQuestions
from bot.chat.admission.gate import Gate
from bot.chat.admission.handlers import Admission
from bot.chat.answers.button_handlers import AnswerButtons
from bot.chat.answers.claims_screens import CoverageScreens, SidesScreens
from bot.chat.answers.examples import Examples
from bot.chat.answers.exchanges import ExchangeKind, Exchanges
from bot.chat.answers.figures_handlers import Claims
from bot.chat.answers.figures_screens import DisputesScreens, FiguresScreens
from bot.chat.answers.handlers import Questions
from bot.chat.answers.inline_handlers import Inline
from bot.chat.answers.ledger import Ledger
from bot.chat.answers.library_handlers import Library
from bot.chat.answers.library_screens import ArticleScreens, ListingScreens
from bot.chat.answers.placeholder import Placeholders
from bot.chat.answers.posting import Posting
from bot.chat.answers.question_log import QuestionLog
from bot.chat.answers.rating_handlers import RatingButtons
from bot.chat.answers.ratings import Ratings
from bot.chat.answers.receipts import Receipts
from bot.chat.answers.reply_screens import ReplyScreens
from bot.chat.answers.said_screens import SaidScreens
from bot.chat.answers.screens import Makers, Screens
from bot.chat.articles.channel_posts import ChannelPosts
from bot.chat.articles.handlers import Adding
from bot.chat.articles.index_process import Rebuilder
from bot.chat.articles.rebuild_handlers import Rebuilds
from bot.chat.articles.spooling import Spooling
from bot.chat.corrections.corrections import Corrections
from bot.chat.corrections.handlers import Changes
from bot.chat.corrections.jobs import Correcting
from bot.chat.database import ChatDatabase
from bot.chat.feeds.fetching import Fetching
from bot.chat.feeds.handlers import Feeds
from bot.chat.people.members import Members
from bot.chat.people.preferences import Preferences
from bot.chat.people.quotas import Quotas
from bot.chat.people.timetables import Timetables
from bot.chat.service.inbox import Inbox
from bot.chat.service.recent_errors import RecentErrors
from bot.chat.service.services import Services
from bot.chat.settings.digest_handlers import Digests
from bot.chat.settings.handlers import ChatSettings
from bot.chat.watches.handlers import Watching
from bot.chat.watches.jobs import Jobs
from bot.chat.watches.notifier import Notifier
from bot.chat.watches.screens import AlertScreens, BriefingScreens
from bot.chat.watches.watches import Watches

_MAKERS: Makers = {
    ExchangeKind.QUESTION: ReplyScreens,
    ExchangeKind.LISTING: ListingScreens,
    ExchangeKind.ARTICLE: ArticleScreens,
    ExchangeKind.ALERT: AlertScreens,
    ExchangeKind.BRIEFING: BriefingScreens,
    ExchangeKind.SAID: SaidScreens,
    ExchangeKind.SIDES: SidesScreens,
    ExchangeKind.COVERAGE: CoverageScreens,
    ExchangeKind.FIGURES: FiguresScreens,
    ExchangeKind.DISPUTES: DisputesScreens,
}


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a running bot."""

    gate: Gate
    admission: Admission
    adding: Adding
    channel_posts: ChannelPosts
    rebuilds: Rebuilds
    feeds: Feeds
    fetching: Fetching
    spooling: Spooling
    library: Library
    claims: Claims
    changes: Changes
    correcting: Correcting
    inline: Inline
    questions: Questions
    answer_buttons: AnswerButtons
    rating_buttons: RatingButtons
    exchanges: Exchanges
    examples: Examples
    watching: Watching
    jobs: Jobs
    digests: Digests
    settings: ChatSettings
    admin: Admin
    failed_questions: FailedQuestions
    help: Help
    memberships: Memberships
    menus: Menus
    moving: Moving


def build(
    services: Services,
    database: ChatDatabase,
    *,
    inbox: Inbox,
    rebuilder: Rebuilder,
    recent_errors: RecentErrors,
    silence: Callable[[], float | None],
    sync: Callable[[], None],
    offered: Offered,
    help_lines: HelpLines,
) -> Features:
    """Every feature with what it needs; `sync` has the index follow by itself."""
    settings, engine, work = services.settings, services.engine, services.work
    members, preferences = Members(database), Preferences(database)
    exchanges, ratings = Exchanges(database), Ratings(database)
    watches, timetables = Watches(database), Timetables(database)
    corrections = Corrections(database)

    screens = Screens(engine, _MAKERS)
    ledger = Ledger(Receipts(database), work)
    posting = Posting(services, exchanges=exchanges, screens=screens, inbox=inbox, ledger=ledger)
    questions = Questions(
        services,
        posting,
        exchanges=exchanges,
        placeholders=Placeholders(posting, inbox, work),
        quotas=Quotas(user=settings.questions_per_minute, chat=settings.chat_questions_per_minute),
    )
    examples = Examples(engine, work)
    menus = Menus(database, members, preferences, work, offered, admins=settings.admin_ids)
    moving = Moving(services, database=database, members=members)
    admission = Admission(services, members, update_menus=menus.update, examples=examples)
    notifier = Notifier(
        services,
        watches=watches,
        timetables=timetables,
        exchanges=exchanges,
        screens=screens,
        ledger=ledger,
    )
    return Features(
        gate=Gate(
            services,
            admission,
            preferences=preferences,
            move_chat=moving.move,
            hear=menus.hear,
            inbox=inbox,
        ),
        admission=admission,
        adding=Adding(services, rebuilder, inbox),
        channel_posts=ChannelPosts(services, inbox, sync=sync),
        rebuilds=Rebuilds(services, rebuilder),
        feeds=Feeds(services),
        fetching=Fetching(services, sync=sync, quoted=Receipts(database).articles),
        spooling=Spooling(services, sync=sync),
        library=Library(services, posting, examples),
        claims=Claims(services, posting, exchanges=exchanges),
        changes=Changes(services, corrections),
        correcting=Correcting(
            services,
            corrections=corrections,
            exchanges=exchanges,
            preferences=preferences,
            timetables=timetables,
            ledger=ledger,
        ),
        inline=Inline(services, exchanges=exchanges, ledger=ledger),
        questions=questions,
        answer_buttons=AnswerButtons(services, posting, exchanges=exchanges, questions=questions),
        rating_buttons=RatingButtons(services, posting, exchanges=exchanges, ratings=ratings),
        exchanges=exchanges,
        examples=examples,
        watching=Watching(
            services,
            watches=watches,
            exchanges=exchanges,
            timetables=timetables,
            questions=questions,
        ),
        jobs=Jobs(services, notifier, watches=watches, update_menus=menus.update),
        digests=Digests(
            services,
            timetables=timetables,
            count_watches=lambda chat: len(watches.of_chat(chat)),
            brief_now=notifier.brief_now,
        ),
        settings=ChatSettings(
            services,
            preferences=preferences,
            timetables=timetables,
            update_menus=menus.update,
        ),
        admin=Admin(services, database=database, recent_errors=recent_errors),
        failed_questions=FailedQuestions(services, QuestionLog(database)),
        help=Help(
            services,
            database=database,
            help_lines=help_lines,
            ratings=ratings,
            recent_errors=recent_errors,
            is_rebuilding=lambda: rebuilder.is_running,
            silence=silence,
            count_not_told=lambda: len(corrections.not_told()),
        ),
        memberships=Memberships(services, timetables=timetables, moving=moving),
        menus=menus,
        moving=moving,
    )
