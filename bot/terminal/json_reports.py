"""What programs read: values as dictionaries ready for JSON. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.attribution.types import Attribution, Found, NotAttributed, Statement
from corpus.types import Article, Paragraph, Span
from index.types import Assessment, Citation, Passage, Superseded

if TYPE_CHECKING:
    from bot.observability.overview import Overview
    from index.answering.quotes_by_speaker import Quotes
    from index.answering.speakers_meant import Meant

# Finer differences between scores mean nothing, and short numbers are easier to read.
_DIGITS = 4
# Between the pieces of what is said: "A ... B" for "A," she said, "B".
ELLIPSIS = " … "


def assessment_report(
    assessment: Assessment,
    *,
    identifier: object = None,
    abstain: bool = True,
    explain: bool = False,
) -> dict[str, Any]:
    """The contract of `ask --json`. Without `abstain`, the whole ranking is there in any case.

    `explain` adds the figures behind the decision and the ranking.
    """
    answered = assessment.reason is None
    shown = assessment.citations
    if abstain:
        shown = assessment.cited if answered else ()
    report = {
        "id": identifier,
        "question": assessment.question,
        "answered": answered,
        "tier": assessment.tier.value,
        "reason": None if assessment.reason is None else assessment.reason.value,
        "subject": assessment.subject,
        "confidence": round(assessment.confidence, _DIGITS),
        "as_of": assessment.as_of and assessment.as_of[: len("YYYY-MM-DD")],
        "citations": [_citation(citation) for citation in shown],
        "nearest": [_passage(passage) for passage in assessment.nearest if not answered],
        "superseded": _superseded(assessment.superseded) if answered else None,
        "disputed": [
            {"citations": list(each.numbers), "topic": each.topic} for each in assessment.disputed
        ],
    }
    if explain and assessment.evidence:
        evidence = asdict(assessment.evidence)
        # What programs have read the model's name from since before it had its name.
        evidence["judge"] = evidence.pop("model")
        report["evidence"] = evidence
    return report


def _superseded(old: Superseded | None) -> dict[str, Any] | None:
    """The figure that the first citation's takes the place of; null where it takes none's."""
    if old is None:
        return None
    return {
        "quote": old.text,
        "figure": old.figure.of(old.passage.paragraph.text),
        "paragraph": old.passage.paragraph.position,
        "start": old.excerpt.start,
        "stop": old.excerpt.stop,
        "article": article_report(old.passage.article),
    }


def article_report(article: Article) -> dict[str, Any]:
    """An article as every report names it."""
    return {
        "id": article.id,
        "number": article.number,
        "version": article.version,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "partial": article.is_partial,
        "corrections": [
            {"paragraph": each.position, "text": each.text} for each in article.corrections
        ],
        "path": article.path,
    }


def source_report(article: Article) -> dict[str, Any]:
    """An article with what its source says of this version; of one that is not live, its id."""
    about = {"modified": article.modified, "status": article.status, "note": article.note}
    return article_report(article) | about


def paragraph_report(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "paragraph": paragraph.position,
        "section": paragraph.section,
        "text": paragraph.text,
    }


def overview_report(seen: Overview) -> dict[str, Any]:
    manifest = seen.index.manifest
    return {
        "corpus": asdict(seen.corpus),
        "outlets": [asdict(outlet) for outlet in seen.outlets],
        "index": None if manifest is None else asdict(manifest),
        "index_problem": str(seen.index.problem) if seen.index.problem else None,
        "behind": seen.index.behind,
        "bytes": seen.size,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    passage = citation.passage
    return {
        "number": citation.number,
        "quote": citation.text,
        "paragraph": passage.paragraph.position,
        "start": citation.excerpt.start,
        "stop": citation.excerpt.stop,
        "highlight": citation.highlight
        and {"start": citation.highlight.start, "stop": citation.highlight.stop},
        "paragraph_text": passage.paragraph.text,
        "section": passage.paragraph.section,
        "article": article_report(passage.article),
        "also_in": [article_report(article) for article in passage.also_in],
        # Null where it was not read who says what, which is not to say that nobody says anything.
        "attributions": [
            statement_report(statement, passage.paragraph.text) for statement in citation.statements
        ]
        if passage.article.speakers_read
        else None,
        "score": round(passage.score, _DIGITS),
    }


def statement_report(statement: Statement, text: str) -> dict[str, Any]:
    """Who says what; `text` is the paragraph's."""
    return {
        "speaker": statement.speaker,
        "party": statement.party,
        "source": statement.source,
        "antecedent": statement.antecedent,
        "description": statement.description,
        "cue": statement.cue,
        "content": ELLIPSIS.join(span.of(text) for span in statement.content),
        "spans": [[span.start, span.stop] for span in statement.content],
        "kind": statement.kind.value,
        "act": statement.act.value,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "paragraph": passage.paragraph.position,
        "paragraph_text": passage.paragraph.text,
        "section": passage.paragraph.section,
        "article": article_report(passage.article),
        "score": round(passage.score, _DIGITS),
    }


def said_report(
    name: str, meant: Sequence[Meant], quotes: Quotes, *, offset: int
) -> dict[str, Any]:
    """What `said --json` prints; `total` counts passages, of which the page begins at `offset`."""
    return {
        "name": name,
        "speakers": [
            {"name": one.name, "party": one.party, "statements": one.statements} for one in meant
        ],
        "statements": quotes.statements,
        "total": quotes.total,
        "offset": offset,
        "passages": [
            _passage(passage)
            | {
                "attributions": [
                    statement_report(statement, passage.paragraph.text)
                    for statement in passage.statements
                ],
                "also_in": [article_report(article) for article in passage.also_in],
            }
            for passage in quotes.passages
        ],
    }


def attributions_report(
    identifier: object, found: Found, origins: Mapping[str, str]
) -> dict[str, Any]:
    """The contract of `attribute --json`: offsets into the article's text.

    `origins` has the one name, over all articles, of the speakers in this one. What several say
    together is one quote, with "and" between their names. Where it was not found who says what,
    that is said in place of the quotes.
    """
    if isinstance(found, NotAttributed):
        why = {"reason": found.reason.value, "detail": found.detail}
        return {"doc_id": identifier, "quotes": [], "not_attributed": why}
    together: dict[tuple[object, ...], list[Attribution]] = {}
    for attribution in found:
        key = (attribution.cue, attribution.content, attribution.act)
        together.setdefault(key, []).append(attribution)
    return {
        "doc_id": identifier,
        "quotes": [_quote(some, origins) for some in together.values()],
    }


def _quote(together: Sequence[Attribution], origins: Mapping[str, str]) -> dict[str, Any]:
    first = together[0]
    names = [one.speaker for one in together if one.speaker is not None]
    known = [origins[name] for name in names if name in origins]
    sources = [one.source for one in together if one.source is not None]
    return {
        "source": [min(s.start for s in sources), max(s.stop for s in sources)]
        if sources
        else None,
        "cue": _ends(first.cue),
        "content": [[span.start, span.stop] for span in first.content],
        "speaker": " and ".join(names) or None,
        "origin": " and ".join(known) or None,
        "speakers": names,
        "antecedent": _ends(first.antecedent),
        "description": _ends(first.description),
        "act": first.act.value,
        "kind": first.kind.value,
    }


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.stop]
