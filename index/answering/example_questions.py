"""Questions that a corpus is likely to answer, made from what is said in its newest articles. Pure.

They show a newcomer what can be asked, so each is of another speaker, and of another form as long
as there is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.attribution.types import Act, Statement
from corpus.languages.en import ENGLISH
from corpus.languages.language import Language
from corpus.types import Paragraph
from index.answering.nearest_names import is_named

# A button on a phone shows about so many letters. Set by hand; not measured.
LONGEST = 60
_LONGEST_THING = 6
# A name in the middle of a sentence.
_TOPIC = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*[a-z]\w*(?: [A-Z][\w’'-]*[a-z]\w*){0,3}")
_ARTICLE = "the "


@dataclass(frozen=True, slots=True)
class Example:
    """A question made by a `form`, and the speaker who is to be in the answer; None where it may be
    anybody."""

    question: str
    speaker: str | None
    form: str = ""


def example_questions(
    articles: Iterable[Sequence[tuple[Paragraph, Sequence[Statement]]]],
    language: Language = ENGLISH,
) -> Iterator[Example]:
    """Questions to try, the best first; the articles come newest first, each with who says what in
    its paragraphs."""
    left = [
        [
            example
            for paragraph, statements in article
            for statement in statements
            for example in _of(statement, paragraph, language)
        ]
        for article in articles
    ]
    forms: Counter[str] = Counter()
    asked: set[str | None] = set()
    bare = language.questions.examples.by_act[Act.STATES.value]
    while any(left):
        for examples in left:
            examples[:] = [each for each in examples if each.speaker not in asked]
            if not examples:
                continue
            best = min(examples, key=lambda e: (e.form == bare, forms[e.form], len(e.question)))
            forms[best.form] += 1
            asked.add(best.speaker)
            yield best
    yield from (Example(question, None) for question in language.questions.examples.general)


def _of(statement: Statement, paragraph: Paragraph, language: Language) -> Iterator[Example]:
    speaker = statement.speaker
    # What is all in capitals may be the place that a report is from.
    if speaker is None or not is_named(speaker) or not speaker[:1].isupper() or speaker.isupper():
        return
    forms = language.questions.examples
    name = f"{_ARTICLE}{speaker}" if _has_article(statement, speaker) else speaker
    said = " ".join(span.of(paragraph.text) for span in statement.content)
    made: list[tuple[str, dict[str, str]]] = []
    if statement.act is Act.DENIES and (thing := _thing(said, language)):
        made.append((forms.who_denied, {"thing": thing}))
    elif statement.act.value in forms.by_act:
        made.append((forms.by_act[statement.act.value], {}))
    if statement.act is Act.STATES:
        made += [(forms.about, {"topic": topic}) for topic in _topics(said, speaker)]
    for form, values in made:
        question = form.format(speaker=name, **values)
        if len(question) <= LONGEST:
            yield Example(question, speaker, form)


def _has_article(statement: Statement, speaker: str) -> bool:
    return (statement.source or "").lower().startswith(f"{_ARTICLE}{speaker.lower()}")


def _thing(said: str, language: Language) -> str | None:
    """What is denied, where that is a few words that can stand in a question."""
    words = said.strip(" .,;:").split()
    can_stand = words and words[0].lower() in language.questions.examples.denied
    is_plain = can_stand and len(words) <= _LONGEST_THING and re.fullmatch(r"[\w’' -]+", said)
    points_back = not language.questions.going_on.pointing.isdisjoint(words)
    return " ".join(words) if is_plain and not points_back else None


def _topics(said: str, speaker: str) -> list[str]:
    """Names in what is said, but for the speaker's own and those of days."""
    own, days = set(speaker.split()), ENGLISH.dates.mentioned
    return [
        topic
        for topic in _TOPIC.findall(said)
        if own.isdisjoint(topic.split()) and days.isdisjoint(topic.lower().split())
    ]
