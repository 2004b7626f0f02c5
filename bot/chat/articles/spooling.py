"""What `serve` does about a folder into which others write: it takes in what comes, and opens what
was under embargo."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from bot.chat.service.services import Services
from corpus.errors import DatelineError
from corpus.formats.spool import Spool

logger = logging.getLogger(__name__)

# Seconds between two looks. Set by hand; not measured.
INTERVAL = 5.0


class Spooling:
    """Looks every five seconds."""

    def __init__(self, services: Services, *, sync: Callable[[], None]) -> None:
        """`sync` has the index follow what was taken in."""
        self._services = services
        self._sync = sync
        folder = services.settings.watch_folder
        self._spool = None if folder is None else Spool(folder)
        self._problem = ""

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            try:
                if await self._services.work.record(self.work):
                    self._sync()
                self._problem = ""
            except (DatelineError, OSError) as error:
                if str(error) != self._problem:  # said once, not at every look
                    self._problem = str(error)
                    logger.warning("the folder was not read: %s", error)
            except Exception:
                logger.exception("a look at the folder failed")  # the next may go well
            await asyncio.sleep(INTERVAL)

    def work(self) -> bool:
        """One look; whether anything has changed. Belongs in the pool."""
        engine = self._services.engine
        released = engine.release_due()
        if released:
            logger.info("%s embargoes have ended", len(released))
        files = self._spool.look() if self._spool else []
        if not files:
            return bool(released)
        report = engine.ingest(files)
        for error in report.rejected:
            logger.warning("%s", error)
        closed = ", ".join(f"{number} {what.value}" for what, number in report.closed.items())
        logger.info(
            "folder: %s added, %s updated%s",
            report.added,
            report.updated,
            f", {closed}" if closed else "",
        )
        return bool(released or report.added or report.updated or report.closed)
