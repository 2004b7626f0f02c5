"""What is said about claims in the bot's own words, none of it about the news. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.texts import Texts
from bot.texts.speakers import acts_of
from index.claims.origins import names_of
from index.claims.sides import Block, Sides
from index.claims.story import Claim, Story
from index.claims.voices import Voice, VoiceKind

_MOST_NAMED = 3


def origins_of(block: Block, texts: Texts) -> str:
    """ "2 outlets, 1 origin: Ada Bell"; the names where they are few and say more than the head."""
    told = [texts("sides.outlets", n=len(block.outlets))] if block.outlets else []
    told.append(texts("sides.origins", n=len(block.origins)))
    counted = ", ".join(told)
    names = list(names_of(block.origins))
    if len(names) > _MOST_NAMED or names == [block.voice.name] or not names:
        return counted
    return f"{counted}: {', '.join(names)}"


def said_by(claim: Claim, voice: Voice, sides: Sides, texts: Texts) -> str:
    """ "Ada Bell (denial)": who says it, where that is not what heads the block, and the act."""
    speaker = sides.speaker_of(claim)
    if speaker is None and claim.statement.source is not None:
        speaker = texts("unresolved", source=claim.statement.source)
    headed = voice.kind is VoiceKind.PARTY and speaker == voice.name
    who = "" if speaker is None or headed else speaker
    act = acts_of([claim.statement], texts)
    if who and act:
        return f"{who} ({act})"
    return who or act


def story_told(story: Story, outlets: int, texts: Texts) -> str:
    """ "3 articles · 2 outlets · 4 to 6 March 2031 · as of 6 March 2031"."""
    told = [
        texts("sides.articles", n=len(story.articles)),
        texts("sides.outlets", n=outlets) if outlets else "",
        days_between(story.days, texts),
        as_of(story.as_of, texts),
    ]
    return " · ".join(filter(None, told))


def as_of(moment: str | None, texts: Texts) -> str:
    """ "as of 6 March 2031"; empty for now."""
    return texts("as_of", day=texts.day(moment)) if moment else ""


def days_between(days: tuple[str, str] | None, texts: Texts) -> str:
    """The first and the last day, or the only one; empty where no article has one."""
    if days is None:
        return ""
    first, last = map(texts.day, days)
    return first if first == last else texts("sides.days", first=first, last=last)


def numbers_of(numbers: Sequence[int]) -> str:
    """ "[2]–[4], [7]"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"[{run[0]}]" if len(run) == 1 else f"[{run[0]}]–[{run[-1]}]" for run in runs]
    return ", ".join(told)


def unfound_told(words: Sequence[str], texts: Texts) -> str | None:
    """Which words of a topic no article has, if any."""
    return texts("sides.unfound", words=", ".join(words)) if words else None
