"""Feeds as a terminal and as programs see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.terminal.printable import printable
from bot.texts.labels import count

if TYPE_CHECKING:
    from rich.console import Console

    from corpus.feeds.collecting import PassReport
    from corpus.storage.feed_table import Counts, FeedEntry, FeedFetch, Subscription

_WHOLE = {True: "whole articles", False: "summaries; the pages are fetched", None: "not known yet"}


def feed_report(feed: Subscription, counts: Counts | None) -> dict[str, Any]:
    """A feed as an object. The values of secret headers are nowhere, only their variables."""
    return {
        "id": feed.id,
        "url": feed.url,
        "title": feed.title,
        "state": feed.state.value,
        "last_status": feed.last_status,
        "failing_since": _moment(feed.failing_since),
        "articles": counts.articles if counts else 0,
        "waiting": counts.waiting if counts else 0,
        "held": counts.held if counts else 0,
        "not_taken": counts.refused if counts else 0,
        "problem": feed.problem,
        "kind": feed.kind,
        "site": feed.site,
        "last_success": _moment(feed.last_success),
        "next": _moment(feed.next_at) if feed.state == "active" and feed.next_at else None,
        "every": feed.every,
        "full_text": feed.full_text.value,
        "is_whole": feed.is_whole,
        "headers": dict(feed.headers),
        "moved_to": feed.moved_to,
    }


def fetch_report(fetch: FeedFetch) -> dict[str, Any]:
    return {
        "at": _moment(fetch.at),
        "status": fetch.status,
        "bytes": fetch.bytes,
        "added": fetch.added,
        "updated": fetch.updated,
        "problem": fetch.problem,
    }


def open_report(entry: FeedEntry) -> dict[str, Any]:
    """An entry of which no article came, or not the latest version."""
    return {
        "entry": entry.guid,
        "state": entry.state.value,
        "reason": entry.reason,
        "next": _moment(entry.next_at or None),
    }


def pass_report(report: PassReport) -> dict[str, Any]:
    """A pass in numbers, and whatever went wrong in it."""
    results = report.results
    return {
        "feeds": len(results),
        "unchanged": sum(each.status == "304" for each in results),
        "failed": len(report.failed),
        "added": report.added,
        "updated": report.updated,
        "revised": report.revised,
        "held": report.held,
        "waiting": sum(each.waiting for each in results),
        "not_taken": sum(each.refused for each in results),
        "seconds": round(report.seconds, 1),
        "problems": [
            {
                "id": each.feed.id,
                "url": each.feed.url,
                "status": each.status,
                "problem": each.problem,
            }
            for each in report.failed
        ],
        "held_entries": [
            {"id": each.feed.id, "entry": entry} for each in results for entry in each.held
        ],
    }


def added_report(
    listed: Sequence[tuple[Subscription, bool]],
    asked: Sequence[tuple[Subscription, bool]],
    report: PassReport | None,
    *,
    dropped: Sequence[str],
) -> dict[str, Any]:
    """What became of each feed that somebody wanted to follow."""
    found = {each.feed.id: each for each in report.results} if report else {}
    feeds = []
    for feed, is_new in asked:
        result = found.get(feed.id)
        if result is not None and any(line.startswith(result.feed.url) for line in dropped):
            continue
        feeds.append(
            {
                "id": feed.id,
                "url": feed.url,
                "title": result.feed.title if result else feed.title,
                "is_new": is_new,
                "items": result.items if result else None,
                "newest": result.newest if result else None,
                "problem": result.problem if result else None,
            }
        )
    return {
        "feeds": feeds,
        "from_lists": sum(is_new for _, is_new in listed),
        "there_before": sum(not is_new for _, is_new in [*listed, *asked]),
    }


def show_added(out: Console, report: dict[str, Any]) -> None:
    for feed in report["feeds"]:
        name = printable(feed["title"] or feed["url"])
        if not feed["is_new"]:
            out.print(f"{feed['id']:>4}  {name}: followed already")
        elif feed["items"] is None:
            problem = printable(feed["problem"] or "")
            out.print(f"{feed['id']:>4}  {name}: {problem}; it is asked again with the next pass")
        else:
            newest = f", newest {feed['newest'][:10]}" if feed["newest"] else ""
            out.print(f"{feed['id']:>4}  {name}: {count(feed['items'], 'item')}{newest}")
    if report["from_lists"]:
        out.print(f"{count(report['from_lists'], 'feed')} added from lists.")
    if not report["feeds"] and not report["from_lists"] and report["there_before"]:
        out.print("All of them are followed already.")
    out.print("Their articles come with: dateline feeds refresh, or dateline serve")


def show_feeds(out: Console, reports: Sequence[dict[str, Any]], *, failing: bool) -> None:
    if not reports:
        out.print(
            "No feed is failing." if failing else "No feeds yet; add one: dateline feeds add URL"
        )
    for each in reports:
        state = "" if each["state"] == "active" else f" [{each['state']}]"
        line = f"{each['id']:>4}  {each['title'] or each['url']}{state}: "
        line += count(each["articles"], "article")
        if each["held"]:
            line += f", {each['held']} held"
        if each["waiting"]:
            line += f", {each['waiting']} waiting"
        out.print(printable(line), markup=False)
        if each["problem"]:
            since = f" (since {each['failing_since']})" if each["failing_since"] else ""
            out.print(printable(f"      {each['problem']}{since}"), markup=False)


def show_feed(out: Console, report: dict[str, Any]) -> None:
    lines = [
        f"{report['id']}  {report['title'] or '(no title)'}",
        f"{report['url']}, {report['kind'] or 'not read yet'}, {report['state']}",
        f"{count(report['articles'], 'article')}, {report['waiting']} waiting,"
        f" {report['held']} held, {report['not_taken']} not taken",
        f"Text: {report['full_text']} ({_WHOLE[report['is_whole']]})",
        f"Last read {report['last_success'] or 'never'}; next {report['next'] or 'with resume'}",
    ]
    if report["problem"]:
        lines.append(f"Problem: {report['problem']}")
    if report["moved_to"]:
        lines.append(f"It says that it has moved to {report['moved_to']}")
    lines += [
        f"  {each['at']}  {each['status']:>6}  {each['bytes']:>9,} bytes, {each['added']} new,"
        f" {each['updated']} changed  {each['problem'] or ''}".rstrip()
        for each in report["fetches"]
    ]
    lines += [
        f"  {each['state']}: {each['entry']}: {each['reason'] or 'to be fetched'}"
        for each in report["entries"]
    ]
    for line in lines:
        out.print(printable(line), markup=False)


def show_pass(out: Console, report: dict[str, Any]) -> None:
    if not report["feeds"]:
        out.print("No feed is to be fetched.")
        return
    out.print(
        f"{count(report['feeds'], 'feed')} in {report['seconds']:.0f} s: {report['added']} added,"
        f" {report['updated']} updated, {report['unchanged']} unchanged, {report['failed']} failed."
    )
    for number, said in (
        (report["waiting"], "waiting for a later pass"),
        (report["held"], "held, as another page came in the article's place"),
        (report["not_taken"], "not taken, as no article could be read"),
    ):
        if number:
            out.print(f"{number:,} {said}.")
    for each in report["problems"]:
        out.print(printable(f"  {each['id']:>4}  {each['url']}: {each['problem']}"), markup=False)
    if report["added"] or report["updated"]:
        out.print(
            "To have them answer questions, run: dateline sync (the first time: dateline rebuild)"
        )


def _moment(seconds: float | None) -> str | None:
    if not seconds:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
