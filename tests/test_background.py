"""How common words are in news at large."""

from __future__ import annotations

from index.query.background import Background, news_background
from index.query.question import analyse_question


def test_words_of_a_stem_are_counted_as_one() -> None:
    news = Background(100, {"flood": 7})
    assert news.count("floods") == news.count("Flooding") == 7
    assert news.count("zyx") == 0


def test_words_that_mean_the_same_count_as_the_commonest() -> None:
    assert Background(100, {"flood": 7, "delug": 2}).count("deluge", "flood") == 7


def test_common_words_are_common_and_rare_ones_are_not() -> None:
    news = news_background()
    assert news.count("police") > news.count("harbor") > news.count("zyxwv") == 0
    assert news.count("said") < news.paragraphs


def test_a_telling_word_stays_telling_where_every_passage_has_it() -> None:
    news = news_background()
    question = analyse_question(
        "Did police find the astrolabe?",
        passages=news.paragraphs + 2,
        frequency=lambda *words: news.count(*words) + 2,
    )
    assert question.idf["astrolab"] > 2 * question.idf["polic"]
