"""What English feeds and pages write under an item: counters, and that there is more."""

from __future__ import annotations

import re

COUNTED = re.compile(
    r"\b\d[\d.,]*\s*[km]?\s*(?:comments?|views?|shares?|likes?|reads?|reactions?|retweets?|"
    r"(?:min(?:ute)?s?|hours?|days?|seconds?)\b(?:\s+(?:ago|read))?|people (?:reading|watching))\b|"
    r"\b(?:views?|comments?|shares?|likes?|reads?|reading time|last (?:updated|modified)|updated|"
    r"page generated|as of|served (?:by|at|from)|fingerprint|session|request id)\b\s*[:#(]",
    re.I,
)
"""A short line with this says how often, or when, and not what."""

CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:\.\.\.|…|&hellip;)\]|\[\+\d+ chars\]|"
    r"\b(?:read|continue|find out|learn|see) (?:the )?"
    r"(?:more|on|full (?:story|article)|reading|rest|whole story)\b[^.!?]{0,60}|"
    r"\bfull (?:story|article)\b[^.!?]{0,40}|\(more\))\W*$",
    re.I,
)
"""The end of a text that goes on elsewhere."""

APPEARED = re.compile(
    r"^(?:the (?:post|article) .{1,300} (?:appeared first|first appeared) on .{1,200}"
    r"|(?:originally )?published (?:first )?(?:at|on|by) .{1,100})\.?$",
    re.I,
)
"""What a program adds below each item."""
