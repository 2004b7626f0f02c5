"""Files of many kinds: every word and figure as it was written, or a refusal that says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.formats.extract import extract
from corpus.formats.sources import read_sources
from corpus.segmentation.segment import segment
from corpus.types import BlockKind, RawDocument
from tests.kinds import KINDS, Kind, Told


def told(document: RawDocument) -> Told:
    body, described = extract(document)
    said = described.settled
    prose = [b.span.of(body) for b in segment(body, title=said.title) if b.kind is BlockKind.PROSE]
    return Told(
        prose, said.title, said.outlet, said.byline, said.published, said.url, document.fetched
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_is_stored_to_the_letter_or_refused(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / kind.name).write_bytes(kind.data)
    found = list(read_sources([tmp_path / kind.name]))
    articles = [told(each) for each in found if isinstance(each, RawDocument)]
    refused = [str(each) for each in found if isinstance(each, SourceError)]
    assert [each.paragraphs for each in articles] == [list(one.paragraphs) for one in kind.articles]
    for article, wanted in zip(articles, kind.articles, strict=True):
        for name in ("title", "outlet", "byline", "published", "url", "fetched"):
            if getattr(wanted, name) is not None:
                assert getattr(article, name) == getattr(wanted, name), name
    assert len(refused) == len(kind.refused)
    for problem, words in zip(refused, kind.refused, strict=True):
        assert words in problem
