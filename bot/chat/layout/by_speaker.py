"""An answer's passages by speaker, to show who disagrees. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from bot.chat.layout.citations import SPEAKERS_UNITS, headed, paged, quote
from bot.chat.layout.source_line import NAME_LIMIT
from bot.chat.telegram.compose import Composer, Message, one_line
from bot.chat.telegram.links import NOTHING_AROUND, Surroundings
from bot.texts import Texts
from bot.texts.speakers import acts_of, speaker_of, speakers_in, who_says
from corpus.attribution.types import Statement
from index.types import Answer, Citation

MOST_ON_A_PAGE = 9


@dataclass(frozen=True, slots=True)
class Group:
    """Passages with the same speaker, strongest first; `lead` is one of their statements, None if
    nobody is known to say anything in them."""

    lead: Statement | None
    citations: tuple[Citation, ...]

    @property
    def party(self) -> str:
        """Whom the speaker speaks for, if any of the passages says."""
        leads = (lead_of(citation) for citation in self.citations)
        return next((lead.party for lead in leads if lead and lead.party), "")


def lead_of(citation: Citation) -> Statement | None:
    """The statement whose source or, failing that, whose words are what answers, else the first;
    one without a named speaker only if there is no other."""
    said, mark = citation.statements, citation.highlight
    said = tuple(s for s in said if s.speaker or s.source) or said
    if mark is None:
        return next(iter(said), None)
    sources = (s for s in said if s.source_span and s.source_span.overlaps(mark))
    contents = (s for s in said if any(span.overlaps(mark) for span in s.content))
    return next(chain(sources, contents, said), None)


def tells_apart(answer: Answer) -> bool:
    """Whether two or more speakers are known for the answer's passages."""
    leads = [lead_of(citation) for citation in answer.citations]
    return len({lead.speaker.casefold() for lead in leads if lead and lead.speaker}) > 1


def groups(citations: Sequence[Citation]) -> list[Group]:
    """By their strongest passages; passages without a speaker come last."""
    found: dict[str | int | None, list[Citation]] = {}
    for citation in citations:
        found.setdefault(_identity(citation), []).append(citation)
    unsaid = found.pop(None, [])
    said = [Group(lead_of(some[0]), tuple(some)) for some in found.values()]
    return [*said, Group(None, tuple(unsaid))] if unsaid else said


def _identity(citation: Citation) -> str | int | None:
    """The same for passages with the same speaker, or with none. An unresolved one ("he") may be
    anybody, so such a passage stands by itself."""
    lead = lead_of(citation)
    if lead is None:
        return None
    return lead.speaker.casefold() if lead.speaker else citation.number


def speaker_pages(
    answer: Answer,
    texts: Texts,
    *,
    bot: str,
    limits: str = "",
    surroundings: Surroundings = NOTHING_AROUND,
) -> list[Message]:
    """All passages of the answer, with the numbers that they have in it."""
    filed = [
        (group, citation) for group in groups(answer.citations) for citation in group.citations
    ]

    def page(shown: Sequence[tuple[Group, Citation]]) -> Message:
        composer = headed(answer.question, limits)
        count = texts("passages", n=len(answer.citations))
        composer.text(f"{count}, {texts('speaker_by_speaker')}")
        above = None
        for group, citation in shown:
            composer.gap()
            if group is not above:
                _head(composer, group, texts, continued=citation is not group.citations[0])
                above = group
            composer.text(_manner(citation, texts)).line()
            quote(composer, citation, texts, bot=bot, surroundings=surroundings, with_day=True)
        return composer.message()

    return [message for message, _ in paged(filed, page, most=MOST_ON_A_PAGE)]


def _head(composer: Composer, group: Group, texts: Texts, *, continued: bool) -> None:
    name = texts("speaker_not_known") if group.lead is None else speaker_of(group.lead, texts)
    composer.bold(one_line(name, limit=SPEAKERS_UNITS))
    if group.party and (group.lead is None or group.party != group.lead.speaker):
        composer.text(f" · {one_line(group.party, limit=NAME_LIMIT)}")
    if continued:
        composer.text(f" · {texts('continued')}")
    composer.line()


def _manner(citation: Citation, texts: Texts) -> str:
    """How the speaker says it, and who else says something in the same quotation."""
    lead = lead_of(citation)
    if lead is None:
        return speakers_in(citation.passage.article, citation.statements, texts)
    name = speaker_of(lead, texts)
    own = [s for s in citation.statements if speaker_of(s, texts) == name]
    others = [s for s in citation.statements if speaker_of(s, texts) != name]
    also = texts("also_says", speakers=who_says(others, texts)) if others else ""
    return one_line(" · ".join(filter(None, [acts_of(own, texts), also])), limit=SPEAKERS_UNITS)
