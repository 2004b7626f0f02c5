"""What the thresholds of answers, doubt and alerts are worth: `python -m bench.tiers`.

Asks the questions that people wrote over groups of real news articles, as they are and of one
article at a time, as a watch asks the articles that come in. Prints how many land in each tier,
what cutting a ranking where its scores drop keeps and spares, and what an alert's stricter test
does. The constants were chosen on the groups that choose (bench.splits); others check them.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.sets import table_line
from bench.splits import DEV_GROUPS, TEST_GROUPS
from bench.stores import QuestionSet, is_here, open_set
from corpus.attribute import attribute_articles
from corpus.attribution import load_attributor
from corpus.types import Filters
from index.answering import cut
from index.answering.answer import Answerer
from index.evaluation.judged_questions import JudgedQuestion
from index.ranking.decision import DOUBT
from index.ranking.decision_model import load_decision_model
from index.search.embedding import load_embedder
from index.types import Assessment, Citation, Tier

SHARES = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
DOUBTS = (0.3, 0.4, 0.48, 0.55, 0.65, 0.75)
ALERTS = (-2.0, -1.0, 0.0, 1.0, 2.0)
_SHOWN, _DEEP, _NEAR = 5, 20, 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what came of it; of one article where a watch's `news` is played."""

    question: JudgedQuestion
    found: Assessment
    news: bool = False

    def hits(self, citations: Sequence[Citation]) -> list[bool]:
        return [self.question.hit(citation.passage.paragraph.text) for citation in citations]


def ask_all(questions: QuestionSet, *, every: int) -> Iterator[Asked]:
    """Every question of everything; of every Nth also of the article that answers it, and of
    those nearest to it that do not."""
    model = load_decision_model(questions.embedder.name)
    answerer = Answerer(questions.store, questions.retriever, model=model)
    numbers = {article.id: article.number for article in questions.store.articles()}
    for place, question in enumerate(questions.questions):
        found = answerer.assess(question.text, limit=_DEEP)
        yield Asked(question, found)
        if place % every:
            continue
        gold = {numbers[id_] for id_ in question.articles}
        cited = dict.fromkeys(citation.passage.article.number for citation in found.citations)
        others = [number for number in cited if number not in gold][:_NEAR]
        for number in [*sorted(gold)[:1], *others]:
            filters = Filters(articles=(number,))
            yield Asked(
                question, answerer.assess(question.text, filters=filters, limit=_DEEP), True
            )


def show_tiers(asked: Sequence[Asked]) -> None:
    print(table_line("questions", "answers", "perhaps", "none"))
    print(table_line(*["---"] * 4))
    for answerable in (True, False):
        tiers = [a.found.tier for a in asked if a.question.answerable is answerable and not a.news]
        shares = (f"{tiers.count(tier) / len(tiers):.3f}" for tier in Tier)
        print(table_line(f"{len(tiers)} {'' if answerable else 'un'}answerable", *shares))


def show_doubt(asked: Sequence[Asked]) -> None:
    """How many are refused outright, were doubt to begin at a share of the threshold."""
    print(table_line("share of the threshold", "answerable refused", "others refused"))
    print(table_line(*["---"] * 3))
    for share in DOUBTS:
        cells = []
        for answerable in (True, False):
            some = [a.found for a in asked if a.question.answerable is answerable and not a.news]
            low = sum(
                found.tier is Tier.NONE or _sureness(found) < share
                for found in some
                if found.tier is not Tier.ANSWERS
            )
            cells.append(f"{low / len(some):.3f}")
        print(table_line(f"{share:.2f}" + (" (shipped)" if share == DOUBT else ""), *cells))


def _sureness(found: Assessment) -> float:
    """The confidence as a share of the threshold."""
    assert found.evidence is not None
    return found.confidence / found.evidence.threshold


def show_cut(asked: Sequence[Asked]) -> None:
    """What each share of the best score keeps, of what answers the questions that are answered."""
    some = [a for a in asked if a.found.reason is None and a.question.judged and not a.news]
    print(table_line("share of the best score", "shown", "that answer", "kept", "any answers"))
    print(table_line(*["---"] * 5))
    for share in SHARES:
        shown, right, kept, any_right = 0, 0, 0.0, 0
        for each in some:
            first = each.found.citations[:_SHOWN]
            scores = [citation.passage.score for citation in first]
            length = sum(score >= share * scores[0] for score in scores)
            hits, all_hits = sum(each.hits(first[:length])), sum(each.hits(first))
            shown, right = shown + length, right + hits
            kept += hits / all_hits if all_hits else 1.0
            any_right += hits > 0
        name = f"{share:.2f}" + (" (shipped)" if share == cut.ENOUGH else "")
        count = len(some)
        figures = (shown / count, right / shown, kept / count, any_right / count)
        print(table_line(name, *(f"{figure:.3f}" for figure in figures)))


def show_alerts(asked: Sequence[Asked]) -> None:
    """What reaches somebody of the articles that come in."""
    news = [a for a in asked if a.news]
    true = [a for a in news if _is_gold(a)]
    false = [a for a in news if not _is_gold(a)]
    print(table_line("alert", f"told, of {len(true)} true", f"made, of {len(false)} false"))
    print(table_line(*["---"] * 3))
    tests = {"whatever answers": -math.inf} | {f"answers at least {at:g}": at for at in ALERTS}
    for name, least in tests.items():
        told = sum(any(a.hits(_told(a.found, least))) for a in true)
        made = sum(bool(_told(a.found, least)) for a in false)
        print(table_line(name, f"{told / len(true):.3f}", f"{made / len(false):.3f}"))


def _is_gold(asked: Asked) -> bool:
    cited = {citation.passage.article.id for citation in asked.found.citations}
    return not cited.isdisjoint(asked.question.articles)


def _told(found: Assessment, least: float) -> list[Citation]:
    if found.reason is not None or found.evidence is None:
        return []
    return [
        citation
        for citation, steps in zip(found.cited, found.evidence.steps, strict=False)
        if steps.get("answers", -math.inf) >= least
    ]


def main() -> None:
    """Print the tables, for the groups that chose and those that check."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=2, metavar="N", help="play news for every Nth")
    every = parser.parse_args().every
    embedder, attributor = load_embedder(), load_attributor("learned")
    for names in (DEV_GROUPS, TEST_GROUPS):
        asked: list[Asked] = []
        for name in filter(is_here, names):
            questions = open_set(name, embedder=embedder)
            attribute_articles(questions.store, attributor=attributor, name="learned")
            asked += ask_all(questions, every=every)
        if asked:
            print(f"\n{', '.join(names)}\n")
            for show in (show_tiers, show_doubt, show_cut, show_alerts):
                show(asked)
                print(flush=True)


if __name__ == "__main__":
    main()
