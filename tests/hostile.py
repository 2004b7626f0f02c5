"""What people send who mean no good, or nothing at all: texts and button data, the same for the
same seed."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

from tests.botapi.text import is_blank, utf16_length

LONGEST = 4096
COMMANDS = (
    "ask", "start", "help", "sources", "article", "who", "status", "watch", "digest", "quiet",
    "settings", "rebuild", "add", "remove", "allow", "deny", "errors", "forget", "cancel", "share",
    "questions",
    "article_1", "article_999999999999999", "article_", "frobnicate", "ask@brief_bot", "ASK",
    "start@other_bot", "ask@", "a" * 40, "__proto__", "watch_stop_1", "q", "0",
)  # fmt: skip
QUESTIONS = (
    "Why was the quay closed until the evening?",
    "Where did the council vote to move the fish market?",
    "Who felt one long scrape?",
    "What does the harbour authority deny?",
    "How many people were on board?",
    "And what did the pilots say?",
    "Why was the quay closed until the morning?",
    "What did Ines Vardel feel?",
    "why?",
    "and the quay?",
    "thanks",
)
NUMBERS = (
    "0", "1", "-1", "2", "007", "1e9", "99999", "2147483648", "9223372036854775807",
    "9223372036854775808", "-9223372036854775809", "9" * 40, "1.5", "٣", "１", "²", "½", "Ⅷ",
    "0x1f", "-1001000000005", "--1", "+7", "NaN", "∞",
)  # fmt: skip
ZONES = (
    "Europe/Kyiv", "Mars/Phobos", "../../etc/passwd", "/etc/localtime", "UTC", "utc+3", "Europe",
    "EST5EDT", "", ".", "posix/UTC", "A" * 300, "Europe/Kyiv\u202e", "localtime",
)  # fmt: skip
TIMES = ("07:00", "7", "24:00", "25:61", "-1:00", "07.00", "٠٧:٠٠", "07:00:00", "22:00-07:00",
         "22:00–07:00", "07:00-07:00", ":", "00:00-24:00")  # fmt: skip
NAMES = ("Vardal", "Ines Vardal", "Harbour Post", "the gull", "pilots", "nobody", "’", "%", "_")
PAYLOADS = (
    "p_1_1", "p_1_2_1", "p_3_0", "p_0_0", "p_999999999999999_999999999", "p_1_1_999999999",
    "q_abc", "p_", "p_1", "p_-1_1", "_" * 64, "start", "p_1_1_1_1", "p_٣_1",
)  # fmt: skip
MARKUP = (
    "<b>bold", "</b>", "<a href='https://evil.example'>x</a>", "<script>alert(1)</script>",
    "[x](https://evil.example)", "*bold*", "_it_", "`code`", "```", "||spoiler||", "~x~", "\\",
    "tg://user?id=1", "@brief_bot", "@admin", "#tag", "https://evil.example/?a=1#:~:text=b",
    "&lt;", "&#0;", "&nbsp;", "{0}", "{n}", "{", "}", "%s", "%(x)s", "$(id)", "${x}", "';--",
    '"', '""', "'", "NEAR(a b)", "a AND", "OR", "NOT", "text:x", "a*", "^a", "(", ")", "-", "…",
    "/ask", "invoice.zip", "GOV.UK", "U.N.is", "правда.рф", "night@desk.example", "@dutyofficer",
    "#Київ", "$USD", "/evil", "/evil@other_bot", "10:30", "4111 1111 1111 1111", "+380441234567",
    "tg://resolve?domain=x", "2.3.4.4", "https://x.test/(a)?b.", "\x00",
    "\x1b[31m", "null", "__class__", "../../x", "C:\\x", "file:///etc/passwd",
)  # fmt: skip
FILTERS = (
    'from:"Harbour Post"', "from:", 'from:"', "from:“The Gull”", "from:«x", "since:2031-03-04",
    "since:", "since:0000-00-00", "until:9999-12-31", "until:2031-02-30", "since:٢٠٣١-٠٣-٠٤",
    "by:Vardal", "by:", "by:\"Ines Vardal\"", "since:2031-03-04 since:2031-03-05", "FROM:x",
    "until:10000-01-01", "from:" + "x" * 300, "from:*", "by:{n}",
    "since:2031-03-09 until:2031-03-01", "since:yesterday", "until:last week", "since:someday",
)  # fmt: skip
_ODD = (
    (0x00, 0x20), (0x7F, 0xA0), (0x300, 0x370), (0x591, 0x5C8), (0x600, 0x6FF), (0x900, 0x980),
    (0xE00, 0xE80), (0x1160, 0x1200), (0x200B, 0x2070), (0x20D0, 0x2100), (0x2066, 0x206A),
    (0x3000, 0x3100), (0xAC00, 0xAD00), (0xE000, 0xE100), (0xFE00, 0xFE10), (0xFEFF, 0xFF00),
    (0xFFF0, 0xFFFE), (0x1D400, 0x1D500), (0x1F1E6, 0x1F200), (0x1F300, 0x1F700),
    (0xE0001, 0xE0080), (0xE0100, 0xE01F0), (0x10FF00, 0x10FFFE),
)  # fmt: skip


class Hostile:
    """Makes them; `dice` decides."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self._texts: tuple[tuple[Callable[[], str], int], ...] = (
            (self.question, 6),
            (self.filtered, 5),
            (self.noise, 6),
            (self.patchwork, 6),
            (self.command, 12),
            (self.long, 1),
        )

    def text(self) -> str:
        """One that an app can send: not blank, 4096 UTF-16 units at most."""
        makers, weights = zip(*self._texts, strict=True)
        while not (text := sendable(self.dice.choices(makers, weights)[0]())):
            pass
        return text

    def question(self) -> str:
        return self.spoilt(self.dice.choice(QUESTIONS))

    def filtered(self) -> str:
        parts = [self.dice.choice(QUESTIONS), *self._some(FILTERS, 3), *self._some(MARKUP, 1)]
        self.dice.shuffle(parts)
        return " ".join(parts)

    def noise(self) -> str:
        """Characters of any kind, a few ranges at a time."""
        ranges = [*self.dice.sample(_ODD, 2), (0x20, 0x7F), (0xA0, 0xD800), (0xE000, 0x110000)]
        chosen = self.dice.choices(ranges, k=self.dice.choice((1, 2, 7, 40, 299, 301)))
        return "".join(chr(self.dice.randrange(*each)) for each in chosen)

    def patchwork(self) -> str:
        pool = (*MARKUP, *NUMBERS, *FILTERS, *NAMES, *PAYLOADS)
        return self.dice.choice(("", " ", "\n")).join(self._some(pool, 12))

    def command(self) -> str:
        """A command, mostly with arguments of the kind that it takes."""
        name = self.dice.choice(COMMANDS)
        arguments = {
            "start": PAYLOADS,
            "article": NUMBERS,
            "remove": NUMBERS,
            "who": NAMES,
            "allow": NUMBERS,
            "deny": NUMBERS,
            "questions": ("refused", "wrong", "slow"),
            "settings": ("passages 2", "passages", "language uk", "zone Europe/Kyiv", *NUMBERS),
            "watch": ("stop", "stop #1", *QUESTIONS, *NUMBERS),
            "digest": ("now", "daily", "weekly", "mon", "off", *TIMES, *ZONES),
            "quiet": ("off", *TIMES, *ZONES),
            "add": ("title: x", "date: 2031-99-99", "url: javascript:x", "\noutlet: y", *MARKUP),
        }.get(name, (*QUESTIONS, *NUMBERS, *MARKUP))
        gap = self.dice.choice((" ", " ", " ", "\n", "  ", "\u00a0", ""))
        return f"/{name}{gap}" + " ".join(self._some((*arguments, self.noise()), 4))

    def long(self) -> str:
        piece = self.spoilt(
            self.dice.choice((*QUESTIONS, *MARKUP, "🇺🇦", "e\u0301\u0302", "\u202e"))
        )
        return piece * (1 + LONGEST // max(1, len(piece)))

    def spoilt(self, text: str) -> str:
        """With a stretch replaced, doubled, turned or decomposed."""
        start = self.dice.randrange(len(text) + 1)
        stop = self.dice.randrange(start, len(text) + 1)
        cut = text[start:stop]
        other = self.dice.choice(
            (cut, cut, cut, "", cut * 2, cut[::-1], cut.upper(), self.noise(),
             unicodedata.normalize("NFD", cut), self.dice.choice(MARKUP))
        )  # fmt: skip
        return text[:start] + other + text[stop:]

    def data(self, known: str) -> str:
        """Callback data: `known` changed a little, or anything; 64 bytes at most."""
        dice = self.dice
        made = dice.choice((
            known,
            known.replace(":", dice.choice((":", "::", ":-", ";", ":9")), 1),
            dice.choice("pcrsnlaxkvgwmodezq") + known[1:],
            f"{dice.choice('pcrsnlaxkvgwmode')}:{dice.choice(NUMBERS)}:{dice.choice(NUMBERS)}",
            f"{known.rpartition(':')[0]}:{dice.choice(NUMBERS)}.{dice.choice(NUMBERS)}",
            self.spoilt(known),
            self.noise(),
        ))  # fmt: skip
        return made.encode("utf-8", "ignore")[:64].decode("utf-8", "ignore")

    def file(self) -> tuple[str, bytes]:
        """A name and a content."""
        dice = self.dice
        stem = dice.choice((*MARKUP, *NUMBERS, self.noise(), "../" * 9, "a" * 300, ".", ""))
        suffix = dice.choice((".txt", ".md", ".html", ".jsonl", ".TXT", ".exe", "", ".txt\u202e"))
        bodies: tuple[Callable[[], bytes], ...] = (
            lambda: self.patchwork().encode("utf-8", "ignore"),
            lambda: dice.randbytes(dice.randrange(1, 200)),
            lambda: b'{"text": "The lamp was lit.", "title": 7, "date": []}\n{"x"',
            lambda: b"---\ntitle: [\n---\nThe lamp was lit again on Friday, the keeper said.",
            lambda: b"<html><body><p>" + self.noise().encode("utf-8", "ignore") + b"</p></body>",
            lambda: b"\xff\xfe" + self.noise().encode("utf-16-le", "ignore"),
        )
        return stem + suffix, dice.choice(bodies)() or b"x"

    def _some(self, pool: tuple[str, ...], most: int) -> list[str]:
        return self.dice.choices(pool, k=self.dice.randint(0, most))


def sendable(text: str) -> str:
    """As much of a text as an app sends; empty where it would send nothing."""
    text = text.encode("utf-8", "ignore").decode()
    while utf16_length(text) > LONGEST:
        text = text[: -max(1, (utf16_length(text) - LONGEST) // 2)]
    return "" if is_blank("".join(c for c in text if c > " ")) else text
