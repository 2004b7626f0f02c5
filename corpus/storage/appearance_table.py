"""Stored appearances: who each article's speakers are over the corpus, and why.

An appearance is one speaker of one article, with what the article tells of them. Whenever one
comes or goes, its keys are noted, and the appearances tied to those keys are linked anew.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.attribution.types import Act, Attribution, Kind
from corpus.languages.en import ENGLISH
from corpus.speakers.appearances import Appearance
from corpus.speakers.linking import Linked, keys_of, link
from corpus.speakers.names import NameKind, fold, read_name
from corpus.speakers.parties import Party, one_party
from corpus.storage.database import Database
from corpus.storage.waiting import is_attributed_now, waiting
from corpus.types import Span

# Keys that are linked in one transaction. Set by hand; not measured.
_TOGETHER = 1_000


@dataclass(frozen=True, slots=True)
class Unidentified:
    """A version of an article whose speakers are still to be identified."""

    article: int
    version: int
    title: str | None
    body: str
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class PartySpan:
    """Words of a version's text that show for which party somebody in it speaks."""

    party: str
    article: int
    version: int
    span: Span
    words: str


class AppearanceTable:
    """The speakers of each article, and who they are. Raises as CorpusStore does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def party_words(self, articles: Iterable[int]) -> list[PartySpan]:
        """What shows the parties in all versions of these articles, in the order of the texts."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT party, article, version, party_start, party_stop,"
                " substr(body, party_start + 1, party_stop - party_start)"
                " FROM appearances JOIN versions USING (article, version)"
                " WHERE party_held AND article IN (SELECT value FROM json_each(?))"
                " ORDER BY article, version, party_start",
                [json.dumps(sorted(articles))],
            ).fetchall()
        return [
            PartySpan(party, article, version, Span(start, stop), words)
            for party, article, version, start, stop, words in rows
        ]

    def unidentified(self, identifier: str, *, limit: int) -> list[Unidentified]:
        """Attributed current versions whose speakers `identifier` has not seen, oldest first."""
        with self._database.read() as db:
            rows = waiting(
                db,
                "title",
                "body",
                table="identified",
                by="identifier",
                name=identifier,
                limit=limit,
                among="JOIN (SELECT article, version FROM attributed WHERE reason IS NULL)"
                " USING (article, version)",
            )
            return [
                Unidentified(article, version, title, body, _attributions(db, article, version))
                for article, version, title, body in rows
            ]

    def save(
        self, done: Iterable[tuple[Unidentified, Sequence[Appearance]]], *, identifier: str
    ) -> None:
        """Replace the appearances of these versions; one that is gone meanwhile is passed by."""
        with self._database.write() as db:
            for version, appearances in done:
                key = [version.article, version.version]
                db.execute("DELETE FROM identified WHERE article = ? AND version = ?", key)
                if not is_attributed_now(db, *key):
                    continue
                others = sorted(appearances[0].others) if appearances else []
                db.execute(
                    "INSERT INTO identified VALUES (?, ?, ?, ?)",
                    [*key, identifier, json.dumps(others)],
                )
                for appearance in appearances:
                    _insert(db, key, appearance)

    def link_changed(self) -> int:
        """Link anew whatever is tied to a changed appearance; returns how many were looked at."""
        looked_at = 0
        while True:
            with self._database.write() as db:
                keys = [
                    row[0]
                    for row in db.execute("SELECT key FROM unlinked_keys LIMIT ?", [_TOGETHER])
                ]
                if not keys:
                    return looked_at
                looked_at += _link(db, keys)

    def link_again(self, names: Iterable[str]) -> None:
        """Note that an editor has changed what links these names, as articles have them."""
        with self._database.write() as db:
            for name in names:
                db.execute(
                    "INSERT OR IGNORE INTO unlinked_keys SELECT key FROM appearance_keys"
                    " JOIN appearances ON id = appearance WHERE speaker = ? OR origin = ?",
                    [name, name],
                )
        self.link_changed()


def _insert(db: sqlite3.Connection, key: list[int], appearance: Appearance) -> None:
    name, party = appearance.name, appearance.party
    fixed = name.kind in (NameKind.NATION, NameKind.DESCRIPTION)
    told = {
        "gender": appearance.gender,
        "offices": sorted(appearance.offices),
        "acronyms": sorted(appearance.acronyms),
        "state": appearance.state,
        "role": name.kind is NameKind.PERSON,
        "count": appearance.count,
    }
    number = db.execute(
        "INSERT INTO appearances (article, version, speaker, kind, told, described, party,"
        " party_start, party_stop, party_held, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *key,
            appearance.speaker,
            name.kind.value,
            json.dumps(told),
            appearance.described,
            party and party.name,
            party and party.span.start,
            party and party.span.stop,
            party and party.held,
            name.shown if fixed else None,
        ],
    ).lastrowid
    keys = sorted(keys_of(appearance))
    db.executemany("INSERT INTO appearance_keys VALUES (?, ?)", [(k, number) for k in keys])


def _link(db: sqlite3.Connection, keys: Sequence[str]) -> int:
    """Link all that is tied to these keys, over any number of steps."""
    seen, ids = _tied(db, keys)
    numbered = _load(db, ids)
    by_place = {(a.article, a.speaker): number for number, a in numbered.items()}
    splits = {
        frozenset((fold(one), fold(other)))
        for one, other in db.execute("SELECT name, other FROM speaker_splits")
    }
    found = link(
        numbered.values(),
        apart=lambda one, other: frozenset((fold(one), fold(other))) in splits,
    )
    db.executemany(
        "UPDATE appearances SET origin = ?, reason = ? WHERE id = ?",
        [
            (one.origin, one.reason, by_place[one.appearance.article, one.appearance.speaker])
            for one in found
        ],
    )
    _save_origins(db, found)
    db.execute(
        "DELETE FROM unlinked_keys WHERE key IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(seen))],
    )
    return len(numbered)


def _tied(db: sqlite3.Connection, keys: Sequence[str]) -> tuple[set[str], set[int]]:
    """All keys and appearances that are tied to these keys."""
    seen, ids, fresh = set(keys), set[int](), set(keys)
    while fresh:
        met = {
            row[0]
            for row in db.execute(
                "SELECT appearance FROM appearance_keys"
                " WHERE key IN (SELECT value FROM json_each(?))",
                [json.dumps(sorted(fresh))],
            )
        } - ids
        ids |= met
        fresh = {
            row[0]
            for row in db.execute(
                "SELECT key FROM appearance_keys"
                " WHERE appearance IN (SELECT value FROM json_each(?))",
                [json.dumps(sorted(met))],
            )
        } - seen
        seen |= fresh
    return seen, ids


def _load(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Appearance]:
    found: dict[int, Appearance] = {}
    others: dict[int, frozenset[str]] = {}
    rows = db.execute(
        "SELECT id, article, speaker, told, described, party, party_start, party_stop,"
        " party_held, others FROM appearances JOIN identified USING (article, version)"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(ids))],
    )
    for row in rows:
        article = row[1]
        if article not in others:
            others[article] = frozenset(json.loads(row[9]))
        found[row[0]] = _appearance(row, others[article])
    return found


def _appearance(row: Sequence[Any], others: frozenset[str]) -> Appearance:
    told = json.loads(row[3])
    state = tuple(told["state"]) if told.get("state") else None
    return Appearance(
        article=row[1],
        speaker=row[2],
        name=read_name(row[2], role=told["role"], state=state),
        gender=told["gender"],
        offices=frozenset(told["offices"]),
        others=others,
        acronyms=frozenset(told["acronyms"]),
        state=state,
        party=row[5] and Party(row[5], Span(row[6], row[7]), bool(row[8])),
        described=row[4],
        count=told["count"],
    )


def _save_origins(db: sqlite3.Connection, found: Sequence[Linked]) -> None:
    """The party of each, and the editors' words under the name that they go by now."""
    by_origin: dict[str, list[Appearance]] = {}
    for one in found:
        if one.origin is not None:
            by_origin.setdefault(one.origin, []).append(one.appearance)
    for origin, appearances in by_origin.items():
        party = one_party(a.party for a in appearances if a.party is not None)
        if party is not None and fold(party) in {fold(a.name.shown) for a in appearances}:
            party = origin  # an armed group speaks for itself, by its one name
        party = party and _one_name(db, party)
        db.execute(
            "INSERT INTO origins VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET party = excluded.party",
            [origin, party],
        )
        for name in {a.speaker for a in appearances} - {origin}:
            _follow(db, name, origin)
            if _one_name(db, name) == origin:
                db.execute("UPDATE origins SET party = ? WHERE party = ?", [origin, name])
    db.execute(
        "DELETE FROM origins WHERE name NOT IN"
        " (SELECT origin FROM appearances WHERE origin IS NOT NULL)"
    )
    _name_groups_in_full(db)


def _name_groups_in_full(db: sqlite3.Connection) -> None:
    """ "The Front" of one article is the River Front of another, where no other front is known."""
    shortest = db.execute("SELECT DISTINCT party FROM origins WHERE instr(party, ' ') = 0")
    for (short,) in shortest.fetchall():
        if short.lower() in ENGLISH.offices.armed:
            full = db.execute(
                "SELECT DISTINCT party FROM origins WHERE party LIKE ? LIMIT 2", [f"% {short}"]
            ).fetchall()
            if len(full) == 1:
                db.execute("UPDATE origins SET party = ? WHERE party = ?", [full[0][0], short])


def _one_name(db: sqlite3.Connection, party: str) -> str:
    """A party by the one name of the speaker that it is, where it is one."""
    rows = db.execute(
        "SELECT DISTINCT origin FROM appearances WHERE speaker = ? AND origin IS NOT NULL LIMIT 2",
        [party],
    ).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else party


def _follow(db: sqlite3.Connection, name: str, origin: str) -> None:
    """What an editor said of a speaker by a shorter name holds under the fuller one."""
    elsewhere = db.execute(
        "SELECT 1 FROM appearances WHERE speaker = ? AND origin IS NOT ? LIMIT 1", [name, origin]
    ).fetchone()
    known = db.execute(
        "SELECT 1 FROM speakers LEFT JOIN speaker_aliases ON speaker = id"
        " WHERE name = ? OR alias = ? LIMIT 1",
        [origin, origin],
    ).fetchone()
    if elsewhere is None and known is None:
        db.execute("UPDATE speakers SET name = ? WHERE name = ?", [origin, name])


def _attributions(db: sqlite3.Connection, article: int, version: int) -> tuple[Attribution, ...]:
    """The attributions of a version, as far as who speaks."""
    rows = db.execute(
        "SELECT source_start, source_stop, antecedent_start, antecedent_stop, speaker,"
        " description_start, description_stop, min(start), max(stop), act, kind"
        " FROM attributions JOIN attribution_contents ON attribution = id"
        " WHERE article = ? AND version = ? AND speaker IS NOT NULL GROUP BY id ORDER BY id",
        [article, version],
    )
    return tuple(
        Attribution(
            source=_span(row[0], row[1]),
            cue=None,
            content=(Span(row[7], row[8]),),
            speaker=row[4],
            antecedent=_span(row[2], row[3]),
            act=Act(row[9]),
            kind=Kind(row[10]),
            description=_span(row[5], row[6]),
        )
        for row in rows
    )


def _span(start: int | None, stop: int | None) -> Span | None:
    return None if start is None or stop is None else Span(start, stop)
