"""The composition root: settings in, one object that both faces use.

Nothing slow is imported or loaded before it is needed, so that a command pays only for its own
work, and everything may be called from many threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

from bot.lock import AlreadyRunning, FileLock
from corpus.errors import DatelineError, StoreError
from corpus.types import Filters, Metadata, RawDocument
from index.errors import IndexMissing
from index.types import Assessment, Reason

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.attribution import Attributor
    from corpus.feeds.collecting import PassReport
    from corpus.fetching.pages import Fetcher
    from corpus.formats.sources import Read, Source
    from corpus.ingest import Extract, IngestReport
    from corpus.storage.attribution_table import Unread
    from corpus.storage.feed_table import Subscription
    from corpus.storage.records import CorpusStats
    from corpus.storage.store import CorpusStore
    from corpus.types import Article
    from index.answering.answer import Answerer
    from index.answering.quotes_by_speaker import Quotes
    from index.answering.speakers_meant import Meant
    from index.claims.coverage import Coverage
    from index.claims.disputes.finding import Disputes
    from index.claims.sides import Sides
    from index.claims.state import State
    from index.ranking.decision_model import DecisionModel
    from index.search.embedding import Embedder
    from index.search.engines import FullTextIndex
    from index.search.sync import BuildReport, Progress
    from index.search.vectors import IndexFolder
    from index.search.verify import Finding

    OnProgress = Callable[[Progress], None]


class CorpusMissing(StoreError):
    """Nothing was ever ingested into this data folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            str(path),
            "there is no corpus here",
            fix="make one with: dateline ingest PATH, or set DATELINE_DATA_DIR to its folder",
        )


class StoriesMissing(DatelineError):
    """Articles were stored before stories were kept, or whoever took them in was stopped."""

    def __init__(self) -> None:
        super().__init__(
            "not all articles have been grouped into stories yet", fix="run: dateline sync"
        )


class AlreadyCollecting(AlreadyRunning):
    """Another process asks the feeds."""

    def __init__(self, pid: str) -> None:
        super().__init__(pid, what="a pass over the feeds", fix="wait for it to end")


class Engine(AbstractContextManager["Engine"]):
    """A corpus, its index and the questions asked of them."""

    def __init__(
        self,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        attributor: Attributor | None = None,
        fetcher: Fetcher | None = None,
        extract: Extract | None = None,
        read: Read | None = None,
        create: bool = True,
    ) -> None:
        self.settings = settings
        self._extract = extract
        self._read = read
        self._fetcher = fetcher
        self._attributor = attributor
        self._create = create
        self._embedder = embedder
        self._store: CorpusStore | None = None
        self._model: DecisionModel | None = None
        self._folder: IndexFolder | None = None
        self._full_text: FullTextIndex | None = None
        self._answerer: Answerer | None = None
        self._generation: str | None = None
        self._guard = threading.RLock()

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        attributor: Attributor | None = None,
        fetcher: Fetcher | None = None,
        extract: Extract | None = None,
        read: Read | None = None,
        create: bool = True,
    ) -> Self:
        """An engine over the folder that the settings name; cheap, nothing is loaded yet.

        `embedder` and `attributor` replace those that the settings name, `fetcher` the rules for
        the open web, `extract` how the text of documents is found, `read` how files are taken
        apart. Without `create`, a missing corpus is an error (CorpusMissing) at first use instead
        of a new, empty one.
        """
        return cls(
            settings,
            embedder=embedder,
            attributor=attributor,
            fetcher=fetcher,
            extract=extract,
            read=read,
            create=create,
        )

    @property
    def store(self) -> CorpusStore:
        """The corpus; raises StoreError where it cannot be opened."""
        with self._guard:
            if self._store is None:
                if address := self.settings.reads_engine:
                    from corpus.mirror.reading import MirrorStore

                    self._store = MirrorStore.at(address)
                    return self._store
                from corpus.storage.store import CorpusStore

                if not self._create and not self.settings.database.exists():
                    raise CorpusMissing(self.settings.database)
                self._store = CorpusStore.open(self.settings.database)
            return self._store

    @property
    def folder(self) -> IndexFolder:
        """Where the index lives."""
        if self.settings.reads_engine:
            from corpus.mirror.reading import MirrorStore
            from index.search.mirrored import MirrorFolder

            return MirrorFolder(cast(MirrorStore, self.store))
        with self._guard:
            if self._folder is None:
                from index.search.vectors import IndexFolder

                self._folder = IndexFolder(self.settings.index_dir)
            return self._folder

    @property
    def full_text(self) -> FullTextIndex:
        """What searches the corpus by its words; raises StoreError."""
        with self._guard:
            if self._full_text is None:
                from index.search.full_text import FullText, full_text_of, words_in

                if self.settings.reads_engine:
                    self._full_text = full_text_of(self.store)
                else:
                    self._full_text = FullText(self.store, words_in(self.folder.path))
            return self._full_text

    @property
    def embedder(self) -> Embedder:
        """The model that makes the vectors, loaded once; raises EmbedderUnavailable."""
        with self._guard:
            if self._embedder is None:
                from index.search.embedding import load_embedder

                self._embedder = load_embedder(self.settings.embedder)
            return self._embedder

    @property
    def model(self) -> DecisionModel:
        """What ranks and decides, loaded once; raises RankingUnavailable."""
        with self._guard:
            if self._model is None:
                from index.ranking.decision_model import load_decision_model

                self._model = load_decision_model(self.embedder.name)
            return self._model

    def assess(
        self, question: str, *, filters: Filters | None = None, limit: int | None = None
    ) -> Assessment:
        """What the corpus has on a question; raises IndexMissing and IndexMismatch.

        An index that another process has rebuilt meanwhile is picked up here.
        """
        try:
            answerer = self._current_answerer()
        except IndexMissing:
            if self._has_paragraphs():
                raise
            return Assessment(question, (), 0.0, None, Reason.EMPTY_CORPUS)
        from index.claims.disputes.keeping import flag_disputes
        from index.claims.figures.leading import lead_with_newest

        filters = filters or Filters()
        assessment = answerer.assess(
            question, filters=filters, limit=limit or self.settings.passages
        )
        assessment = lead_with_newest(self.store, assessment, as_of=filters.as_of)
        return flag_disputes(self.store, assessment, as_of=filters.as_of)

    def promising(self, question: str, paragraphs: Collection[int]) -> set[int]:
        """The numbers of the articles of these paragraphs that are worth asking a question.

        Raises IndexMissing and IndexMismatch.
        """
        return self._current_answerer().promising(question, paragraphs)

    def warm(self) -> None:
        """Load the model and the index now, so that the first question is as quick as any.

        Raises like assess, except over an empty corpus, which needs neither.
        """
        try:
            self._current_answerer()
        except IndexMissing:
            if self._has_paragraphs():
                raise

    def ingest(
        self,
        sources: Sequence[Source],
        *,
        metadata: Metadata | None = None,
        origin: Metadata | None = None,
        on_document: Callable[[str], None] | None = None,
    ) -> IngestReport:
        """Take articles in from files, folders and fetched pages; broken ones are in the report, by
        name."""
        self._require_writer()
        from corpus.formats.extraction_process import ExtractionProcess
        from corpus.formats.sources import read_file
        from corpus.ingest import ingest

        with ExtractionProcess() as process:
            return ingest(
                self.store,
                sources,
                metadata=metadata or Metadata(),
                origin=origin or Metadata(),
                on_document=on_document,
                extract=self._extract or process.extract_binary_apart,
                read=self._read or read_file,
            )

    async def fetch(self, address: str) -> RawDocument:
        """The page at a web address; raises PageError, also where the settings allow no fetching.

        Belongs on an event loop: it waits for the network alone.
        """
        from corpus.fetching.obstacles import Obstacle, PageError

        if not self.settings.fetch_pages:
            raise PageError(address, Obstacle.OFF)
        return await self.fetcher.fetch(address)

    @property
    def fetcher(self) -> Fetcher:
        """The rules of fetching, with what the settings let through."""
        from corpus.fetching.inside import Inside
        from corpus.fetching.pages import Fetcher

        return self._fetcher or Fetcher(inside=Inside.read(self.settings.fetch_inside))

    def collect(
        self,
        feeds: Sequence[Subscription],
        *,
        everything: bool = True,
        takes: bool = True,
        seconds: float | None = None,
        quoted: Collection[int] = (),
    ) -> PassReport:
        """Ask feeds for what is new, and take it in; raises PageError where the settings allow no
        fetching, and AlreadyCollecting where another process is at it.

        The pages of those articles of `quoted` that are due are looked at again. See
        Collector.collect; after so many `seconds` no more articles are begun. What strangers
        have written is read in a process of its own.
        """
        self._require_writer()
        import asyncio
        import os
        import time

        from corpus.feeds.collecting import Collector
        from corpus.feeds.items import Document, Received
        from corpus.feeds.parsing import parse_feed
        from corpus.fetching.obstacles import Obstacle, PageError
        from corpus.formats.extraction_process import ExtractionProcess

        if not self.settings.fetch_pages:
            raise PageError("the feeds", Obstacle.OFF)
        with self.collecting(), ExtractionProcess() as process:

            def parse(received: Received) -> Document:
                size = len(received.data)
                return process.run(parse_feed, received, name=received.address, size=size)

            collector = Collector(
                self.store,
                self.fetcher,
                parse=parse,
                extract=self._extract or process.extract,
                environment=os.environ,
            )
            until = None if seconds is None else time.time() + seconds
            most = self.settings.articles_a_day
            today = time.strftime("%Y-%m-%d", time.gmtime())
            room = None if most is None else most - self.store.count_added(since=today)
            return asyncio.run(
                collector.collect(
                    feeds,
                    everything=everything,
                    takes=takes,
                    until=until,
                    room=room,
                    looks=self.looks_due(quoted),
                )
            )

    def looks_due(self, quoted: Collection[int]) -> list[Article]:
        """Of these articles, those whose pages are to be looked at again now."""
        if self.settings.reads_engine:
            return []
        import time

        from corpus.feeds.looking import AFTER, GONE_FOR

        return self.store.to_look_at(quoted, now=time.time(), after=AFTER, again=GONE_FOR)

    def collecting(self) -> FileLock:
        """One pass over feeds at a time: two would ask a host twice at once."""
        return FileLock(self.settings.data_dir / "feeds.lock", held=AlreadyCollecting)

    def attribute(
        self,
        *,
        on_article: Callable[[int, int], None] | None = None,
        stop: threading.Event | None = None,
    ) -> list[Unread]:
        """Find who says what in every article where that is still to do, what of it is a copy, and
        which claims oppose each other; returns the articles where it could not be found.

        Once `stop` is set it ends early; the next run goes on. Raises PublishersUnreadable.
        """
        self._require_writer()
        from corpus.attribute import attribute_articles
        from corpus.attribution import load_attributor
        from index.answering.kept_copies import keep_copies
        from index.claims.disputes.keeping import keep_disputes
        from index.claims.publishers import read_publishers

        self.release_due()
        name = None if self._attributor else self.settings.attributor
        table = self.store.attributions
        before = table.unread()
        attribute_articles(
            self.store,
            attributor=self._attributor or load_attributor(self.settings.attributor),
            name=name,
            on_article=on_article,
            stop=stop,
        )
        if stop is None or not stop.is_set():
            keep_copies(self.store)
            keep_disputes(self.store, read_publishers(self.settings.data_dir))
        return [article for article in table.unread() if article not in before]

    def release_due(self) -> list[Article]:
        """Open the articles whose embargo has ended; the index follows with the next sync.

        Where the corpus is another's to change, that one does it.
        """
        if self.settings.reads_engine:
            return []
        from corpus.storage.closing import now

        return self.store.release_due(moment=now())

    def speakers_named(self, names: Iterable[str]) -> tuple[str, ...]:
        """The speakers and parties that are meant by these names; raises SpeakerNotFound."""
        from corpus.errors import SpeakerNotFound
        from index.answering.nearest_names import nearest_names

        found: list[str] = []
        for name in names:
            meant = self.store.speakers.names_for(name)
            if not meant:
                raise SpeakerNotFound(name, nearest_names(self.store.speakers, name))
            found += meant
        return tuple(dict.fromkeys(found))

    def speakers_meant(
        self,
        name: str,
        *,
        about: str = "",
        filters: Filters | None = None,
        exact: bool = False,
    ) -> list[Meant]:
        """The different speakers or parties that a name may mean, as far as they are `speaking`;
        raises SpeakerNotFound."""
        from index.answering.speakers_meant import exactly, speakers_meant

        if exact:
            return [exactly(self.store.speakers, name)]
        meant = speakers_meant(self.store.speakers, name)
        return self.speaking(name, meant, about=about, filters=filters)

    def speaking(
        self, name: str, meant: list[Meant], *, about: str = "", filters: Filters | None = None
    ) -> list[Meant]:
        """Of several that a name may mean, those that say something about the topic, within the
        filters; where none does, all of them as one."""
        from index.answering.speakers_meant import Meant

        if len(meant) == 1 or not (about or filters):
            return meant
        counted = []
        for one in meant:
            said = self.said(one.names, about=about, filters=filters, size=0)
            counted.append(replace(one, statements=said.statements))
        names = tuple(dict.fromkeys(other for one in meant for other in one.names))
        nobody = Meant(name, names, None, sum(one.statements for one in meant))
        counted.sort(key=lambda one: -one.statements)
        return [one for one in counted if one.statements] or [nobody]

    def respelt(self, question: str) -> str | None:
        """The question with names spelt as in the corpus, where it has words that no article has,
        or with whoever bears the surname that it asks for; None where nothing is to be changed."""
        from index.answering.nearest_names import of_namesakes, respelt

        full_text = self.full_text
        instead = of_namesakes(question, self.store.speakers.names_for)
        if instead is not None:
            return instead

        def names() -> Iterator[str]:
            for article in self.store.articles():
                yield article.title or ""
            for speaker in self.store.speakers.list():
                yield from (speaker.party or "", *speaker.aliases, speaker.name)

        return respelt(question, names(), is_known=lambda word: full_text.count(word) > 0)

    def said(
        self,
        names: Sequence[str],
        *,
        about: str = "",
        filters: Filters | None = None,
        first: int = 0,
        size: int | None = None,
    ) -> Quotes:
        """What these speakers or parties are quoted as saying, newest first, undated last: up to
        `size` passages, after the `first` ones."""
        from index.answering.quotes_by_speaker import quotes_by_speaker

        return quotes_by_speaker(
            self.store,
            self.full_text,
            names,
            about=about,
            filters=filters or Filters(),
            first=first,
            size=size,
        )

    def sides(self, topic: str, *, filters: Filters | None = None) -> Sides | None:
        """Who says what on a topic, a block a party; None where no story has its words.

        Raises PublishersUnreadable.
        """
        from index.claims.publishers import read_publishers
        from index.claims.sides import find_sides
        from index.claims.topics import find_topic

        found = find_topic(self.store, topic, filters=filters or Filters())
        if found is None:
            return None
        return find_sides(found, read_publishers(self.settings.data_dir))

    def disputes_beside(self, sides: Sides, *, filters: Filters | None = None) -> Disputes:
        """The disputes of a topic whose sides were found within these filters.

        Raises PublishersUnreadable.
        """
        from index.claims.disputes.finding import disputes_on
        from index.claims.frame import frame_of
        from index.claims.publishers import read_publishers

        frame = frame_of(self.store, filters or Filters())
        return disputes_on(sides.topic, frame, read_publishers(self.settings.data_dir))

    def coverage(self, topic: str, *, filters: Filters | None = None) -> Coverage | None:
        """Which outlets have which claims and figures; None where no story has the words.

        Raises PublishersUnreadable.
        """
        from index.claims.coverage import find_coverage
        from index.claims.figures.finding import figures_on
        from index.claims.frame import frame_of
        from index.claims.publishers import read_publishers

        found = self.sides(topic, filters=filters)
        if found is None:
            return None
        figures = figures_on(found.topic, frame_of(self.store, filters or Filters()))
        return find_coverage(found, figures, read_publishers(self.settings.data_dir))

    def disputes(self, topic: str, *, filters: Filters | None = None) -> Disputes | None:
        """Where the sides of a topic oppose each other; None where no story has its words.

        Raises PublishersUnreadable.
        """
        from index.claims.disputes.finding import find_disputes
        from index.claims.publishers import read_publishers

        publishers = read_publishers(self.settings.data_dir)
        return find_disputes(self.store, topic, publishers, filters=filters or Filters())

    def claims(self, topic: str, *, filters: Filters | None = None) -> State | None:
        """Everything that is claimed on a topic; None where no story has its words.

        Raises PublishersUnreadable.
        """
        from index.claims.publishers import read_publishers
        from index.claims.state import find_state

        publishers = read_publishers(self.settings.data_dir)
        return find_state(self.store, topic, publishers, filters=filters or Filters())

    def require_stories(self) -> None:
        """Raise StoriesMissing where articles were never grouped, so that none can be found."""
        if self.store.stories.count_ungrouped():
            raise StoriesMissing()

    def rebuild(self, *, full: bool = False, on_progress: OnProgress | None = None) -> BuildReport:
        """Build the index anew beside the old one, and swap; raises AlreadyRunning."""
        self._require_writer()
        from index.search.full_text import words_in
        from index.search.sync import rebuild
        from index.search.word_sync import rebuild_words

        store = self.store
        with self._writing():
            rebuild_words(store, words_in(self.folder.path))
            report = rebuild(store, self.folder, self.embedder, full=full, on_progress=on_progress)
            self._push(anew=True)
        return report

    def sync(self, *, on_progress: OnProgress | None = None) -> BuildReport:
        """Bring the index up to date with the corpus; raises AlreadyRunning."""
        self._require_writer()
        from index.search.full_text import words_in
        from index.search.sync import sync
        from index.search.word_sync import sync_words

        store = self.store
        with self._writing():
            sync_words(store, words_in(self.folder.path))
            report = sync(store, self.folder, self.embedder, on_progress=on_progress)
            self._push()
        return report

    def push(self) -> None:
        """Send the engine what has changed beside the index, where many bots answer from one.

        Raises AlreadyRunning, MirrorUnreachable and MirrorUnusable.
        """
        if self.settings.writes_engine is not None:
            with self._writing():
                self._push()

    def _push(self, *, anew: bool = False) -> None:
        address = self.settings.writes_engine
        if address is None:
            return
        from index.search.mirror_sync import push

        vectors = self.folder.open(corpus=self.store.corpus_id, embedder=self.embedder).vectors
        push(self.store, vectors, self.embedder, address=address, anew=anew)

    def _require_writer(self) -> None:
        """Raise MirrorReadOnly where articles are not ours to change."""
        if self.settings.reads_engine:
            from corpus.errors import MirrorReadOnly

            raise MirrorReadOnly

    def verify(self) -> list[Finding]:
        """What is wrong with corpus and index, or between them; and the engine, if this is its
        writer."""
        self._require_writer()
        from index.search.full_text import words_in
        from index.search.verify import verify
        from index.search.word_sync import full_text_findings

        return [
            *verify(self.store, self.folder),
            *full_text_findings(self.store, words_in(self.folder.path)),
            *self.engine_findings(),
        ]

    def engine_findings(self) -> list[Finding]:
        """How the engine differs from the corpus, for its writer.

        Raises MirrorUnreachable and MirrorUnusable.
        """
        address = self.settings.writes_engine
        if address is None:
            return []
        from index.search.mirror_sync import mirror_findings

        return mirror_findings(self.store, address=address)

    def stats(self) -> CorpusStats:
        return self.store.stats()

    def close(self) -> None:
        with self._guard:
            if self._store is not None:
                self._store.close()
                self._store = None
            self._full_text = None
            self._answerer = None

    def __exit__(self, *_: object) -> None:
        self.close()

    def _writing(self) -> FileLock:
        return FileLock(self.settings.data_dir / "index.lock")

    def _has_paragraphs(self) -> bool:
        """Whether there is anything that an index could be missing for."""
        missing = (
            not self._create
            and not self.settings.reads_engine
            and not self.settings.database.exists()
        )
        return not missing and self.store.stats().paragraphs > 0

    def _current_answerer(self) -> Answerer:
        with self._guard:
            name = self.folder.current
            if self._answerer is None or name != self._generation:
                from index.answering.answer import Answerer
                from index.search.retrieve import Retriever
                from index.search.vectors import require_not_newer

                generation = self.folder.open(corpus=self.store.corpus_id, embedder=self.embedder)
                require_not_newer(generation.manifest, self.store)
                retriever = Retriever(self.store, self.full_text, generation.vectors, self.embedder)
                self._answerer = Answerer(self.store, retriever, model=self.model)
                self._generation = generation.name
            return self._answerer
