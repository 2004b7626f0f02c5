"""`dateline questions`: what was asked in the chat and went wrong, as a list or as test cases."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.options import AsJson, day
from bot.terminal.session import session_of, write_json

if TYPE_CHECKING:
    from bot.chat.answers.question_log import AskedQuestion
    from corpus.storage.store import CorpusStore


def questions(
    context: typer.Context,
    refused: Annotated[
        bool,
        typer.Option(
            "--refused", help="Those that got no answer, or passages that perhaps answer."
        ),
    ] = False,
    wrong: Annotated[
        bool,
        typer.Option(
            "--wrong",
            help="Those whose answer was rated wrong, or came although an answer to the same "
            "question was rated as none.",
        ),
    ] = False,
    slow: Annotated[
        bool, typer.Option("--slow", help="Those that took 4 seconds or more.")
    ] = False,
    cases: Annotated[
        bool, typer.Option("--cases", help="Those made test cases in the chat (/questions).")
    ] = False,
    since: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="Asked on this day (UTC) or later."),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write them to a question file (JSONL) for dateline eval."
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="List at most N.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List the chat's questions that went wrong, newest first.

    Without an option for a kind, of all kinds. They reach back as far as questions are kept
    (DATELINE_KEEP_DAYS). Each is listed with what was said to it: that passages answer it, that
    they perhaps do, or that none does. In an exported file, "answerable" is what was said in the
    chat, else what the ratings say, else what Dateline thought: look at it before you measure.
    """
    from bot.chat.answers.question_log import Failure, QuestionLog
    from bot.chat.database import ChatDatabase

    session = session_of(context)
    kinds = {Failure.REFUSED: refused, Failure.WRONG: wrong, Failure.SLOW: slow}
    wanted = {kind for kind, is_wanted in kinds.items() if is_wanted}
    if not (wanted or cases):
        wanted, cases = set(Failure), True
    start = datetime(since.year, since.month, since.day, tzinfo=UTC).timestamp() if since else 0.0
    asked: list[AskedQuestion] = []
    if session.settings.chat_database.exists():
        database = ChatDatabase.open(session.settings.chat_database)
        try:
            asked = QuestionLog(database).all(since=start)
        finally:
            database.close()
    found = [
        one
        for one in asked
        if not wanted.isdisjoint(one.failures) or (cases and one.is_answerable is not None)
    ]
    with session.engine() as engine:
        if export is not None:
            lines = [json.dumps(_case(one, engine.store), ensure_ascii=False) for one in found]
            export.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        elif as_json:
            reports = [_report(one, engine.store) for one in found[:limit]]
            write_json({"total": len(found), "questions": reports})
            return
    if export is not None:
        from bot.texts.labels import count

        session.out.print(f"Wrote {count(len(found), 'question')} to {export}.")
        return
    if not found:
        session.out.print("Nothing went wrong." if asked else "Nothing has been asked yet.")
    for one in found[:limit]:
        session.out.print(_line(one))
    if len(found) > limit:
        session.out.print(f"{len(found) - limit} more; raise --limit to see them")


def _moment(one: AskedQuestion) -> str:
    return datetime.fromtimestamp(one.asked, UTC).isoformat(timespec="seconds")


def _limits(one: AskedQuestion) -> str:
    from bot.terminal.console import TEXTS

    return one.query.limits(TEXTS)


def _line(one: AskedQuestion) -> str:
    from bot.terminal.printable import printable_line

    parts = [f"{_moment(one)[:16].replace('T', ' ')} UTC", one.tier.value]
    parts += [one.reason] if one.reason else []
    parts.append(f"{one.confidence:.0%}")
    if one.seconds is not None:
        parts.append(f"{one.seconds:.1f} s")
    parts += [f"rated {rating.word.replace('_', ' ')}" for rating in one.ratings]
    if one.is_against:
        parts.append("rated as no answer before")
    if one.is_answerable is not None:
        parts.append(f"test case: {'answerable' if one.is_answerable else 'not answerable'}")
    limits = _limits(one)
    question = f"{one.query.question} ({limits})" if limits else one.query.question
    return printable_line(" · ".join([*parts, question]))


def _report(one: AskedQuestion, store: CorpusStore) -> dict[str, Any]:
    stored = store.passages(one.cited)
    return {
        "id": one.exchange,
        "asked": _moment(one),
        "question": one.query.question,
        "limits": _limits(one),
        "tier": one.tier,
        "reason": one.reason,
        "confidence": one.confidence,
        "seconds": one.seconds,
        "failures": sorted(one.failures),
        "ratings": {rating.word: number for rating, number in one.ratings.items()},
        "rated_as_none_before": one.is_against,
        "test_case": one.is_answerable,
        "citations": [
            {
                "article": stored[id_][1].id,
                "paragraph": stored[id_][0].position,
                "paragraph_text": stored[id_][0].text,
            }
            for id_ in one.cited
            if id_ in stored
        ],
    }


def _case(one: AskedQuestion, store: CorpusStore) -> dict[str, Any]:
    """A line of a question file; gold passages only where readers say that it is one."""
    stored = store.passages(one.cited[:1]).values()
    is_known = one.likely_answerable and one.has_right_passage
    gold = [each for each in stored if is_known]
    return {
        "id": one.exchange,
        "question": one.query.search_text,
        "answerable": one.likely_answerable,
        "gold_passages": [paragraph.text for paragraph, _ in gold],
        "gold_article_ids": [article.id for _, article in gold],
        "answers": [],
        "asked": _moment(one),
        "limits": _limits(one),
    }
