"""Who says what on a topic, on the screen: a block a party, with the outlets' doubts under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from bot.terminal.console import INDENT, QUOTED, TEXTS, show_block, source_line
from bot.terminal.printable import printable_line
from bot.texts.claims import numbers_of, origins_of, said_by, story_told, unfound_told
from bot.texts.labels import outlet_or_file
from index.claims.caveat import Caveat
from index.claims.sides import Block, Sides, quoted
from index.claims.story import Claim
from index.claims.voices import VoiceKind


def show_sides(console: Console, sides: Sides, *, most: int) -> None:
    """Show a topic by who speaks; of each block at most so many claims."""
    _show_head(console, sides)
    numbers = sides.numbers
    shown = {
        claim.statement.id: numbers[claim.statement.id]
        for block in sides.blocks
        for claim in block.claims[:most]
    }
    kind = VoiceKind.PARTY
    for block in sides.blocks:
        if block.voice.kind is VoiceKind.PARTY or block.voice.kind is not kind:
            console.print()
        if block.voice.kind is not kind:
            kind = block.voice.kind
            console.print(Text(TEXTS(f"side_kind.{kind}"), style="bold cyan"))
        _show_block(console, block, sides, numbers, most=most)
    if over_all := sides.doubts_over_all:
        console.print()
        for caveat in over_all:
            _show_caveat(console, caveat, shown)
    console.print()
    _show_silent(console, sides)


def _show_head(console: Console, sides: Sides) -> None:
    topic = sides.topic
    console.print(Text(printable_line(topic.text), style="bold"))
    console.print(Text(story_told(topic.story, len(sides.outlets), TEXTS), style="dim"))
    if sides.unread:
        console.print(Text(TEXTS("sides.unread", n=sides.unread), style="yellow"))
    if topic.narrowed:
        words = printable_line(", ".join(topic.narrowed))
        console.print(Text(TEXTS("sides.narrowed", words=words), style="dim"))
    show_unfound(console, topic.unfound)
    for story in topic.others:
        if story.title:
            also = TEXTS("sides.other_story", title=printable_line(story.title))
            console.print(Text(also, style="dim"))


def show_unfound(console: Console, words: Sequence[str]) -> None:
    """Show which words of a topic no article has, if any."""
    if told := unfound_told(words, TEXTS):
        console.print(Text(printable_line(told), style="yellow"))


def _show_block(
    console: Console,
    block: Block,
    sides: Sides,
    numbers: Mapping[int, int],
    *,
    most: int,
) -> None:
    if block.voice.kind is VoiceKind.PARTY:
        head = Text(printable_line(block.voice.name), style="bold cyan")
        head.append(f" · {printable_line(origins_of(block, TEXTS))}", style="dim")
        console.print(head)
    shown = block.claims[:most]
    for claim in shown:
        _show_claim(console, claim, block, sides, numbers[claim.statement.id])
    if len(block.claims) > most:
        console.print(Text(f"{INDENT}{TEXTS('sides.more', n=len(block.claims) - most)}", "dim"))
    of_block = {claim.statement.id for claim in shown}
    for caveat in sides.doubts_of(of_block):
        _show_caveat(console, caveat, {id_: numbers[id_] for id_ in of_block})


def _show_claim(console: Console, claim: Claim, block: Block, sides: Sides, number: int) -> None:
    passage = claim.passage
    line = Text(f"[{number:>2}] ", style="cyan")
    line.append(source_line(passage.article))
    line.append(f" · paragraph {passage.paragraph.position}", style="dim")
    console.print(line)
    told = said_by(claim, block.voice, sides, TEXTS)
    if told:
        console.print(Text(f"{INDENT}{printable_line(told)}", style="italic"))
    show_block(console, quoted(claim).of(passage.paragraph.text), prefix=QUOTED)
    echoes = sides.origins.echoes.get(claim.statement.id, ())
    if echoes:
        names = dict.fromkeys(outlet_or_file(echo.passage.article) for echo in echoes)
        also = TEXTS("also_in", outlets=", ".join(names))
        console.print(Text(f"{INDENT}{printable_line(also)}", style="dim"))


def _show_caveat(console: Console, caveat: Caveat, numbers: Mapping[int, int]) -> None:
    about = [numbers[id_] for id_ in caveat.about if id_ in numbers]
    if not about:
        return
    told = TEXTS(
        "sides.doubt",
        outlet=printable_line(outlet_or_file(caveat.passage.article)),
        numbers=numbers_of(about),
    )
    console.print(Text(f"{INDENT}{told}", style="yellow"))
    words = caveat.shown.of(caveat.passage.paragraph.text)
    show_block(console, words, prefix=f"{INDENT}{QUOTED}")


def _show_silent(console: Console, sides: Sides) -> None:
    if not sides.silent:
        return
    names = ", ".join(voice.name for voice in sides.silent)
    told = TEXTS(
        "sides.silent",
        n=len(sides.articles) - sides.unread,
        outlets=TEXTS("sides.outlets", n=len(sides.outlets)),
    )
    console.print(Text.assemble((f"{told} ", "dim"), printable_line(names)))
