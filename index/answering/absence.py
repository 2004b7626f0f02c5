"""What may be said not to be there, and what cannot be told.

The bot says of nobody that they are not quoted, and of no name that it is not mentioned, where the
stored attributions or any spelling of the name leave a doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from corpus.attribution.types import Statement
from corpus.types import Article, Paragraph
from index.query.asked_names import written_names
from index.query.asked_speaker import AskedSpeaker
from index.query.question import Question
from index.query.spellings import may_name, nations_meant, spellings
from index.search.candidate import Candidate


def is_unheard(
    speaker: AskedSpeaker,
    candidates: Sequence[Candidate],
    statements: Mapping[int, Sequence[Statement]],
    elsewhere: Sequence[tuple[Paragraph, Article]],
) -> bool:
    """Whether nothing that was found may be said by this speaker on the subject.

    `statements` are those of the candidates; `elsewhere` are all paragraphs in which the speaker,
    or whoever speaks for the party of that name, is known to speak.
    """
    return not (
        any(_may_be_heard_in(c, speaker, statements.get(c.paragraph.id, ())) for c in candidates)
        or any(
            speaker.asks_about_anything_in(f"{article.title or ''} {paragraph.text}")
            for paragraph, article in elsewhere
        )
    )


def _may_be_heard_in(
    candidate: Candidate, speaker: AskedSpeaker, said: Sequence[Statement]
) -> bool:
    text = candidate.paragraph.text
    around = candidate.with_neighbours
    if not speaker.asks_about_anything_in(around):
        return False
    named = _may_name(speaker, text)
    # Where the one who speaks is a pronoun or a description, it may be anybody named nearby.
    nearby = named or _may_name(speaker, around)
    return (
        (named and speaker.asks_about_anything_in(candidate.with_heading))
        or any(_may_be_theirs(statement, speaker) for statement in said)
        or (nearby and any(statement.speaker is None for statement in said))
        or (nearby and not candidate.article.speakers_read)
    )


def _may_name(speaker: AskedSpeaker, text: str) -> bool:
    """Whether a text may name the speaker: by more than the surname, where others bear it."""
    return speaker.is_named_in(text) if speaker.namesakes else may_name(speaker.name, text)


def _may_be_theirs(statement: Statement, speaker: AskedSpeaker) -> bool:
    if speaker.speaks_in([statement]):
        return True
    if not speaker.may_be(statement.speaker):
        return False
    if any(may_name(speaker.name, name) for name in speaker.names_of(statement) if name):
        return True
    nations = nations_meant(speaker.name)
    return bool(nations) and not nations.isdisjoint(nations_meant(statement.description or ""))


def unmentioned(
    question: Question,
    candidates: Sequence[Candidate],
    count: Callable[[str], int],
    outlets: Callable[[], Iterable[str]],
) -> str | None:
    """The first name in the question of which the articles have no spelling, as it is written.

    `count` says how many paragraphs of the corpus have a word, or are under a title with it;
    `outlets` are all that the corpus has articles of: one whose name no text holds is not missing.
    """
    for name in written_names(question):
        texts = (c.with_neighbours for c in candidates)
        if any(may_name(name, text) for text in texts):
            continue
        if any(count(word) for word in spellings(name)):
            continue
        if not any(may_name(name, outlet) for outlet in outlets()):
            return name
    return None
