"""What of a passage answers, as a span of its text: the bold stretch of a quotation. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from corpus.languages.en import ENGLISH
from corpus.languages.sentences import split_sentences
from corpus.types import Span
from index.query.asked_act import question_words
from index.query.asked_source import AskedSource, asked_source
from index.query.asked_speaker import AskedSpeaker
from index.ranking.cross_encoder import Prediction
from index.types import Passage

# A likelier span than this is marked by itself, otherwise the sentence that it stands in.
_CERTAIN = 0.5
_SHORTEST_MARK = 3  # words
# English. What a source may end in that names others: "the corps, which Kyiv calls a gang".
_ABOUT_OTHERS = re.compile(r",[^,]*\b(?:that|which|who|whom|whose)\b.*|['’]s?$", re.DOTALL)
_GRAMMAR = ENGLISH.speech.grammar
_PRONOUNS = frozenset(_GRAMMAR.first | _GRAMMAR.third | _GRAMMAR.relative)


def mark_of(
    passage: Passage,
    question: str,
    prediction: Prediction | None,
    speaker: AskedSpeaker | None = None,
) -> Span | None:
    """The source that is asked for, where "who" asks for one, else what the model predicts.

    Where the passage does not tell the source, a sentence is marked, so that nobody else is. Of a
    passage in which the `speaker` asked for speaks, nobody else's words are.
    """
    if prediction is not None and not prediction.span.of(passage.paragraph.text).strip():
        prediction = None
    asked = asked_source(question_words(question))
    if asked is not None:
        return _source(asked, passage, prediction)
    mark = _predicted(passage.paragraph.text, prediction)
    return _own(mark, passage, speaker) if mark and speaker else mark


def _own(mark: Span, passage: Passage, speaker: AskedSpeaker) -> Span:
    """The mark, if it is where the speaker speaks; else the sentence most on the subject."""
    text = passage.paragraph.text
    sentences = split_sentences(text)
    own = [
        _sentence_of(span, sentences)
        for statement in passage.statements
        if speaker.speaks_in([statement])
        for span in (statement.source_span, *statement.content)
        if span is not None
    ]
    if not own or any(sentence.overlaps(mark) for sentence in own):
        return mark
    return max(dict.fromkeys(own), key=lambda sentence: speaker.share_of_subject(sentence.of(text)))


def _source(asked: AskedSource, passage: Passage, prediction: Prediction | None) -> Span | None:
    text = passage.paragraph.text
    statement = asked.stated_in(passage.statements, text)
    if statement is None:
        return _sentence_of(prediction.span, split_sentences(text)) if prediction else None
    if statement.source_span is None:
        return _sentence_of(statement.content[0], split_sentences(text))
    words = _ABOUT_OTHERS.sub("", statement.source_span.of(text))
    if words.casefold() in _PRONOUNS:
        return _sentence_of(statement.source_span, split_sentences(text))
    return Span(statement.source_span.start, statement.source_span.start + len(words))


def _predicted(text: str, prediction: Prediction | None) -> Span | None:
    """What answers: the predicted span where that is certain, else the sentence it stands in."""
    if prediction is None:
        return None
    span = prediction.span
    if prediction.certainty >= _CERTAIN and len(span.of(text).split()) >= _SHORTEST_MARK:
        return span
    sentence = _sentence_of(span, split_sentences(text))
    # Marking all of a paragraph marks nothing.
    return span if len(sentence) >= len(text.strip()) else sentence


def _sentence_of(span: Span, sentences: Sequence[Span]) -> Span:
    """The sentence, or the sentences, that a span stands in."""
    first = bisect_right(sentences, span.start, key=lambda sentence: sentence.stop)
    after = bisect_left(sentences, span.stop, key=lambda sentence: sentence.start)
    touched = sentences[first:after]
    return Span(touched[0].start, touched[-1].stop) if touched else span
