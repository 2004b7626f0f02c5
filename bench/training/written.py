"""Examples from questions that people wrote over news articles, near misses among them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from multiprocessing import get_context

from bench.splits import NEWS_CUT, TRAIN_GROUPS
from bench.stores import QuestionSet, is_here, is_ours, open_set
from bench.training.examples import Example, Passage, mixed, other_examples, stems, windows
from corpus.types import Article, Filters, Paragraph
from index.evaluation.judged_questions import JudgedQuestion, fold_space
from index.search.candidate import Candidate
from index.search.embedding import Embedder, load_embedder

# How far down what the searches find counts as near, and how many of it a question is asked with.
_NEAR = 12
_WRONG = 3
_WRONG_ALONE = 4
_RIGHT = 2
# A share of the answerable questions is asked of other articles too, where nothing answers.
_ELSEWHERE = 0.6
# The share of all examples that lose their heading.
_BARE = 0.15
SEED = 12
_NEWS = "rtqa_dev"
# So many other sets of ours a set's questions are asked of.
_OTHERS = 6
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Around:
    """Articles of which none answers a group's questions; `filters` keep to those."""

    questions: QuestionSet
    filters: Filters = field(default_factory=Filters)


def asked_examples(*, passes: int, others: float) -> list[Example]:
    """What the second stage learns from, in random order: mostly these questions.

    Each of them `passes` times, and a share `others` of the published sets once more.
    """
    rng = random.Random(SEED)
    names = [name for name in TRAIN_GROUPS if is_here(name)]
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        written = list(pool.map(partial(_written, passes=passes), names))
    return mixed(rng, [*chain(*written), *other_examples(rng, share=others)], bare=_BARE)


def _written(name: str, *, passes: int) -> list[Example]:
    """Every question of a set `passes` times, each time with other passages."""
    rng = random.Random(f"{SEED} {name}")
    embedder = load_embedder()
    questions = open_set(name, embedder=embedder)
    paragraphs = _paragraphs(questions)
    around = _around(rng, name, embedder)
    examples: list[Example] = []
    for question in questions.questions:
        right = [_right(question, *found) for found in paragraphs if question.hit(found[0].text)]
        found = questions.retriever.retrieve(question.text).candidates
        near = [c for c in found if not question.hit(c.paragraph.text)][:_NEAR]
        for _ in range(passes):
            golds = rng.sample(right, min(_RIGHT, len(right)))
            some = _some(rng, near, _WRONG if golds else _WRONG_ALONE)
            passages = (*golds, *(_wrong(question, candidate) for candidate in some))
            examples.append(Example(question.text, passages, "asked" if golds else "asked-near"))
        if question.answerable and around and rng.random() < _ELSEWHERE:
            examples.extend(_elsewhere(rng, question, rng.choice(around)))
    print(name, len(examples), flush=True)
    return examples


def _around(rng: random.Random, name: str, embedder: Embedder) -> list[Around]:
    """Articles in which nothing answers a set's questions: news before the cut or, of what is ours,
    other invented news."""
    if not is_ours(name):
        return [_early_news(open_set(_NEWS, embedder=embedder))] if is_here(_NEWS) else []
    others = [other for other in TRAIN_GROUPS if is_ours(other) and other != name]
    return [Around(open_set(other, embedder=embedder)) for other in rng.sample(others, _OTHERS)]


def _early_news(questions: QuestionSet) -> Around:
    """The news before the cut: those after it are kept from the cross-encoder."""
    early = (a.number for a in questions.store.articles() if (a.day or NEWS_CUT) < NEWS_CUT)
    return Around(questions, Filters(articles=tuple(sorted(early))))


def _paragraphs(questions: QuestionSet) -> list[tuple[Paragraph, Article]]:
    return [
        (paragraph, article)
        for article in questions.store.articles()
        for paragraph in questions.store.paragraphs(article.number)
    ]


def _elsewhere(rng: random.Random, question: JudgedQuestion, other: Around) -> Iterator[Example]:
    """What other articles have that is nearest, without what may answer."""
    retriever = other.questions.retriever
    found = retriever.retrieve(question.text, filters=other.filters).candidates[:_NEAR]
    answers = [answer.lower() for answer in question.answers]
    free = [
        c
        for c in found
        if not question.hit(c.paragraph.text)
        and not any(a in c.paragraph.text.lower() for a in answers)
    ]
    if free:
        yield Example(
            question.text,
            tuple(_wrong(question, c) for c in _some(rng, free, 2)),
            "asked-elsewhere",
        )


def _some(rng: random.Random, near: Sequence[Candidate], count: int) -> list[Candidate]:
    """So many, the nearer the likelier."""
    keyed = [(rng.random() ** (place + 2), place) for place in range(len(near))]
    return [near[place] for _, place in sorted(keyed, reverse=True)[:count]]


def _right(question: JudgedQuestion, paragraph: Paragraph, article: Article) -> Passage:
    """A passage that answers, with the place of the answer where the question's file has it."""
    heading = " ".join(part for part in (article.title, paragraph.section) if part)
    folded = fold_space(paragraph.text)
    parts = windows(paragraph.text)
    for answer, gold in zip(question.answers, question.gold, strict=False):
        if gold in folded or folded in gold:
            for part in parts:
                start = part.find(answer)
                if start >= 0:
                    return Passage(heading, part, True, (start, start + len(answer)))
    return Passage(heading, _nearest(parts, " ".join((question.text, *question.answers))), True)


def _wrong(question: JudgedQuestion, candidate: Candidate) -> Passage:
    text = _nearest(windows(candidate.paragraph.text), question.text)
    return Passage(candidate.heading, text, False)


def _nearest(parts: Sequence[str], to: str) -> str:
    wanted = stems(to)
    return max(parts, key=lambda part: len(wanted & stems(part)))
