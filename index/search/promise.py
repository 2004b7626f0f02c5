"""Which articles are worth asking a question of: told by words and vectors, without reading them.

Whoever waits for news asks the same of every article that comes, and hardly any is about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from corpus.types import Article, Paragraph
from index.query.background import news_background
from index.query.question import Question, analyse_question
from index.query.words import analyse

# The least sum of an article's best cosine and the best share of the question's idf that one of its
# paragraphs has with the headline. Of 89 true alerts none has less than .755, and 5 % of other
# articles have as much (docs/decisions.md).
_ENOUGH = 0.7


def promising(
    text: str, passages: Iterable[tuple[Paragraph, Article]], cosines: Mapping[int, float]
) -> set[int]:
    """The numbers of the articles among these passages that may answer a question.

    `cosines` has the likeness of the question to paragraphs, by their ids.
    """
    news = news_background()
    question = analyse_question(text, passages=news.paragraphs, frequency=news.count)
    held: defaultdict[int, float] = defaultdict(float)
    like: defaultdict[int, float] = defaultdict(float)
    for paragraph, article in passages:
        number = article.number
        share = _share_held(question, article.title or "", paragraph.text)
        held[number] = max(held[number], share)
        like[number] = max(like[number], cosines.get(paragraph.id, 0.0))
    return {number for number in held if held[number] + like[number] >= _ENOUGH}


def _share_held(question: Question, *texts: str) -> float:
    held = [analyse(text).at for text in texts]
    weights = question.idf.items()
    return sum(idf for root, idf in weights if any(root in at for at in held)) / question.total_idf
