"""Speakers across articles: one name for all that mean the same, and the party each speaks for."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from corpus.errors import AliasTaken, SpeakerNotFound
from corpus.storage.database import Database


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A speaker with the number of attributions in current articles."""

    name: str
    party: str | None
    aliases: tuple[str, ...]
    attributions: int


class SpeakerTable:
    """The speakers of a corpus: those quoted in it, joined and named as an editor says.

    Raises as CorpusStore does.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, *, text: str = "", limit: int | None = None) -> list[SpeakerSummary]:
        """Speakers, most quoted first; `text` is looked for in names, aliases and parties."""
        with self._database.read() as db:
            counts = {
                (row[0], row[1]): row[2]
                for row in db.execute(
                    "SELECT speaker_name, speaker_party, count(*) FROM spoken"
                    " WHERE speaker IS NOT NULL"
                    " AND (article, version) IN (SELECT number, version FROM articles)"
                    " GROUP BY speaker_name, speaker_party"
                )
            }
            known = {
                row[0].casefold(): (row[0], row[1], tuple((row[2] or "").split("\n")))
                for row in db.execute(
                    "SELECT name, party, group_concat(alias, char(10)) FROM speakers"
                    " LEFT JOIN speaker_aliases ON speaker = id GROUP BY id"
                )
            }
        totals: dict[str, SpeakerSummary] = {}
        for (name, party), count in counts.items():
            fold = name.casefold()
            before = totals.get(fold)
            shown, given, aliases = known.get(fold, (name, None, ()))
            totals[fold] = SpeakerSummary(
                name=shown,
                party=given or party or (before.party if before else None),
                aliases=tuple(sorted(filter(None, aliases))),
                attributions=count + (before.attributions if before else 0),
            )
        for fold, (name, party, aliases) in known.items():
            totals.setdefault(
                fold, SpeakerSummary(name, party, tuple(sorted(filter(None, aliases))), 0)
            )
        wanted = text.casefold()
        found = [
            speaker
            for speaker in totals.values()
            if not wanted
            or any(
                wanted in value.casefold()
                for value in (speaker.name, speaker.party or "", *speaker.aliases)
            )
        ]
        found.sort(key=lambda speaker: (-speaker.attributions, speaker.name.casefold()))
        return found[:limit]

    def names_for(self, name: str) -> tuple[str, ...]:
        """The speakers and parties that a reader may mean by `name`; empty where there are none.

        An exact name, alias or party wins; else every speaker whose name has all the words.
        """
        fold = name.strip().casefold()
        speakers = self.list()
        exact = [
            speaker.name
            for speaker in speakers
            if fold == speaker.name.casefold() or fold in map(str.casefold, speaker.aliases)
        ]
        parties = [s.party for s in speakers if s.party and s.party.casefold() == fold][:1]
        if exact or parties:
            return tuple(dict.fromkeys([*exact, *parties]))
        words = set(fold.split())
        return tuple(
            speaker.name
            for speaker in speakers
            if words
            and any(
                words <= set(known.casefold().split()) for known in (speaker.name, *speaker.aliases)
            )
        )

    def add_alias(self, name: str, alias: str) -> None:
        """From now on `alias` is `name`; raises SpeakerNotFound and AliasTaken."""
        with self._database.write() as db:
            owner = self._owner(db, name)
            if alias.casefold() == self._name(db, owner).casefold():
                return
            taken = db.execute(
                "SELECT speakers.id, name FROM speaker_aliases JOIN speakers"
                " ON speakers.id = speaker WHERE alias = ?",
                [alias],
            ).fetchone()
            if taken and taken[0] != owner:
                raise AliasTaken(alias, taken[1])
            self._absorb(db, owner, alias)

    def merge(self, name: str, other: str) -> None:
        """Make `other` and its aliases the same speaker as `name`; raises SpeakerNotFound."""
        with self._database.write() as db:
            owner = self._owner(db, name)
            second = self._owner(db, other)
            if owner != second:
                self._absorb(db, owner, self._name(db, second))

    def set_party(self, name: str, party: str | None) -> None:
        """Say whom the speaker speaks for; None leaves it to the articles.

        Raises SpeakerNotFound.
        """
        with self._database.write() as db:
            owner = self._owner(db, name)
            db.execute("UPDATE speakers SET party = ? WHERE id = ?", [party or None, owner])

    def _owner(self, db: sqlite3.Connection, name: str) -> int:
        """The id of the speaker that has this name or alias, entered now if it is only quoted."""
        row = db.execute(
            "SELECT id FROM speakers WHERE name = ?"
            " UNION SELECT speaker FROM speaker_aliases WHERE alias = ?",
            [name, name],
        ).fetchone()
        if row:
            return int(row[0])
        quoted = db.execute(
            "SELECT speaker FROM attributions WHERE speaker = ? LIMIT 1", [name]
        ).fetchone()
        if quoted is None:
            raise SpeakerNotFound(name)
        return int(db.execute("INSERT INTO speakers (name) VALUES (?)", [quoted[0]]).lastrowid or 0)

    def _name(self, db: sqlite3.Connection, owner: int) -> str:
        return str(db.execute("SELECT name FROM speakers WHERE id = ?", [owner]).fetchone()[0])

    def _absorb(self, db: sqlite3.Connection, owner: int, alias: str) -> None:
        """Take the alias, and the speaker of that name with its aliases, into `owner`."""
        row = db.execute("SELECT id FROM speakers WHERE name = ?", [alias]).fetchone()
        if row and row[0] != owner:
            db.execute("UPDATE speaker_aliases SET speaker = ? WHERE speaker = ?", [owner, row[0]])
            db.execute("DELETE FROM speakers WHERE id = ?", [row[0]])
        db.execute(
            "INSERT INTO speaker_aliases VALUES (?, ?)"
            " ON CONFLICT (alias) DO UPDATE SET speaker = excluded.speaker",
            [alias, owner],
        )
