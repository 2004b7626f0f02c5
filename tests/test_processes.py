"""Processes: how many processors they may use, and what becomes of them."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from corpus.errors import EmptySource, NoArticleThere, SourceError, WeightsDamaged
from corpus.formats.extraction_process import ExtractionProcess
from corpus.inference import processes
from corpus.inference.processes import processors, quotas
from corpus.types import RawDocument


def groups(folder: Path, own: str, limits: dict[str, str]) -> list[float]:
    """The quotas where /proc/self/cgroup says `own`, and these files are under /sys/fs/cgroup."""
    (folder / "cgroup").write_text(own)
    for name, text in limits.items():
        (folder / "groups" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "groups" / name).write_text(text)
    return list(quotas(folder / "cgroup", folder / "groups"))


def test_a_service_may_use_what_it_and_those_around_it_are_allowed(tmp_path: Path) -> None:
    limits = {"news.slice/cpu.max": "150000 100000\n", "news.slice/bot/cpu.max": "max 100000\n"}
    assert groups(tmp_path, "0::/news.slice/bot\n", limits) == [1.5]


def test_a_container_may_use_what_its_root_is_allowed(tmp_path: Path) -> None:
    assert groups(tmp_path, "0::/\n", {"cpu.max": "50000 100000\n"}) == [0.5]


def test_the_first_version_of_control_groups_is_read_too(tmp_path: Path) -> None:
    limits = {"cpu/docker/7/cpu.cfs_quota_us": "200000", "cpu/docker/7/cpu.cfs_period_us": "100000"}
    assert groups(tmp_path, "4:memory:/docker/7\n2:cpu,cpuacct:/docker/7\n", limits) == [2.0]
    limits["cpu/docker/7/cpu.cfs_quota_us"] = "-1"
    assert groups(tmp_path, "2:cpu:/docker/7\n", limits) == []


def test_no_control_groups_are_no_limit(tmp_path: Path) -> None:
    assert list(quotas(tmp_path / "none", tmp_path)) == []


def test_the_least_of_all_limits_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def count(bound: int, *allowed: float) -> int:
        processors.cache_clear()
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(bound)))
        monkeypatch.setattr(processes, "quotas", lambda: iter(allowed))
        return processors()

    assert count(8) == 8
    assert count(8, 1.5, 4.0) == 2
    assert count(1, 4.0) == 1
    assert count(8, 0.2) == 1
    processors.cache_clear()


@pytest.mark.parametrize(
    "error",
    [
        NoArticleThere("https://gull.example/"),
        EmptySource("a.txt", "it is empty", fix="write"),
        WeightsDamaged("/w", "is missing"),
    ],
)
def test_errors_reach_another_process_as_they_are(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def document(text: str) -> RawDocument:
    return RawDocument(name="a.md", path="a.md", stem="a", format="markdown", content=text)


def test_documents_are_read_in_a_process_that_another_follows_when_it_dies() -> None:
    with ExtractionProcess() as reading:
        assert reading.extract(document("The *dam* held."))[0] == "The dam held."
        with pytest.raises(EmptySource, match=r"a\.md"):
            reading.extract(document("\n"))
        child = reading._child
        assert child is not None
        child._process.kill()
        child._process.join()
        assert reading.extract(document("It *held*."))[0] == "It held."


def test_a_document_that_takes_too_long_is_refused() -> None:
    with (
        ExtractionProcess(seconds=0) as reading,
        pytest.raises(SourceError, match=r"a\.md: reading it takes longer than 0 s"),
    ):
        reading.extract(document("The *dam* held."))
