"""Taking in what came through the chat. Belongs in the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.articles.messages import Addition
from bot.chat.layout.source_line import title_of
from bot.chat.telegram.compose import one_line
from bot.texts import Texts
from corpus.errors import NoArticleThere, SourceError
from corpus.ingest import CLOSED
from corpus.storage.records import Outcome
from corpus.types import Article, Metadata, RawDocument, Status

if TYPE_CHECKING:
    from bot.engine import Engine
    from corpus.ingest import IngestReport


def ingest_page(engine: Engine, page: RawDocument, metadata: Metadata, texts: Texts) -> Addition:
    """Take in a page that was fetched."""
    report = engine.ingest([page], metadata=metadata)
    problems = [
        texts("no_article_there", send_it=texts("send_it"))
        if isinstance(error, NoArticleThere)
        else str(error)
        for error in report.rejected
    ]
    if any(article.is_partial for article in _held(report)):
        problems.append(texts("only_a_part"))
    problems += [*_kept_apart(report, texts), *_closed(report, texts)]
    return Addition(report.added, report.updated, _held(report), tuple(problems))


def ingest_file(
    engine: Engine,
    user: int,
    name: str,
    data: bytes | bytearray,
    metadata: Metadata,
    origin: Metadata,
    texts: Texts,
) -> Addition:
    """Take in a file, which is deleted once it is read.

    Its path says which article it is: the same name from the same user is a new version.
    """
    path = engine.settings.data_dir.resolve() / "added" / str(user) / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        report = engine.ingest([path], metadata=metadata, origin=origin)
    except OSError as error:
        raise SourceError(name, f"cannot be kept ({error.strerror})", fix="see the log") from error
    finally:
        path.unlink(missing_ok=True)
    problems = [str(error).replace(str(path), name) for error in report.rejected]
    problems += [*_kept_apart(report, texts), *_closed(report, texts)]
    return Addition(report.added, report.updated, _held(report), tuple(problems))


def _kept_apart(report: IngestReport, texts: Texts) -> list[str]:
    """Of each article that looked like another, which that is."""
    return [
        texts("kept_apart", title=title_of(saved.article, texts), other=saved.apart[0].article)
        for saved in report.stored
        if saved.apart
    ]


def _closed(report: IngestReport, texts: Texts) -> list[str]:
    """Of each article that must not be quoted, why."""
    return [
        texts(f"article_closed.{saved.outcome}", reference=one_line(saved.article.id, limit=60))
        for saved in report.stored
        if saved.outcome in CLOSED
    ]


def _held(report: IngestReport) -> tuple[Article, ...]:
    """The articles of what was sent, but for what is stored under another name already, and what
    must not be quoted."""
    left_out = (Outcome.DUPLICATE, Outcome.OLDER, *CLOSED)
    return tuple(
        saved.article
        for saved in report.stored
        if saved.outcome not in left_out and saved.article.status is Status.LIVE
    )
