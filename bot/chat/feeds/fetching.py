"""What serve does about feeds: whatever is due is fetched, in a process of its own.

The process is `dateline feeds refresh --due --json`. Answers never wait for it, and whatever a
stranger's page does to it, the bot goes on; what it has not finished is due again.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from bot.chat.service.services import Services
from bot.settings import Settings, variable
from corpus.errors import DatelineError

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-c", "from bot.cli import main; main()")
# Answers go first when the processor is short.
NICENESS = 10
# Seconds between two looks at what is due, between two syncs, and for a pass at the most. Set by
# hand; not measured.
INTERVAL = 60.0
SYNC_EVERY = 300.0
LONGEST = 1800.0


class Fetching:
    """Looks once a minute for feeds that are due, unless the settings allow no fetching."""

    def __init__(
        self,
        services: Services,
        *,
        sync: Callable[[], None],
        quoted: Callable[[], Collection[int]],
    ) -> None:
        """`sync` has the index follow what was taken in; `quoted` are the articles whose pages are
        looked at again."""
        self._services = services
        self._sync = sync
        self._quoted = quoted
        self._environment = _environment(services.settings)
        self._problem = ""
        self._is_changed = False
        self._synced = 0.0

    async def run(self) -> None:
        """Until it is cancelled."""
        if not self._services.settings.fetch_pages:
            return
        while True:
            try:
                await self.work()
                self._problem = ""
            except DatelineError as error:
                self._complain(str(error))
            except Exception:
                logger.exception("a pass over the feeds failed")  # the next may go well
            await asyncio.sleep(INTERVAL)

    async def work(self) -> None:
        """One look: fetch what is due, and have the index follow now and then."""
        clock, table = self._services.clock, self._services.engine.store.feeds
        if await self._services.work.record(lambda: table.due(clock()) or self._looks_due()):
            report = await self._pass()
            if report is not None and (report["added"] or report["updated"] or report["revised"]):
                self._is_changed = True
                logger.info("feeds: %s added, %s updated", report["added"], report["updated"])
        if self._is_changed and clock() - self._synced >= SYNC_EVERY:
            self._is_changed, self._synced = False, clock()
            self._sync()

    def _looks_due(self) -> bool:
        return bool(self._services.engine.looks_due(self._quoted()))

    async def _pass(self) -> dict[str, Any] | None:
        """What the process reports; None where it ended otherwise."""
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            "feeds",
            "refresh",
            "--due",
            "--json",
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        try:
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
            async with asyncio.timeout(LONGEST):
                output, errors = await process.communicate()
        except TimeoutError:
            self._complain(f"a pass took longer than {LONGEST:.0f} s and was ended")
            return None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        try:
            report: dict[str, Any] = json.loads(output)
        except ValueError:
            lines = errors.decode("utf-8", "replace").strip().splitlines()
            self._complain(lines[-1] if lines else f"it ended with status {process.returncode}")
            return None
        return report

    def _complain(self, problem: str) -> None:
        """Once, not at every look."""
        if problem != self._problem:
            self._problem = problem
            logger.warning("the feeds were not fetched: %s", problem)


def _environment(settings: Settings) -> dict[str, str]:
    environment = {
        **os.environ,
        variable("data_dir"): str(settings.data_dir.absolute()),
        variable("fetch_pages"): str(settings.fetch_pages).lower(),
        variable("fetch_inside"): settings.fetch_inside,
    }
    environment.pop(variable("telegram_token"), None)
    return environment
