"""Questions that a corpus is likely to answer, made from what is said in its newest articles. Pure.

They show a newcomer what can be asked, so each is of another speaker, and those who deny, warn or
claim come before those who merely say.
"""

from __future__ import annotations

import re
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
    """A question, and the speaker who is to be in the answer; None where it may be anybody."""

    question: str
    speaker: str | None


def example_questions(
    articles: Iterable[Sequence[tuple[Paragraph, Sequence[Statement]]]],
    language: Language = ENGLISH,
) -> Iterator[Example]:
    """Questions to try, the best first; the articles come newest first, each with who says what in
    its paragraphs."""
    left: list[list[Example]] = []
    for article in articles:
        made = [
            example
            for paragraph, statements in article
            for statement in statements
            for example in _of(statement, paragraph, language)
        ]
        left.append(sorted(dict.fromkeys(made), key=lambda each: _rank(each, language)))
    asked: set[str | None] = set()
    while any(left):
        for examples in left:
            fresh = next((each for each in examples if each.speaker not in asked), None)
            if fresh is None:
                examples.clear()
                continue
            examples.remove(fresh)
            asked.add(fresh.speaker)
            yield fresh
    yield from (Example(question, None) for question in language.questions.examples.general)


def _of(statement: Statement, paragraph: Paragraph, language: Language) -> Iterator[Example]:
    speaker = statement.speaker
    if speaker is None or not is_named(speaker) or not speaker[:1].isupper():
        return
    forms = language.questions.examples
    name = f"{_ARTICLE}{speaker}" if _has_article(statement, speaker) else speaker
    made = []
    said = " ".join(span.of(paragraph.text) for span in statement.content)
    if statement.act is Act.DENIES and (thing := _thing(said, language)):
        made.append(forms.who_denied.format(thing=thing))
    if statement.act is Act.STATES:
        made += [forms.about.format(speaker=name, topic=each) for each in _topics(said, speaker)]
    if statement.act.value in forms.by_act and not (made and statement.act is Act.DENIES):
        made.append(forms.by_act[statement.act.value].format(speaker=name))
    yield from (Example(question, speaker) for question in made if len(question) <= LONGEST)


def _has_article(statement: Statement, speaker: str) -> bool:
    return (statement.source or "").lower().startswith(f"{_ARTICLE}{speaker.lower()}")


def _thing(said: str, language: Language) -> str | None:
    """What is denied, where that is a few words that can stand in a question."""
    words = said.strip(" .,;:").split()
    can_stand = words and words[0].lower() in language.questions.examples.denied
    is_plain = can_stand and len(words) <= _LONGEST_THING and re.fullmatch(r"[\w’' -]+", said)
    return " ".join(words) if is_plain else None


def _topics(said: str, speaker: str) -> list[str]:
    """Names in what is said, but for the speaker's own and those of days."""
    own, days = set(speaker.split()), ENGLISH.dates.mentioned
    return [
        topic
        for topic in _TOPIC.findall(said)
        if own.isdisjoint(topic.split()) and days.isdisjoint(topic.lower().split())
    ]


def _rank(example: Example, language: Language) -> tuple[int, int]:
    """Mere saying without a subject last; of the others the shortest first."""
    forms = language.questions.examples
    bare = forms.by_act["states"].partition("{speaker}")
    is_bare = example.question.startswith(bare[0]) and example.question.endswith(bare[2])
    return is_bare, len(example.question)
