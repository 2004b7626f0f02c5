"""What the cross-encoder says of a passage, as numbers, and whether the answer it marks fits.

Whoever asks for a number is not answered by a name, and a number next to none of the question's
words is a number of something else. These are signals among others: the mark may be wrong.
"""

from __future__ import annotations

from corpus.languages.sentences import split_sentences
from index.query.question import AnswerKind, Question
from index.query.words import analyse, as_asked, share_held
from index.ranking.cross_encoder import HeadedText, Prediction

READING = (
    "relevance",
    "answers",
    "certainty",
    "marks the kind of answer",
    "marks new words",
    "coverage around the mark",
)


def reading_features(
    question: Question, passage: HeadedText, prediction: Prediction
) -> tuple[float, ...]:
    """A value for each of READING."""
    mark = prediction.span.of(passage.text)
    return (
        prediction.relevance,
        prediction.answers,
        prediction.certainty,
        float(_is_of_kind(question, mark)),
        _share_new(question, mark),
        share_held(
            question.idf, f"{passage.heading} {_around(passage, prediction)}", question.same
        ),
    )


def _around(passage: HeadedText, prediction: Prediction) -> str:
    """The sentences that the mark stands in."""
    sentences = [s for s in split_sentences(passage.text) if s.overlaps(prediction.span)]
    return " ".join(sentence.of(passage.text) for sentence in sentences)


def _is_of_kind(question: Question, mark: str) -> bool:
    words = analyse(mark)
    match question.kind:
        case AnswerKind.PARTY | AnswerKind.PLACE:
            # The first word of a sentence may be a name too.
            names = words.names | set(words.stems[: mark[:1].isupper()])
            return bool(names - question.idf.keys())
        case AnswerKind.NUMBER:
            return bool(words.numbers)
        case AnswerKind.TIME:
            return words.dated or bool(words.numbers)
        case _:
            return True


def _share_new(question: Question, mark: str) -> float:
    """The share of the mark's words that the question does not have."""
    words = as_asked(analyse(mark), question.same)
    if not words.stems:
        return 0.0
    return sum(root not in question.idf for root in words.stems) / len(words.stems)
