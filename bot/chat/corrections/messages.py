"""What a chat is told of a change, and the list of changes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.corrections.comparing import Spot
from bot.chat.layout.source_line import outlet_of, title_of
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.texts import Texts
from bot.texts.dates import moment_of
from corpus.storage.records import Alteration
from corpus.types import Article

_NOTE_LIMIT = 600
MOST_PAIRS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """What was said, and what is said in its place; each with its article's version."""

    then: Spot
    of: Article
    now: Spot | None


def changed(
    article: Article,
    alteration: Alteration,
    pairs: Sequence[Pair],
    texts: Texts,
    *,
    numbers: Sequence[int],
) -> Message:
    """The words then and now, as they are stored."""
    composer = Composer().bold(_numbered("correction.changed", numbers, texts)).line()
    composer.text(f"{outlet_of(article, texts)} · ")
    _moment(composer, article.modified or article.published or alteration.at, texts)
    for pair in pairs[:MOST_PAIRS]:
        composer.gap().text(texts("correction.then"))
        composer.quote(pair.of, pair.then.paragraph, pair.then.span)
        if pair.now is None:
            composer.text(texts("correction.taken_out"))
        else:
            composer.text(texts("correction.now"))
            composer.quote(article, pair.now.paragraph, pair.now.span)
    if len(pairs) > MOST_PAIRS:
        composer.gap().text(texts("correction.more", n=len(pairs) - MOST_PAIRS))
    if alteration.note:
        composer.gap().text(_note(alteration.note, texts))
    return composer.gap().command(f"/article_{article.number}").message()


def taken_away(alteration: Alteration, texts: Texts, *, numbers: Sequence[int]) -> Message:
    """That nothing of it may be used any more; without a word of it."""
    composer = Composer().bold(texts(f"correction.{alteration.kind}")).text(" · ")
    _moment(composer, alteration.at, texts)
    composer.gap().text(_numbered("correction.do_not_use", numbers, texts)).line()
    reason = f"correction.{alteration.kind}_no_reason"
    composer.text(_note(alteration.note, texts) if alteration.note else texts(reason))
    return composer.message()


def change_list(
    found: Sequence[tuple[Alteration, Article]], texts: Texts, *, quoted: dict[int, int]
) -> Message:
    """The latest changes, the newest first."""
    if not found:
        return Message(texts("changes.none"))
    composer = Composer().bold(texts("changes.title"))
    for alteration, article in found:
        composer.gap()
        _moment(composer, alteration.at, texts)
        composer.text(f" · {texts(f'changes.{alteration.kind}')}").line()
        composer.command(f"/article_{article.number}")
        if article.title or article.opening:
            composer.text(f" {title_of(article, texts)} ({outlet_of(article, texts)})")
        if quoted.get(article.number):
            composer.text(f" · {texts('changes.quoted', n=quoted[article.number])}")
        if alteration.note:
            composer.line().text(_note(alteration.note, texts))
    return composer.message()


def _numbered(key: str, numbers: Sequence[int], texts: Texts) -> str:
    if not numbers:
        return texts(f"{key}_unnumbered")
    return texts(key, numbers=", ".join(map(str, numbers)))


def _note(note: str, texts: Texts) -> str:
    return texts("correction.note", note=one_line(note, limit=_NOTE_LIMIT))


def _moment(composer: Composer, at: str, texts: Texts) -> None:
    moment = moment_of(at)
    if moment is None:
        composer.text(texts.day(at))
    else:
        composer.moment(texts.day(at), moment, with_time=True)
