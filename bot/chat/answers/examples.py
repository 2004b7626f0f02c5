"""The questions offered to begin with: such as this corpus answers, each tried before it is shown.

Once for each index, in the pool, a question at a time, so that readers' questions come between.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from bot.chat.service.work import Busy, WorkPool
from corpus.errors import DatelineError
from index.answering.example_questions import Example, example_questions

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.attribution.types import Statement
    from corpus.types import Paragraph

logger = logging.getLogger(__name__)

# How many are offered, how many are tried for them, and from how many of the newest articles; how
# long a greeting waits for them, in seconds. Set by hand; not measured.
OFFERED = 3
MOST_TRIED = 12
ARTICLES = 12
PATIENCE = 0.5


class Examples:
    """For the event loop's thread alone."""

    def __init__(self, engine: Engine, work: WorkPool) -> None:
        self._engine = engine
        self._work = work
        self._found: tuple[str, ...] = ()
        self._generation: str | None = None
        self._finding: asyncio.Task[None] | None = None

    async def questions(self) -> Sequence[str]:
        """Up to three; none, or those of the index before, while they are still looked for."""
        await asyncio.wait({self._start()}, timeout=PATIENCE)
        return self._found

    async def late(self) -> Sequence[str]:
        """The same, however long it takes."""
        await self.prepare()
        return self._found

    async def prepare(self) -> None:
        """Find them now, so that nobody waits."""
        await asyncio.wait({self._start()})

    def close(self) -> None:
        """Stop looking for them."""
        if self._finding is not None:
            self._finding.cancel()

    def _start(self) -> asyncio.Task[None]:
        if self._finding is None or self._finding.done():
            self._finding = asyncio.create_task(self._find())
        return self._finding

    async def _find(self) -> None:
        found: list[str] = []
        try:
            generation = await self._work.record(lambda: self._engine.folder.current)
            if generation == self._generation:
                return
            for example in await self._work.record(self._candidates):
                if await self._work.run(self._is_answered, example):
                    found.append(example.question)
                if len(found) == OFFERED:
                    break
        except (Busy, DatelineError) as error:
            logger.info("no questions to begin with: %s", error)
            return
        self._found, self._generation = tuple(found), generation

    def _candidates(self) -> list[Example]:
        store = self._engine.store
        articles: list[list[tuple[Paragraph, Sequence[Statement]]]] = []
        for article in store.articles(limit=ARTICLES):
            paragraphs = store.paragraphs(article.number)
            said = store.attributions.in_paragraphs([paragraph.id for paragraph in paragraphs])
            articles.append([(each, said.get(each.id, ())) for each in paragraphs])
        return list(islice(example_questions(articles), MOST_TRIED))

    def _is_answered(self, example: Example) -> bool:
        """Whether it is answered, and by the one it asks for."""
        found = self._engine.assess(example.question)
        speakers = {said.speaker for cited in found.citations for said in cited.statements}
        return found.reason is None and (not example.speaker or example.speaker in speakers)
