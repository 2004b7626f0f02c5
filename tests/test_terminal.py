from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from bot.engine import Engine
from bot.observability.overview import overview
from bot.settings import Settings
from bot.terminal.answers import show_assessment
from bot.terminal.articles import show_article, show_articles
from bot.terminal.console import TEXTS
from bot.terminal.explain import show_evidence
from bot.terminal.health import show_overview
from bot.texts.claims import story_told
from corpus.types import Article, Paragraph, Span
from index.claims.story import Story
from index.types import (
    Adjustment,
    Assessment,
    Citation,
    DaysMeant,
    Evidence,
    Passage,
    Reason,
    Shift,
)

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31mred\u202egnirts\rover\x08 [bold]not markup[/bold] :smile:"
ARTICLE = Article(
    number=4,
    id="raid",
    version=2,
    path="/news/raid.txt",
    title="Bridge closed after night raid",
    outlet="Harbour Post",
    byline="Ines Vardal",
    published="2031-03-04T06:30:00Z",
    url="https://post.example/raid",
    language="en",
    fetched="2031-03-05T00:00:00+00:00",
)
UNKNOWN = replace(ARTICLE, title=None, outlet=None, byline=None, published=None, url=None)
TEXT = "The bridge was closed at dawn. " * 8


def on_screen(*, width: int = 72, colour: bool = False) -> Console:
    return Console(
        file=io.StringIO(), width=width, force_terminal=colour, markup=False, emoji=False,
        highlight=False, color_system="standard" if colour else None,
    )  # fmt: skip


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def passage(
    article: Article = ARTICLE, text: str = TEXT, *, also_in: tuple[Article, ...] = ()
) -> Passage:
    paragraph = Paragraph(id=1, article=4, version=2, position=7, section=None, text=text)
    return Passage(paragraph=paragraph, article=article, score=0.5, also_in=also_in)


def answer(*passages: Passage) -> Assessment:
    citations = tuple(
        Citation(number=number, passage=found, excerpt=Span(0, len(found.paragraph.text)))
        for number, found in enumerate(passages, start=1)
    )
    return Assessment("Why was the bridge closed?", citations, 0.934, "2031-03-06", None)


def test_answer_names_every_source() -> None:
    console = on_screen()
    show_assessment(console, answer(passage(also_in=(UNKNOWN,)), passage(UNKNOWN)))
    text = shown(console)
    for part in (
        "Why was the bridge closed?",
        "2 passages · confidence high, 93% · as of 6 March 2031",
        "[1] Harbour Post · 4 March 2031 · Ines Vardal",
        "Bridge closed after night raid · paragraph 7",
        "also in raid.txt (undated)",
        "[2] raid.txt · undated",
    ):
        assert part in text


@pytest.mark.usefixtures("in_tokyo")
def test_what_is_said_of_many_articles_gives_the_days_of_this_machine_too(tmp_path: Path) -> None:
    front = (
        '---\ntitle: "{0}"\ndate: 2031-03-04T{0}:00:00Z\nsource: Post\n---\nThe dam held at {0}.'
    )
    for hour in ("20", "22"):
        (tmp_path / f"{hour}.md").write_text(front.format(hour))
    with Engine.open(Settings(data_dir=tmp_path, _env_file=None), create=True) as engine:
        engine.ingest([tmp_path])
        console = on_screen()
        show_overview(console, overview(engine))
        found = tuple(engine.store.articles())
        newest = engine.store.newest()
    show_assessment(console, replace(answer(passage()), as_of=newest))
    console.print(story_told(Story(1, found), 1, TEXTS))
    text = shown(console)
    assert "2031-03-05 to 2031-03-05" in text
    assert "as of 5 March 2031" in text
    assert "2 articles · 1 outlet · 5 March 2031\n" in text
    assert "03-04" not in text


@pytest.mark.parametrize("reason", list(Reason))
def test_abstention_says_so_and_why(reason: Reason) -> None:
    console = on_screen()
    abstention = replace(answer(passage()), reason=reason, nearest=(passage(UNKNOWN),))
    show_assessment(console, abstention)
    text = shown(console)
    assert "I found no passage that answers this." in text
    assert "[1]" not in text
    assert "raid.txt · undated" in text


def test_what_may_answer_is_shown_at_once_and_called_doubtful() -> None:
    console = on_screen(width=200)
    abstention = replace(answer(passage()), reason=Reason.NOT_ANSWERED, nearest=(passage(UNKNOWN),))
    show_assessment(console, replace(abstention, doubtful=True, confidence=0.31))
    assert shown(console).splitlines()[:3] == [
        "Why was the bridge closed?",
        "I am not sure that this answers.",
        "confidence low, 31% · as of 6 March 2031",
    ]
    assert "I do not think" not in shown(console)
    assert "raid.txt · undated" in shown(console)


def test_the_end_of_a_ranking_is_shown_only_on_request() -> None:
    found = replace(answer(passage(), passage(UNKNOWN)), answering=1)
    console = on_screen()
    show_assessment(console, found)
    assert "1 passage · " in shown(console)
    assert "[2]" not in shown(console)
    console = on_screen()
    show_assessment(console, found, abstain=False)
    assert "[2] raid.txt" in shown(console)


def test_an_abstention_names_whom_the_articles_do_not_quote() -> None:
    console = on_screen()
    reason = Reason.NOT_QUOTED
    show_assessment(console, replace(answer(passage()), reason=reason, subject="Ada\x1b[2J Bell"))
    assert "I found nothing that Ada" in shown(console)
    assert "\x1b[2J" not in shown(console)


def test_what_days_were_taken_to_mean_is_explained() -> None:
    evidence = Evidence(
        model="test",
        steps=(),
        rankings=(),
        signals={},
        calibrated=0.5,
        adjustments=(),
        threshold=0.5,
        days=(
            DaysMeant("on 4 March", "2031-03-04", "2031-03-04"),
            DaysMeant("this week", "2031-03-03", "2031-03-09"),
            DaysMeant("on Tuesday", None, None),
        ),
        asked="Why was the bridge closed on Tuesday?",
    )
    console = on_screen(width=200)
    show_evidence(console, replace(answer(passage()), evidence=evidence))
    for line in (
        "“on 4 March” is 4 March 2031.",
        "“this week” is 3 March 2031 to 9 March 2031.",
        "“on Tuesday” is counted from the day of each article.",
        "Searched for: Why was the bridge closed on Tuesday?",
    ):
        assert line in shown(console)


def test_the_way_to_a_decision_is_explained_step_by_step() -> None:
    evidence = Evidence(
        model="test",
        steps=({"bm25 of paragraph": 7.25, "score of the ranking": 0.5},),
        rankings=({"coverage": 0.125},),
        signals={"best relevance": 1.75},
        calibrated=0.25,
        adjustments=(
            Adjustment(
                "statements asked for",
                Shift(0.25, 0.7, {"remainder": 0.4}),
                {1: Shift(0.5, 0.81, {"factor": 0.9, "remainder": 0.345})},
            ),
        ),
        threshold=0.5,
    )
    console = on_screen(width=200)
    found = replace(answer(passage()), confidence=0.7, evidence=evidence)
    show_evidence(console, found)
    lines = [line for line in shown(console).splitlines() if line]
    assert [" ".join(line.split()) for line in lines] == [
        "Decided by test.",
        "How each citation got its score",
        "[1]",
        "bm25 of paragraph 7.250",
        "score of the ranking 0.500",
        "after: statements asked for 0.810",
        "statements asked for: [1] × 0.900, then what it lacks of 1 × 0.345",
        "How likely the articles answer",
        "best relevance 1.750",
        "confidence by calibration 0.250",
        "after: statements asked for 0.700 what it lacks of 1 × 0.400",
        "threshold 0.500",
        "0.700 ≥ 0.500: answered",
        "Features of the ranking",
        "[1]",
        "coverage 0.125",
    ]


def test_a_refusal_gives_its_reason_then_what_it_rests_on() -> None:
    console = on_screen(width=200)
    refused = replace(answer(passage()), reason=Reason.NOTHING_RELATED, confidence=0.04)
    show_assessment(console, refused)
    assert shown(console).splitlines() == [
        "Why was the bridge closed?",
        "I found no passage that answers this. Nothing I found seems related to it.",
        "confidence very low, 4% · as of 6 March 2031",
    ]


@pytest.mark.parametrize(
    ("percent", "word"),
    [(0, "very low"), (17, "very low"), (22, "low"), (38, "low"), (43, "low"),
     (50, "fair"), (69, "fair"), (70, "high"), (100, "high")],
)  # fmt: skip
@pytest.mark.parametrize("doubtful", [False, True])
def test_the_word_for_the_confidence_goes_by_the_percentage(
    percent: int, word: str, doubtful: bool
) -> None:
    console = on_screen(width=200)
    refused = replace(answer(passage()), reason=Reason.NOT_ANSWERED, doubtful=doubtful)
    show_assessment(console, replace(refused, confidence=percent / 100))
    assert f"confidence {word}, {percent}% " in shown(console)


def test_nothing_is_said_of_confidence_where_nothing_could_be_searched() -> None:
    console = on_screen(width=200)
    show_assessment(console, Assessment("Who?", (), 0.0, None, Reason.EMPTY_CORPUS))
    assert shown(console).splitlines() == [
        "Who?",
        "I found no passage that answers this. There is nothing to search yet.",
        "Add articles with: dateline ingest PATH",
    ]


def test_ranking_is_shown_on_request() -> None:
    console = on_screen()
    show_assessment(console, replace(answer(passage()), reason=Reason.NOT_ANSWERED), abstain=False)
    assert "I found no passage that answers this." in shown(console)
    assert "[1] Harbour Post" in shown(console)


@pytest.mark.parametrize("width", [20, 40, 72, 200])
def test_nothing_is_wider_than_the_screen_and_no_word_is_lost(width: int) -> None:
    console = on_screen(width=width)
    show_assessment(console, answer(passage()))
    lines = shown(console).splitlines()
    assert max(map(len, lines)) <= width
    quoted = " ".join(line.partition("▌ ")[2].strip() for line in lines if "▌" in line)
    assert quoted == TEXT.strip()


@pytest.mark.parametrize("colour", [False, True])
def test_no_text_can_command_the_terminal(colour: bool) -> None:
    hostile = replace(ARTICLE, title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, url=HOSTILE)
    console = on_screen(colour=colour, width=400)
    show_assessment(console, replace(answer(passage(hostile, HOSTILE)), question=HOSTILE))
    show_articles(console, [replace(hostile, id=HOSTILE)], total=1)
    show_article(console, hostile, [Paragraph(1, 4, 2, 1, HOSTILE, HOSTILE)])
    text = shown(console)
    assert "[bold]not markup[/bold] :smile:" in text
    for harmful in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "\u202e", "\r", "\x08"):
        assert harmful not in text
    if not colour:
        assert "\x1b" not in text


def test_article_shows_headings_and_marks_what_was_asked_for() -> None:
    console = on_screen()
    paragraphs = [
        Paragraph(1, 4, 2, 1, None, "First."),
        Paragraph(2, 4, 2, 3, "What happened", "Third."),
    ]
    show_article(console, ARTICLE, paragraphs)
    text = shown(console)
    assert text.index("First.") < text.index("What happened") < text.index("Third.")
    assert "¶ 3" in text
    assert "version 2" in text


def test_list_says_how_many_it_leaves_out() -> None:
    console = on_screen(width=100)
    show_articles(console, [ARTICLE, UNKNOWN], total=12)
    text = shown(console)
    assert "10 more" in text
    assert "undated" in text
    assert not any(line.endswith(" ") for line in text.splitlines())


def test_id_is_listed_where_there_is_room() -> None:
    article = replace(ARTICLE, id="2031-03-04-harbour-post-raid")
    for width, listed in ((90, False), (140, True)):
        console = on_screen(width=width, colour=True)
        show_articles(console, [article], total=1)
        assert (article.id in shown(console)) is listed


def test_nothing_writes_to_the_terminal_but_commands_and_the_log() -> None:
    root = Path(__file__).parent.parent
    allowed = ("bot/cli.py", "bot/commands/", "bot/terminal/", "bot/observability/telemetry.py")
    writers = [
        str(path.relative_to(root))
        for package in ("bot", "index", "corpus")
        for path in (root / package).rglob("*.py")
        if re.search(r"\bprint\(|sys\.std(out|err)\b|\becho\(", path.read_text(encoding="utf-8"))
    ]
    assert "bot/cli.py" in writers
    assert [path for path in writers if not path.startswith(allowed)] == []
