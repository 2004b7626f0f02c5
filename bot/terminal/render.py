"""What people read: replies, articles and tables on a terminal, or plain when piped.

Everything from the corpus or a user goes through `printable`, so that no title can move the
cursor, recolour the screen or reverse the reading order.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal.printable import one_line, printable
from bot.texts import Texts
from bot.texts.dates import UNDATED, day_in_words
from bot.texts.labels import count, outlet_of, size, title_of
from bot.texts.speakers import who_says
from corpus.attribution.types import Attribution, Statement
from corpus.types import Article, Paragraph
from index.types import Assessment, Citation, Passage, Reason

if TYPE_CHECKING:
    from bot.doctor.checks import CheckResult
    from bot.observability.overview import Overview
    from corpus.storage.records import OutletSummary
    from corpus.storage.speaker_table import SpeakerSummary
    from index.evaluation.evaluate import Evaluation
    from index.search.verify import Finding

_MARKS = {"ok": ("ok", "green"), "warning": ("warning", "yellow"), "error": ("ERROR", "bold red")}
_BAR = "▌ "
_INDENT = "    "
_ENGLISH = Texts()
# Off a terminal nothing is wrapped or cut: other programs read it line by line.
_UNBOUNDED = 100_000
_MOST_COMFORTABLE = 100
_NARROWEST = 10
_WIDE = 120


def open_console(*, stderr: bool = False) -> Console:
    """A console on standard output or error; colour and wrapping only on a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    console = Console(
        stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=not stream.isatty()
    )
    if not stream.isatty() and "COLUMNS" not in os.environ:
        console.width = _UNBOUNDED
    return console


def show_assessment(console: Console, assessment: Assessment, *, abstain: bool = True) -> None:
    """The question, then the citations, or that no passage answers and why."""
    console.print(Text(one_line(assessment.question), style="bold"))
    if assessment.reason is None:
        _show_summary(console, assessment, count(len(assessment.citations), "passage"))
    else:
        console.print(Text("No passage answers this.", style="yellow"))
        _show_summary(console, assessment, _why(assessment))
    if assessment.reason is Reason.EMPTY_CORPUS:
        console.print("Add articles with: dateline ingest PATH")
    if assessment.reason is None or not abstain:
        for citation in assessment.citations:
            _show_citation(console, citation)
    elif assessment.nearest:
        console.print(Text("\nNearest passages, related but no answer:", style="dim"))
        for passage in assessment.nearest:
            _show_passage(console, passage)


def show_article(
    console: Console,
    article: Article,
    paragraphs: Sequence[Paragraph],
    *,
    marked: int | None = None,
) -> None:
    """An article's paragraphs under their headings; `marked` is the one that was asked for."""
    if article.title:
        console.print(Text(one_line(article.title), style="bold"))
    console.print(_source_line(article, with_id=True))
    if article.url:
        console.print(Text(one_line(article.url), style="dim"))
    section = None
    for paragraph in paragraphs:
        if paragraph.section != section:
            section = paragraph.section
            if section:
                console.print(Text(f"\n{one_line(section)}", style="bold"))
        style = "" if marked in (None, paragraph.position) else "dim"
        console.print()
        label = f"¶ {paragraph.position}"
        _show_block(console, paragraph.text, prefix=f"{label:<6}", style=style, hang=True)


def show_articles(console: Console, articles: Sequence[Article], *, total: int) -> None:
    """One line an article; its id, which any command takes too, where there is room for it."""
    table = make_table("No", "Date", "Outlet", "Title")
    with_id = not console.is_terminal or console.width >= _WIDE
    if with_id:
        table.add_column("Id", overflow="fold")
    for article in articles:
        title = _cell(article.title) if article.title else Text(one_line(title_of(article)), "dim")
        cells = [Text(str(article.number)), Text(article.day or UNDATED), _cell(article.outlet)]
        table.add_row(*cells, title, *([_cell(article.id)] if with_id else []))
    print_table(console, table)
    if total > len(articles):
        console.print(
            Text(f"{total - len(articles)} more; narrow the list or raise --limit", style="dim")
        )


def show_evaluation(console: Console, evaluation: Evaluation) -> None:
    """The figures with their 95 % intervals."""
    table = make_table("Measure", "Value", "95 %", "Questions")
    figures = {
        **evaluation.ranking,
        "AUROC": evaluation.auroc,
        "Answered if answerable": evaluation.kept,
        "Refusal recall": evaluation.refusal_recall,
        "Refusal precision": evaluation.refusal_precision,
    }
    for name, figure in figures.items():
        if figure is not None:
            interval = f"{figure.low:.3f}-{figure.high:.3f}"
            table.add_row(name, f"{figure.value:.3f}", interval, str(figure.count))
    if evaluation.calibration_error is not None:
        table.add_row(
            "Calibration error",
            f"{evaluation.calibration_error:.3f}",
            "",
            str(evaluation.questions),
        )
    print_table(console, table)
    console.print(
        Text(
            f"median {evaluation.median_time:.0f} ms, "
            f"95th percentile {evaluation.slow_time:.0f} ms",
            style="dim",
        )
    )


def show_overview(console: Console, seen: Overview) -> None:
    """Counts, the index and its state, and the outlets."""
    corpus, index = seen.corpus, seen.index
    facts = [
        ("Articles", f"{corpus.articles:,}"),
        ("Versions", f"{corpus.versions:,}"),
        ("Paragraphs", f"{corpus.paragraphs:,}"),
        ("Published", f"{corpus.oldest} to {corpus.newest}" if corpus.oldest else UNDATED),
    ]
    if index.manifest is None:
        facts.append(("Index", index.problem or "none"))
    else:
        state = (
            f"{count(index.behind, 'paragraph')} behind; run: dateline sync"
            if index.behind
            else "up to date"
        )
        facts += [
            ("Index", f"{count(index.manifest.count, 'paragraph')}, {state}"),
            ("Built", f"{index.manifest.built} with {index.manifest.embedder}"),
        ]
    facts.append(("On disk", size(seen.octets)))
    _show_facts(console, facts)
    if seen.outlets:
        console.print()
        _show_outlets(console, seen.outlets)


def show_checks(console: Console, checks: Sequence[CheckResult]) -> None:
    """A line a check; under one that is not well, what mends it."""
    width = max(len(check.name) for check in checks)
    for check in checks:
        mark, style = _MARKS[check.severity.value]
        told = f"{check.name:<{width}}  {one_line(check.message)}"
        console.print(Text.assemble((f"{mark:<8}", style), told))
        if check.mend:
            console.print(Text(f"{' ' * (width + 10)}→ {one_line(check.mend)}"))


def show_findings(console: Console, findings: Sequence[Finding]) -> None:
    """What verification found, each with what mends it."""
    if not any(finding.fault for finding in findings):
        console.print("Corpus and index are sound and agree.")
    for finding in findings:
        console.print(Text(f"{one_line(finding.problem)}\n  → {one_line(finding.mend)}"))


def _show_outlets(console: Console, outlets: Sequence[OutletSummary]) -> None:
    table = make_table("Outlet", "Articles", "Newest")
    table.columns[1].justify = "right"
    for summary in outlets:
        name = _cell(summary.outlet) if summary.outlet else "unknown"
        table.add_row(name, f"{summary.articles:,}", summary.newest or UNDATED)
    print_table(console, table)


def _show_facts(console: Console, facts: Sequence[tuple[str, str]]) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(name, _cell(value))
    print_table(console, table)


def _why(assessment: Assessment) -> str:
    return _ENGLISH(f"reason.{assessment.reason}", subject=one_line(assessment.subject or ""))


def _show_summary(console: Console, assessment: Assessment, what: str) -> None:
    parts = [what, f"confidence {assessment.confidence:.0%}"]
    if assessment.as_of:
        parts.append(f"as of {day_in_words(assessment.as_of)}")
    console.print(Text(" · ".join(parts), style="dim"))


def show_said(console: Console, name: str, passages: Sequence[Passage], *, about: str) -> None:
    """What a speaker is quoted as saying: each paragraph with its place and the act."""
    subject = f" about {one_line(about)}" if about else ""
    title = f"{one_line(name)}{subject}: {count(len(passages), 'paragraph')}"
    console.print(Text(title, style="bold"))
    for number, passage in enumerate(passages, start=1):
        console.print()
        label = f"[{number}]"
        console.print(Text.assemble((f"{label:<4}", "bold cyan"), _source_line(passage.article)))
        _show_place(console, passage)
        _show_speakers_line(console, passage.statements)
        _show_block(console, passage.paragraph.text, prefix=f"{_INDENT}{_BAR}")
        _show_also_in(console, passage)


def show_speakers(console: Console, speakers: Sequence[SpeakerSummary], *, total: int) -> None:
    if not speakers:
        console.print("Nobody is quoted.")
        return
    table = make_table("Speaker", "Party", "Quoted", "Aliases")
    for speaker in speakers:
        table.add_row(
            _cell(speaker.name),
            _cell(speaker.party),
            f"{speaker.attributions:,}",
            _cell(", ".join(speaker.aliases)),
        )
    print_table(console, table)
    if total > len(speakers):
        console.print(Text(f"{total - len(speakers)} more; raise --limit", style="dim"))


def show_attributions(
    console: Console, name: str, text: str, attributions: Sequence[Attribution]
) -> None:
    """Who says what in one text, a line each."""
    told = count(len(attributions), "attribution")
    console.print(Text(f"{one_line(name)}: {told}", style="bold"))
    for attribution in attributions:
        source = attribution.source.of(text) if attribution.source else "no source"
        speaker = attribution.speaker or f"“{source}” (unresolved)"
        content = " … ".join(span.of(text) for span in attribution.content)
        console.print(
            Text.assemble(
                f"{_INDENT}{one_line(speaker)} ",
                (f"{attribution.act.value}, {attribution.kind.value}: ", "dim"),
                one_line(content),
            )
        )


def _show_citation(console: Console, citation: Citation) -> None:
    passage = citation.passage
    number = f"[{citation.number}]"
    console.print()
    console.print(Text.assemble((f"{number:<4}", "bold cyan"), _source_line(passage.article)))
    _show_place(console, passage)
    _show_speakers_line(console, citation.statements)
    _show_block(console, citation.text, prefix=f"{_INDENT}{_BAR}", bold=_bold(citation))
    _show_also_in(console, passage)


def _show_also_in(console: Console, passage: Passage) -> None:
    if passage.also_in:
        names = ", ".join(f"{outlet_of(a)} ({day_in_words(a.published)})" for a in passage.also_in)
        console.print(Text(f"{_INDENT}also in {one_line(names)}", style="dim"))


def _bold(citation: Citation) -> tuple[int, int] | None:
    """Where the highlight stands in the quotation."""
    if citation.highlight is None:
        return None
    start = citation.excerpt.start
    return citation.highlight.start - start, citation.highlight.stop - start


def _show_speakers_line(console: Console, statements: Sequence[Statement]) -> None:
    if statements:
        console.print(Text(f"{_INDENT}{one_line(who_says(statements, _ENGLISH))}", style="italic"))


def _show_passage(console: Console, passage: Passage) -> None:
    console.print()
    console.print(Text.assemble(("  · ", "dim"), _source_line(passage.article)))
    _show_place(console, passage)
    _show_block(console, passage.paragraph.text, prefix=f"{_INDENT}{_BAR}", style="dim")


def _show_place(console: Console, passage: Passage) -> None:
    place = f"paragraph {passage.paragraph.position}"
    if passage.article.title:
        place = f"{passage.article.title} · {place}"
    console.print(Text(f"{_INDENT}{one_line(place)}", style="dim"))


def _source_line(article: Article, *, with_id: bool = False) -> Text:
    line = Text.assemble(
        (one_line(outlet_of(article)), "bold"), f" · {day_in_words(article.published)}"
    )
    if article.byline:
        line.append(f" · {one_line(article.byline)}")
    if with_id:
        line.append(f" · {one_line(article.id)}, version {article.version}", style="dim")
    return line


def _show_block(
    console: Console,
    text: str,
    *,
    prefix: str,
    style: str = "",
    hang: bool = False,
    bold: tuple[int, int] | None = None,
) -> None:
    """Text behind a prefix on each line (only the first, where it hangs), wrapped to fit.

    `bold` is a range of the text that stands out.
    """
    rest = " " * len(prefix) if hang else prefix
    screen = min(console.width, _MOST_COMFORTABLE) if console.is_terminal else console.width
    width = max(_NARROWEST, screen - len(prefix))
    block = Text(printable(text), style=style)
    if bold:
        block.stylize("bold", *bold)
    for number, line in enumerate(block.wrap(console, width)):
        line.rstrip()
        start = (prefix if number == 0 else rest, "cyan")
        console.print(Text.assemble(start, line), soft_wrap=True)


def make_table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in ("No", "Date"))
    return table


def print_table(console: Console, table: Table) -> None:
    """Without the blanks that rich pads the last column with: they only get in the way of grep."""
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        console.print(Text.from_ansi(line.rstrip()))


def _cell(value: str | None) -> Text:
    return Text(one_line(value)) if value else Text("—", style="dim")
