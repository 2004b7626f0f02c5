#!/usr/bin/env bash
# Python 3.11's mailbox.mbox: a line of a letter that begins with "From " ends the letter.
#
# One would guess that a mark between letters is what programs write as one: "From", an address and a
# date. But any line will do, so that the sentence "From 2022 on the unit was in reserve." is lost,
# without an error, and what comes after it is a second letter without subject or sender. What a
# program has escaped for that reason (">From ") keeps its mark.
set -euo pipefail
python3 - <<'PYTHON'
import mailbox
import sys
import tempfile

LETTER = """From news@echo.example Tue Mar  4 08:30:00 2031
From: news@echo.example
Subject: Reserve

The unit was sent to the strait.

From 2022 on the unit was in reserve.
It had 37 men.

>From the quay it was seen.
"""
with tempfile.NamedTemporaryFile("w", suffix=".mbox") as file:
    file.write(LETTER)
    file.flush()
    letters = list(mailbox.mbox(file.name))
text = "".join(letter.get_payload() for letter in letters)
print(f"Python {sys.version.split()[0]}: {len(letters)} letters of 1")
print(f"the sentence is there: {'From 2022 on' in text}; escaped still: {'>From the quay' in text}")
if (len(letters), "From 2022 on" in text, ">From the quay" in text) != (2, False, True):
    sys.exit("changed: there were 2 letters, the sentence was lost, the mark was kept")
PYTHON
