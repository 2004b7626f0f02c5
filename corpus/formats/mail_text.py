"""The plain text of a message: what its sender wrote, without signature, quoted mail and footers.

Nothing is taken out for its look alone: a signature or a footer has to be short, as a divider may
stand above half a newsletter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Set by hand; not measured.
_MOST_OF_SIGNATURE = 12  # lines
_MOST_OF_HEAD = 12
_NOTE = 400  # characters above a forwarded message

_SIGNATURE = re.compile(r"--\s?")
_LIST_FOOTER = re.compile(r"_{20,}|-{20,}")
_QUOTED = re.compile(r"(?:>\s?)+")
_ATTRIBUTION = re.compile(
    r"(?:(?:On|Le|Am|El|В|У)\b.{5,200}\b(?:wrote|écrit|schrieb|escribió|пише|пишет)\s?:?"
    r"|.{3,100} (?:wrote|пише|пишет):)\s*",
    re.I | re.S,
)
_FORWARDED = re.compile(
    r"[ \t]*(?:-{3,}[ \t]*(?:forwarded message|original message|пересланное сообщение"
    r"|переслане повідомлення)\b[^\n]*|begin forwarded message:)[ \t]*",
    re.I,
)
_HEAD_FIELD = re.compile(r"\**(from|date|sent|subject|to|cc|reply-to)\**:\**\s*(.*)", re.I)
_UNSUBSCRIBE = re.compile(
    r"\b(?:unsubscribe|manage (?:your )?(?:subscription|preferences)|opt[- ]out"
    r"|you (?:are|'re|’re) receiving this (?:e-?mail|message|newsletter)"
    r"|you received this (?:e-?mail|message|newsletter)"
    r"|view (?:this|it|the) (?:e-?mail|message|newsletter)?\s?(?:in|on) (?:your|a) (?:web )?browser"
    r"|view (?:in|on) (?:your )?browser|trouble (?:viewing|reading) this"
    r"|update (?:your )?(?:profile|preferences)|відписатися|отписаться)\b",
    re.I,
)
_SHORT = 600  # characters of a paragraph about the letter itself


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The head of a message within another, and its text."""

    sender: str
    date: str
    subject: str
    text: str


def unflow(text: str, *, delsp: bool) -> str:
    """The paragraphs of format=flowed (RFC 3676), a line each, with their quote marks."""
    lines: list[str] = []
    goes_on: str | None = None  # the quote marks of a line that is not ended
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line.lstrip(">")
        marks = line[: len(line) - len(bare)]
        bare = bare.removeprefix(" ")
        is_signature = bare == "-- "
        is_soft = bare.endswith(" ") and not is_signature
        written = bare[:-1] if is_soft and delsp else bare
        if goes_on == marks and not is_signature:
            lines[-1] += written
        else:
            lines.append(f"{marks} {written}" if marks else written)
        goes_on = marks if is_soft else None
    return "\n".join(lines)


def own_text(text: str) -> str:
    """What the sender wrote."""
    lines = _without_signature(text.replace("\r\n", "\n").split("\n"))
    kept: list[str] = []
    is_quoted = False
    for line in lines:
        was_quoted, is_quoted = is_quoted, line.startswith(">")
        if not is_quoted:
            kept.append(line)
        elif not was_quoted:
            _drop_attribution(kept)
            kept.append("")
    paragraphs = re.split(r"\n\s*\n", "\n".join(kept))
    return "\n\n".join(
        each.strip("\n")
        for each in paragraphs
        if each.strip() and not (len(each) < _SHORT and _UNSUBSCRIBE.search(each))
    )


def forwarded(text: str) -> Forwarded | None:
    """The message that is passed on, where there is one and little more than it."""
    lines = text.replace("\r\n", "\n").split("\n")
    bare = [_QUOTED.sub("", line, count=1) for line in lines]
    at = next((i for i, line in enumerate(bare) if _FORWARDED.fullmatch(line)), None)
    if at is None or len(own_text("\n".join(lines[:at]))) > _NOTE:
        return None
    inner = lines[at + 1 :]
    written = [line for line in inner if line.strip()]
    if written and all(line.startswith(">") for line in written[:_MOST_OF_HEAD]):
        inner = [_QUOTED.sub("", line, count=1) for line in inner]
    told, end = _head(inner)
    if "from" not in told or not ("subject" in told or "date" in told or "sent" in told):
        return None
    return Forwarded(
        sender=told["from"],
        date=told.get("date") or told.get("sent", ""),
        subject=told.get("subject", ""),
        text="\n".join(inner[end:]),
    )


def is_forward_mark(line: str) -> bool:
    """Whether it is what programs write above a message that is passed on."""
    return _FORWARDED.fullmatch(line) is not None


def is_head_field(line: str) -> bool:
    """Whether it is a line of the head of such a message."""
    return _HEAD_FIELD.fullmatch(line) is not None


def is_about_letter(text: str) -> bool:
    """Whether a short text tells how to read the letter, or to get no more of them."""
    return len(text) < _SHORT and _UNSUBSCRIBE.search(text) is not None


def _head(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields above a message that is passed on, and where its text begins."""
    told: dict[str, str] = {}
    last = ""
    for i, line in enumerate(lines[:_MOST_OF_HEAD]):
        found = _HEAD_FIELD.fullmatch(line.strip())
        if found:
            last = found[1].lower()
            told.setdefault(last, found[2].strip())
        elif not line.strip():
            if told:
                return told, i
        elif last and line[:1] in " \t":
            told[last] += f" {line.strip()}"
        else:
            return told, i
    return told, min(len(lines), _MOST_OF_HEAD)


def _without_signature(lines: Sequence[str]) -> Sequence[str]:
    for mark in (_SIGNATURE, _LIST_FOOTER):
        at = next((i for i in reversed(range(len(lines))) if mark.fullmatch(lines[i])), None)
        if at is None or at == 0:
            continue
        below = [line for line in lines[at + 1 :] if line.strip()]
        is_list = mark is _LIST_FOOTER
        if len(below) <= _MOST_OF_SIGNATURE and (not is_list or _is_footer(below)):
            lines = lines[:at]
    return lines


def _is_footer(lines: Sequence[str]) -> bool:
    """Whether a program that sends letters to many wrote this."""
    text = "\n".join(lines)
    return bool(_UNSUBSCRIBE.search(text) or re.search(r"mailing list|listinfo", text, re.I))


def _drop_attribution(lines: list[str]) -> None:
    """ "On Tuesday, Ann Lee wrote:", above what is quoted; it may run over two lines."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for size in (1, 2):
        if end >= size and _ATTRIBUTION.fullmatch(" ".join(lines[end - size : end])):
            del lines[end - size :]
            return
