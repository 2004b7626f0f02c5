"""An engine that many bots answer from: PostgreSQL itself, kept up by the corpus's writer."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.engine import Engine
from bot.settings import Settings
from bot.verbatim import Misquoted, verify_assessment
from corpus.attribution.types import Act
from corpus.errors import MirrorReadOnly, MirrorUnreachable, MirrorUnusable, StoreBroken
from corpus.mirror.writing import MirrorWriter
from corpus.storage.store import CorpusStore
from corpus.types import Filters
from index.errors import IndexMismatch
from index.search.full_text import SqliteFullText, full_text_of
from tests.articles import save
from tests.bots import Newsroom
from tests.fakes import HashedEmbedder, PatternAttributor
from tests.postgres import Server, running_server

pytestmark = pytest.mark.model  # a server takes seconds to make


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture
def address(server: Server) -> str:
    return server.database()


@pytest.fixture
def writer(tmp_path: Path, address: str) -> Iterator[Engine]:
    """Who keeps the corpus."""
    settings = Settings(
        data_dir=tmp_path / "writer", engine=address, engine_role="writer", _env_file=None
    )
    with Engine.open(settings, embedder=HashedEmbedder(), attributor=PatternAttributor()) as opened:
        yield opened


@pytest.fixture
def reader(tmp_path: Path, address: str) -> Iterator[Engine]:
    """A bot with nothing but the engine."""
    with reading(tmp_path / "reader", address) as opened:
        yield opened


def reading(folder: Path, address: str) -> Engine:
    settings = Settings(data_dir=folder, engine=address, _env_file=None)
    return Engine.open(settings, embedder=HashedEmbedder(), create=False)


def take(writer: Engine, folder: Path, **said: Any) -> None:
    """An article, or a new version of it, found, attributed, indexed and sent."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{said['id']}.jsonl"
    path.write_text(json.dumps(said) + "\n", encoding="utf-8")
    writer.ingest([path])
    writer.attribute()
    send(writer)


def send(writer: Engine) -> None:
    try:
        writer.sync()
    except Exception:
        writer.rebuild()


def quoted(engine: Engine, question: str, **filters: Any) -> list[str]:
    found = engine.assess(question, filters=Filters(**filters))
    verify_assessment(engine.store, found)
    shown = [citation.text for citation in found.citations]
    return shown or [passage.paragraph.text for passage in found.nearest]


RAID = {
    "id": "raid",
    "title": "Bridge closed after night raid",
    "source": "Harbour Post",
    "date": "2031-03-04",
    "text": "Gunmen raided the bridge at Lissow on Tuesday night.\n\n"
    "Ines Vardal says that nobody warned of the raid.\n\n"
    "The United States denied that it had known of the raid on the bridge.",
}
MARKET = {
    "id": "market",
    "title": "Fish market to move inland",
    "source": "The Gull",
    "date": "2031-03-06",
    "text": "The council voted on Thursday to move the fish market to the old tram depot.\n\n"
    "Traders say that the depot has no cold store and that the move will ruin them.",
}


@pytest.fixture
def news(writer: Engine, tmp_path: Path) -> Engine:
    """The writer, with two articles in corpus and engine."""
    for article in (RAID, MARKET):
        take(writer, tmp_path / "news", **article)
    return writer


def test_a_bot_without_a_corpus_answers_as_the_writer_does(news: Engine, reader: Engine) -> None:
    for question in ("Who raided the bridge?", "Where will the fish market go?"):
        here, there = news.assess(question), reader.assess(question)
        assert [each.text for each in here.citations] == [each.text for each in there.citations]
        assert here.confidence == pytest.approx(there.confidence)
    assert not reader.settings.database.exists()


def test_the_words_of_the_engine_score_as_those_of_the_corpus(news: Engine, reader: Engine) -> None:
    for number in range(40):
        text = " ".join(f"word{number % k}" for k in range(1, 9)) + " raid" * (number % 3)
        title = f"The raid of day {number % 5}"
        save(news.store, text, f"The raid was word{number}.", name=f"{number}", title=title)
    send(news)
    table, engine = SqliteFullText(news.store), full_text_of(reader.store)
    some = news.store.ids_within(Filters(outlets=("Harbour Post",)))
    for asked in ("raid", "u.s. raid", "word3 word5 day", "raid raids", "nothing"):
        words = asked.split()
        for titles, within in product((False, True), (None, some)):
            here = table.search(words, limit=20, titles=titles, within=within)
            there = engine.search(words, limit=20, titles=titles, within=within)
            assert [id_ for id_, _ in there] == [id_ for id_, _ in here]
            assert [s for _, s in there] == pytest.approx([s for _, s in here], abs=1e-5)
        assert engine.count(*words) == table.count(*words)


READS: list[Callable[[CorpusStore], Any]] = [
    lambda store: store.stats(),
    lambda store: store.revision,
    lambda store: store.corpus_id,
    lambda store: store.outlets(),
    lambda store: store.dated_ahead(),
    lambda store: store.articles(),
    lambda store: store.articles(text="FISH", limit=3),
    lambda store: store.articles_within(Filters(since="2031-03-05")),
    lambda store: store.count_articles(outlet="the gull"),
    lambda store: store.find("raid"),
    lambda store: store.at_address("https://gull.example/market"),
    lambda store: store.versions(1),
    lambda store: store.paragraphs(1),
    lambda store: store.paragraph(1, 2),
    lambda store: store.passages(range(9)),
    lambda store: store.starts([1, 2]),
    lambda store: store.shifts([1]),
    lambda store: store.around([2]),
    lambda store: store.alterations(),
    lambda store: store.last_alteration,
    lambda store: store.closed(),
    lambda store: store.newest(),
    lambda store: list(store.live_ids(Filters(outlets=("HARBOUR POST",)))),
    lambda store: list(store.live_ids(Filters(by=("ines vardal",)))),
    lambda store: list(store.superseded_ids(Filters(as_of="2031-03-05T00:00:00Z"))),
    lambda store: list(store.live_texts()),
    lambda store: store.changes(after=2),
    lambda store: store.taken_in(before="2099"),
    lambda store: store.speakers.list(),
    lambda store: store.speakers.list(text="vardal"),
    lambda store: store.speakers.names_for("Vardal"),
    lambda store: store.speakers.is_one("Ines Vardal"),
    lambda store: store.attributions.in_paragraphs([1, 2, 3]),
    lambda store: store.attributions.said_by(["INES VARDAL"]),
    lambda store: store.attributions.places_said_by(["INES VARDAL"]),
    lambda store: store.attributions.unread(),
    lambda store: store.figures.unread(),
    lambda store: store.figures.of([1, 2]),
    lambda store: store.words.beginning_with("ra"),
    lambda store: store.words.among(["raid", "nothing"]),
    lambda store: store.words.text_with("depot"),
    lambda store: store.words.names_of("us"),
    lambda store: store.stories.of([1, 2]),
    lambda store: store.stories.count_ungrouped(),
    lambda store: store.stories.holding('"raid" OR "fish market"'),
    lambda store: store.stories.links([1, 2]),
    lambda store: sorted(store.stories.told({1: 1, 2: 1}), key=lambda one: one.article),
    lambda store: store.stories.articles(1),
    lambda store: store.disputes.opposed([1, 2, 3]),
    lambda store: store.disputes.opposed([1, 2], as_of="2031-03-05T00:00:00Z"),
    lambda store: store.disputes.unread(),
    lambda store: store.figures.kept({1: 1}),
    lambda store: store.figures.version(1, 1),
    lambda store: store.attributions.paragraphs_of([Act.DENIES, Act.STATES], limit=9),
    lambda store: store.attributions.paragraphs_said_by(["ines vardal"]),
    lambda store: store.speakers.why("Ines Vardal"),
    lambda store: store.speakers.why_party("Ines Vardal"),
    lambda store: store.words.shorts_of(["United States"]),
    lambda store: store.addresses(1),
    lambda store: store.closing(1),
    lambda store: store.count_due(moment="2031-03-05T00:00:00Z"),
    lambda store: store.feeds.all(),
    lambda store: store.feeds.overview(now=0.0),
    lambda store: store.disputes.of(1, "nobody"),
    lambda store: store.stories.told_by("raid"),
]


def test_what_is_read_of_the_engine_is_what_is_read_of_the_corpus(
    news: Engine, reader: Engine
) -> None:
    for number, read in enumerate(READS):
        assert (number, read(reader.store)) == (number, read(news.store))


def test_a_rare_word_is_found_as_soon_as_it_was_sent(
    news: Engine, reader: Engine, tmp_path: Path
) -> None:
    assert reader.full_text.count("zorblax") == 0
    take(news, tmp_path / "news", **MARKET | {"id": "new", "text": "The Zorblax has landed."})
    assert reader.full_text.count("zorblax") == 1
    assert "The Zorblax has landed." in quoted(reader, "What of the Zorblax?")


def test_filters_limit_what_the_engine_finds(news: Engine, reader: Engine) -> None:
    assert quoted(reader, "Who raided the bridge?", outlets=("The Gull",)) == quoted(
        news, "Who raided the bridge?", outlets=("The Gull",)
    )
    assert not set(quoted(reader, "Who raided the bridge?", since="2031-03-05")) & {
        RAID["text"].split("\n\n")[0]
    }


def test_a_new_version_takes_the_place_of_the_old(
    news: Engine, reader: Engine, tmp_path: Path
) -> None:
    text = RAID["text"].replace("Gunmen", "Four men")
    take(news, tmp_path / "news", **RAID | {"text": text})
    found = quoted(reader, "Who raided the bridge?")
    assert text.split("\n\n")[0] in found
    assert RAID["text"].split("\n\n")[0] not in found


def everything_in(address: str) -> str:
    import psycopg

    with psycopg.connect(address) as db:
        names = db.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'dateline' AND table_type = 'BASE TABLE'"
        ).fetchall()
        return repr([list(db.execute(f"TABLE dateline.{name}")) for (name,) in names])


def test_nothing_of_a_removed_article_stays_in_the_engine(
    news: Engine, reader: Engine, address: str
) -> None:
    assert "Vardal" in everything_in(address)
    news.store.remove(news.store.find("raid").number)
    news.attribute()
    news.sync()
    assert "Vardal" not in everything_in(address)
    assert "raid" not in everything_in(address)
    assert not any("raid" in text for text in quoted(reader, "Who raided the bridge?"))


def test_what_is_under_embargo_never_leaves_the_writer(
    news: Engine, address: str, tmp_path: Path
) -> None:
    held = RAID | {"embargo": "2099-01-01T00:00:00Z"}
    take(news, tmp_path / "news", **held)
    assert [article.id for article in news.store.closed()] == ["raid"]
    assert "Vardal" not in everything_in(address)


def test_what_was_altered_in_the_engine_is_not_quoted(
    news: Engine, reader: Engine, address: str
) -> None:
    import psycopg

    with psycopg.connect(address) as db:
        db.execute("UPDATE dateline.paragraphs SET text = replace(text, 'Gunmen', 'Soldiers')")
    with pytest.raises(StoreBroken, match="not what the writer sent"):
        quoted(reader, "Who raided the bridge?")


def test_what_fails_on_the_way_leaves_the_engine_as_it_was(
    news: Engine, reader: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = reader.store.stats()
    news.store.remove(1)
    with monkeypatch.context() as broken:
        broken.setattr(MirrorWriter, "size", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            news.sync()
    assert reader.store.stats() == before
    news.sync()
    assert reader.store.stats() == news.store.stats() != before


def test_bots_answer_while_the_engine_is_filled_anew(
    news: Engine, reader: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    size, answers = MirrorWriter.size, []

    def ask_first(writer: MirrorWriter) -> tuple[int, int]:
        answers.append(quoted(reader, "Who raided the bridge?"))
        return size(writer)

    monkeypatch.setattr(MirrorWriter, "size", ask_first)
    news.rebuild()
    assert answers == [quoted(reader, "Who raided the bridge?")]


def test_a_bot_needs_no_right_but_to_read(
    writer: Engine, tmp_path: Path, address: str, server: Server
) -> None:
    name = server.reader_of(address)
    take(writer, tmp_path / "news", **RAID)
    with reading(tmp_path / "reader", address.replace("postgres:@", f"{name}:@")) as bot:
        assert RAID["text"].split("\n\n")[0] in quoted(bot, "Who raided the bridge?")


def test_the_writer_compares_the_two(news: Engine, address: str) -> None:
    import psycopg

    assert news.engine_findings() == []
    save(news.store, "Something came in.", name="later")
    [waiting] = news.engine_findings()
    assert not waiting.fault
    with psycopg.connect(address) as db:
        db.execute("DELETE FROM dateline.vectors WHERE id = 1")
    assert [finding.fault for finding in news.engine_findings()] == [True, False]


def test_an_engine_of_another_corpus_is_filled_anew(
    news: Engine, reader: Engine, tmp_path: Path, address: str
) -> None:
    settings = news.settings.model_copy(update={"data_dir": tmp_path / "second"})
    with Engine.open(settings, embedder=HashedEmbedder()) as second:
        save(second.store, "Another corpus.", name="other")
        second.rebuild()
        assert reader.store.stats() == second.store.stats()


def test_weights_follow_the_mean_length(news: Engine, reader: Engine) -> None:
    before = reader.store.passages_table.state().mean  # type: ignore[attr-defined]
    save(news.store, "A long story. " * 60, name="long")
    news.sync()
    state = reader.store.passages_table.state()  # type: ignore[attr-defined]
    assert before < state.mean == pytest.approx(state.length / state.paragraphs)


def test_a_reader_changes_no_articles(reader: Engine, news: Engine) -> None:
    for change in (reader.sync, reader.rebuild, reader.attribute, lambda: reader.ingest([])):
        with pytest.raises(MirrorReadOnly, match="changes no articles"):
            change()
    with pytest.raises(MirrorReadOnly):
        reader.store.remove(1)
    assert reader.release_due() == []


def test_a_reader_with_another_embedder_says_so(news: Engine, tmp_path: Path, address: str) -> None:
    settings = Settings(data_dir=tmp_path / "other", engine=address, _env_file=None)
    other = HashedEmbedder(name="another")
    with Engine.open(settings, embedder=other) as engine, pytest.raises(IndexMismatch):
        engine.assess("Who raided the bridge?")


def test_an_empty_engine_says_what_to_do(reader: Engine) -> None:
    with pytest.raises(MirrorUnusable, match="has no corpus yet; run on the writer's machine"):
        reader.assess("Who raided the bridge?")


def test_without_the_extra_it_says_what_to_install(
    reader: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlglot", None)
    with pytest.raises(MirrorUnusable, match=r"pip install 'dateline\[engine\]'"):
        reader.store.stats()


def test_a_password_is_in_no_message(tmp_path: Path, server: Server) -> None:
    lost = "postgresql://reader:secret@127.0.0.1:1/news"
    with reading(tmp_path, lost) as engine, pytest.raises(MirrorUnreachable) as raised:
        engine.assess("Who raided the bridge?")
    assert "127.0.0.1:1/news cannot be reached" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_lost_engine_is_said_and_found_again(
    news: Engine, reader: Engine, server: Server
) -> None:
    answer = quoted(reader, "Who raided the bridge?")
    server.stop()
    try:
        for _ in range(2):
            with pytest.raises(MirrorUnreachable, match="cannot be reached"):
                quoted(reader, "Who raided the bridge?")
        with pytest.raises(MirrorUnreachable):
            news.engine_findings()
    finally:
        server.start()
    assert quoted(reader, "Who raided the bridge?") == answer


def test_the_chat_says_that_the_engine_is_away_and_quotes_nothing(
    news: Engine, room: Newsroom, address: str, server: Server
) -> None:
    room.options |= {"engine": address}
    with room.open():
        answer = room.ask("Who raided the bridge?")
        assert RAID["text"].split("\n\n")[0] in answer.marked("blockquote")
        server.stop()
        try:
            lost = room.ask("Where will the fish market go?")
        finally:
            server.start()
        assert lost.marked("blockquote") == []
        assert lost.text.startswith("I cannot search at the moment.")
        back = room.ask("Who raided the bridge at Lissow?")
        assert RAID["text"].split("\n\n")[0] in back.marked("blockquote")
        asked = room.ask("/remove raid", who=room.admin)
        removal = room.answered(room.admin.presses(asked, "Remove"))
        assert removal.toast.startswith("This bot only answers.")
    assert not (room.folder / "data" / "corpus.db").exists()


def test_bots_answer_while_the_writer_sends(news: Engine, tmp_path: Path, address: str) -> None:
    problems: list[BaseException] = []
    is_over = threading.Event()

    def ask(folder: Path) -> None:
        with reading(folder, address) as engine:
            while not is_over.is_set():
                try:
                    quoted(engine, "Who raided the bridge?")
                except Misquoted:
                    continue  # what it found was superseded before it was shown, so it is not
                except BaseException as error:  # told to the test
                    problems.append(error)
                    return

    bots = [threading.Thread(target=ask, args=[tmp_path / f"bot{n}"]) for n in range(2)]
    for bot in bots:
        bot.start()
    for number in range(20):
        save(news.store, f"Raid {number} hit the bridge.", name="running")
        news.sync()
    is_over.set()
    for bot in bots:
        bot.join()
    assert problems == []
