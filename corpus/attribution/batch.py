"""Many articles at once: spread over the processors, each within its budget."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Container, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from multiprocessing.connection import wait
from threading import Event

from corpus.attribution.budget import over_budget
from corpus.attribution.types import Attributor, Found, NotAttributed
from corpus.attribution.workers import Worker, WorkerDied, WorkerProcess, attribute_each
from corpus.inference.processes import processors

# Starting a process costs about as much as attributing this many articles.
_WORTH_A_PROCESS = 12
# Texts that are parsed together, and characters, so that their memory stays that of one piece.
_TOGETHER = 4
_MOST_CHARACTERS = 100_000
# Times that an article is alone with a process that dies, before it is taken to be the cause.
_TRIES = 2
# Seconds between two looks at whether to stop.
_LOOKS = 0.1

# Texts that are attributed together, by their numbers.
_Task = list[int]


class Stopped(Exception):
    """Whoever wanted the attributions no longer does."""


class Attributing(AbstractContextManager["Attributing"]):
    """Attributes texts in processes of its own, which start when they are first needed.

    An article that a process fails at or dies of has no attributions; the others have theirs.
    `name` is what load_attributor knows the attributor by; without it the work stays in this
    process. `start` makes a worker of that name. Once `stop` is set, nothing more is waited for.
    """

    def __init__(
        self,
        attributor: Attributor,
        *,
        name: str | None,
        processes: int | None = None,
        start: Callable[[str], Worker] = WorkerProcess,
        stop: Event | None = None,
    ) -> None:
        self._attributor = attributor
        self._name = name
        self._processes = processes
        self._start = start
        self._stop = stop or Event()
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _Task] = {}

    def attribute(self, texts: Sequence[str]) -> Iterator[Found]:
        """What is found in each text, in order; raises AttributorUnavailable and Stopped."""
        found: dict[int, Found] = {}
        for number, text in enumerate(texts):
            if (over := over_budget(text)) is not None:
                found[number] = over
        tasks = deque(_tasks(texts, found))
        steps = self._here(texts, tasks) if self._name is None else self._shared(texts, tasks)
        try:
            for number in range(len(texts)):
                while number not in found:
                    found.update(next(steps))
                yield found.pop(number)
        finally:
            steps.close()

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._busy):
            worker.close()
        self._idle.clear()
        self._busy.clear()

    def _here(self, texts: Sequence[str], tasks: deque[_Task]) -> Generator[dict[int, Found]]:
        for task in tasks:
            self._require_going()
            found = attribute_each(self._attributor, [texts[number] for number in task])
            yield dict(zip(task, found, strict=True))

    def _shared(self, texts: Sequence[str], tasks: deque[_Task]) -> Generator[dict[int, Found]]:
        most = self._processes or min(processors(), len(texts) // _WORTH_A_PROCESS + 1)
        deaths: Counter[int] = Counter()
        try:
            while tasks or self._busy:
                while tasks and len(self._busy) < most:
                    self._begin(tasks.popleft(), texts)
                for worker in self._finished():
                    task = self._busy.pop(worker)
                    try:
                        found = worker.end()
                    except WorkerDied as died:
                        worker.close()
                        deaths.update(task)
                        if len(task) > 1 or (died.may_be_chance and deaths[task[0]] < _TRIES):
                            tasks.extendleft([number] for number in task)
                            continue
                        found = [NotAttributed(died.reason, died.detail)]
                    else:
                        self._idle.append(worker)
                    yield dict(zip(task, found, strict=True))
        finally:
            for worker in self._busy:  # nobody waits for what they find
                worker.close()
            self._busy.clear()

    def _require_going(self) -> None:
        if self._stop.is_set():
            raise Stopped

    def _begin(self, task: _Task, texts: Sequence[str]) -> None:
        worker = self._idle.pop() if self._idle else self._start(self._name or "")
        self._busy[worker] = task
        worker.begin([texts[number] for number in task])

    def _finished(self) -> list[Worker]:
        connections = [worker.connection for worker in self._busy]
        while not (ready := wait(connections, timeout=_LOOKS)):
            self._require_going()
        return [worker for worker in self._busy if worker.connection in ready]


def _tasks(texts: Sequence[str], done: Container[int]) -> Iterator[_Task]:
    """The texts that are not done, in order, a few short ones together."""
    task: _Task = []
    size = 0
    for number, text in enumerate(texts):
        if number in done:
            continue
        if task and (len(task) == _TOGETHER or size + len(text) > _MOST_CHARACTERS):
            yield task
            task, size = [], 0
        task.append(number)
        size += len(text)
    if task:
        yield task
