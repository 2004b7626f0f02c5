"""A few short articles as files, of every kind that can be taken in."""

from __future__ import annotations

import json
from pathlib import Path

FERRY = """---
title: Night ferry runs aground off Lissow
source: Harbour Post
date: 2031-03-04
---
The night ferry Calla ran aground off Lissow at two in the morning, with 212 people on board.

"We felt one long scrape and then nothing moved," said Ines Vardal, who was on the car deck.

The pilots' union said that the lighthouse at Lissow had been dark since Sunday. The harbour
authority denies it.
"""

MARKET = {
    "id": "market-7",
    "title": "Fish market to move inland",
    "source": "The Gull",
    "date": "2031-03-06",
    "url": "https://gull.example/market",
    "text": "The council voted on Thursday to move the fish market to the old tram depot.\n\n"
    "Traders say that the depot has no cold store and that the move will ruin them.",
}

NOTE = """The weather station on the mole measured a gust of 141 kilometres an hour on Tuesday.

Two cranes were blown over, and the quay was closed until the evening.
"""


def write_news(folder: Path) -> Path:
    """Three articles: one with front matter, one of a JSONL file, one of which nothing is known."""
    folder.mkdir(parents=True)
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    (folder / "gull.jsonl").write_text(json.dumps(MARKET) + "\n", encoding="utf-8")
    (folder / "storm-note.txt").write_text(NOTE, encoding="utf-8")
    return folder
