"""Speakers across articles: one name for all that mean the same, and the party each speaks for."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.attribution.initials import initials_of
from corpus.attribution.nations import nation_of
from corpus.errors import (
    AliasNotFound,
    AliasTaken,
    GivenAlias,
    NotUnited,
    SameSpeaker,
    SpeakerAmbiguous,
    SpeakerNotFound,
)
from corpus.languages.en import ENGLISH
from corpus.speakers.names import fold
from corpus.storage.appearance_table import AppearanceTable
from corpus.storage.database import Database

NO_PARTY = ""
"""An editor's word that somebody speaks for nobody but themselves."""


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A speaker with the number of attributions in current articles.

    `aliases` are an editor's and those by which articles call them. `is_pooled` is a description
    that stands in several stories, as "officials" do, who are others in each: nobody's name,
    unless an editor made it one.
    """

    name: str
    party: str | None
    aliases: tuple[str, ...]
    attributions: int
    is_pooled: bool = False


@dataclass(frozen=True, slots=True)
class Union:
    """A name that was taken for a speaker's, in how many articles, and the reason in words."""

    name: str
    articles: int
    reason: str


@dataclass(frozen=True, slots=True)
class PartyWords:
    """Words of an article that show whom a speaker speaks for; or, not `held`, once spoke."""

    party: str
    held: bool
    words: str
    article: str
    articles: int


class SpeakerTable:
    """The speakers of a corpus: those quoted in it, joined and named as an editor says.

    Raises as CorpusStore does.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(
        self, *, text: str = "", limit: int | None = None, pooled: bool = False
    ) -> list[SpeakerSummary]:
        """Speakers, most quoted first, and with `pooled` those who are that, too; `text` is looked
        for in names, aliases and parties."""
        known = self._known()
        of_several = self._pooled() - known.keys()
        counts: dict[str, int] = {}
        parties: dict[str, dict[str | None, int]] = {}
        names: dict[str, str] = {}
        called: dict[str, set[str]] = {}
        for name, party, speaker, count in self._counted():
            key = name.casefold()
            names.setdefault(key, name)
            counts[key] = counts.get(key, 0) + count
            by_party = parties.setdefault(key, {})
            by_party[party] = by_party.get(party, 0) + count
            called.setdefault(key, set()).add(speaker)
        found = []
        for key in dict.fromkeys([*counts, *known]):
            if key in of_several and not pooled:
                continue
            name, given, aliases = known.get(key, (names.get(key, ""), None, ()))
            others = {a for a in called.get(key, ()) if a.casefold() != key} | set(aliases)
            unique = {alias.casefold(): alias for alias in sorted(others)}
            party = given if given is not None else _agreed(parties.get(key, {}))
            found.append(
                SpeakerSummary(
                    name,
                    party or None,
                    tuple(sorted(unique.values())),
                    counts.get(key, 0),
                    key in of_several,
                )
            )
        wanted = text.casefold()
        if wanted:
            found = [one for one in found if any(wanted in v.casefold() for v in _values(one))]
        found.sort(key=lambda speaker: (-speaker.attributions, speaker.name.casefold()))
        return found[:limit]

    def _counted(self) -> Sequence[tuple[str, str | None, str, int]]:
        with self._database.read() as db:
            return [
                (row[0], row[1], row[2], row[3])
                for row in db.execute(
                    "SELECT speaker_name, speaker_party, speaker, statements FROM called"
                    " WHERE live AND speaker_name IS NOT NULL"
                    " ORDER BY speaker_name, speaker_party, speaker"
                )
            ]

    def _pooled(self) -> set[str]:
        """Descriptions by which the articles of more than one story call somebody."""
        with self._database.read() as db:
            return {
                row[0].casefold()
                for row in db.execute(
                    "SELECT min(origin) FROM appearances LEFT JOIN stories USING (article)"
                    " WHERE kind = 'description' AND origin IS NOT NULL"
                    " AND (article, version) IN (SELECT number, version FROM articles)"
                    " GROUP BY lower(origin) HAVING count(DISTINCT coalesce(story, -article)) > 1"
                )
            }

    def _known(self) -> dict[str, tuple[str, str | None, tuple[str, ...]]]:
        """An editor's speakers by their names in one case: name, party, aliases."""
        with self._database.read() as db:
            rows = db.execute(
                "SELECT name, party, group_concat(alias, char(10)) FROM speakers"
                " LEFT JOIN speaker_aliases ON speaker = id GROUP BY id"
            )
            return {
                row[0].casefold(): (row[0], row[1], tuple(filter(None, (row[2] or "").split("\n"))))
                for row in rows
            }

    def names_for(self, name: str) -> tuple[str, ...]:
        """The speakers and parties that a reader may mean by `name`; empty where there are none.

        An exact name, an editor's alias or a party wins. Else it is every speaker whose name has
        all the words, so that a surname finds all who bear it; then initials; then an office that
        articles say a speaker holds ("defence minister of Norland"). A word for a nation or its
        government ("US", "American", "Kyiv") means who speaks for it, and whoever bears it too.
        """
        return self.names_among(self.list(), name)

    def names_among(self, speakers: Iterable[SpeakerSummary], name: str) -> tuple[str, ...]:
        """See names_for, of whose list these are; pooled ones are passed by."""
        speakers = [speaker for speaker in speakers if not speaker.is_pooled]
        wanted = name.strip().casefold()
        given = {a.casefold(): n for n, _, aliases in self._known().values() for a in aliases}
        wanted = given.get(wanted, name.strip()).casefold()
        exact = [speaker.name for speaker in speakers if speaker.name.casefold() == wanted]
        parties = [s.party for s in speakers if s.party and s.party.casefold() == wanted][:1]
        words = set(fold(name).split()) - {"the"}
        is_surname = len(words) == 1 and wanted not in given and not parties
        if words and (is_surname or not exact) and not parties:
            exact += [
                speaker.name
                for speaker in speakers
                if any(words <= _words(known) for known in (speaker.name, *speaker.aliases))
            ]
        nation = (nation_of(name) or "").casefold()
        if not parties:
            parties = [s.party for s in speakers if s.party and s.party.casefold() == nation][:1]
        if not exact and not parties:
            exact = [s.name for s in speakers if wanted.replace(".", "") in _initials(s.name)]
        if not exact and not parties and len(words) > 1:
            exact = [*self.in_office(name)]
        return tuple(dict.fromkeys([*exact, *parties]))

    def in_office(self, name: str) -> Sequence[str]:
        """Whom articles describe by these words, one of which is an office."""
        words = _told(name)
        speech = ENGLISH.speech
        offices = speech.names.titles | speech.names.roles | ENGLISH.offices.heads
        if offices.isdisjoint(words):
            return []
        rarest = max(words & offices, key=len)
        usual = ENGLISH.offices.offices
        forms = [rarest, *(short for short, office in usual.items() if office == rarest)]
        with self._database.read() as db:
            rows = db.execute(
                "SELECT DISTINCT origin, described FROM appearances WHERE origin IS NOT NULL"
                " AND kind IN ('person', 'open') AND party_held IS NOT 0"
                " AND EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(described), value))",
                [json.dumps(forms)],
            ).fetchall()
            found = {
                origin
                for origin, described in rows
                if words <= _told(" | ".join(map(_own, described.split(" | "))))
            }
            return [self._shown(db, origin) for origin in sorted(found)]

    def _shown(self, db: sqlite3.Connection, origin: str) -> str:
        row = db.execute(
            "SELECT name FROM speakers LEFT JOIN speaker_aliases ON speaker = id"
            " WHERE name = ? OR alias = ?",
            [origin, origin],
        ).fetchone()
        return str(row[0]) if row else origin

    def _as_stored(self, name: str) -> str:
        """The name as the corpus has it, where it is the only one that a reader may mean by it."""
        if self.is_one(name):
            return name
        meant = self.names_for(name)
        speakers = {speaker.name for speaker in self.list()}
        return meant[0] if len(meant) == 1 and meant[0] in speakers else name

    def is_one(self, name: str) -> bool:
        """Whether exactly one speaker goes by just this name."""
        with self._database.read() as db:
            try:
                self._origin(db, name)
            except (SpeakerNotFound, SpeakerAmbiguous):
                return False
        return True

    # Why

    def why(self, name: str) -> tuple[str, Sequence[Union]]:
        """The one name of a speaker, and what was united under it; raises SpeakerNotFound."""
        with self._database.read() as db:
            origin, shown = self._origin(db, name)
            rows = db.execute(
                "SELECT speaker, reason, count(DISTINCT article) FROM appearances"
                " WHERE origin = ? AND reason IS NOT NULL GROUP BY speaker, reason"
                " ORDER BY count(*) DESC, speaker",
                [origin],
            ).fetchall()
            given = db.execute(
                "SELECT alias, (SELECT count(DISTINCT article) FROM appearances"
                " WHERE speaker = alias OR origin = alias) FROM speaker_aliases"
                " JOIN speakers ON id = speaker WHERE name = ? ORDER BY alias",
                [shown],
            ).fetchall()
        united = [Union(form, articles, reason) for form, reason, articles in rows]
        return shown, united + [Union(row[0], row[1], "an editor said so") for row in given]

    def why_party(self, name: str) -> tuple[str, str | None, bool, Sequence[PartyWords]]:
        """The name, its party, whether an editor gave it, and the articles' words for one."""
        with self._database.read() as db:
            origin, shown = self._origin(db, name)
            rows = db.execute(
                "SELECT party, party_held, substr(body, party_start + 1, party_stop - party_start),"
                " articles.id, count(*) FROM appearances JOIN versions USING (article, version)"
                " JOIN articles ON number = article WHERE origin = ? AND party IS NOT NULL"
                " GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 3",
                [origin],
            ).fetchall()
            editor = db.execute("SELECT party FROM speakers WHERE name = ?", [shown]).fetchone()
            party = db.execute(
                "SELECT speaker_party FROM called WHERE speaker_name = ?"
                " GROUP BY 1 ORDER BY sum(statements) DESC LIMIT 1",
                [shown],
            ).fetchone()
        given = editor is not None and editor[0] is not None
        settled = (editor[0] or None) if given else party and party[0]
        words = [PartyWords(row[0], bool(row[1]), row[2], row[3], row[4]) for row in rows]
        return shown, settled, given, words

    # An editor's word

    def add_alias(self, name: str, alias: str) -> int:
        """From now on `alias` is `name`; returns how many statements become that speaker's.

        Raises SpeakerNotFound and AliasTaken.
        """
        name = self._as_stored(name)
        with self._database.write() as db:
            owner = self._owner(db, name)
            if alias.casefold() == self._name(db, owner).casefold():
                return 0
            taken = db.execute(
                "SELECT speakers.id, name FROM speaker_aliases JOIN speakers"
                " ON speakers.id = speaker WHERE alias = ?",
                [alias],
            ).fetchone()
            if taken and taken[0] != owner:
                raise AliasTaken(alias, taken[1])
            return self._absorb(db, owner, alias)

    def unalias(self, name: str, alias: str) -> None:
        """Take an editor's alias away again; raises SpeakerNotFound and AliasNotFound."""
        name = self._as_stored(name)
        with self._database.write() as db:
            owner = self._owner(db, name)
            gone = db.execute(
                "DELETE FROM speaker_aliases WHERE alias = ? AND speaker = ?", [alias, owner]
            )
            if not gone.rowcount:
                raise AliasNotFound(name, alias)

    def merge(self, name: str, other: str) -> int:
        """Make `other` and its aliases `name`; returns how many statements become that speaker's.

        Raises SpeakerNotFound and SameSpeaker.
        """
        name, other = self._as_stored(name), self._as_stored(other)
        with self._database.write() as db:
            owner = self._owner(db, name)
            second = self._owner(db, other)
            if owner == second:
                raise SameSpeaker(name, other, self._name(db, owner))
            return self._absorb(db, owner, self._name(db, second))

    def split(self, name: str, other: str) -> None:
        """Say that articles mean somebody else than `name` by `other`, now and from now on.

        Raises SpeakerNotFound, NotUnited and, for an editor's own alias, GivenAlias.
        """
        with self._database.write() as db:
            origin, shown = self._origin(db, name)
            given = db.execute(
                "SELECT 1 FROM speaker_aliases JOIN speakers ON id = speaker"
                " WHERE alias = ? AND name = ?",
                [other, shown],
            ).fetchone()
            if given:
                raise GivenAlias(shown, other)
            united = db.execute(
                "SELECT DISTINCT speaker FROM appearances WHERE origin = ?", [origin]
            ).fetchall()
            forms = [row[0] for row in united if fold(row[0]) != fold(other)]
            if len(forms) == len(united) or fold(other) == fold(origin):
                raise NotUnited(shown, other)
            db.executemany(
                "INSERT OR IGNORE INTO speaker_splits VALUES (?, ?)",
                [(form, other) for form in dict.fromkeys([origin, *forms])],
            )
            AppearanceTable(self._database).link_again([origin, other])

    def set_party(self, name: str, party: str | None) -> None:
        """Say whom the speaker speaks for, or NO_PARTY; None leaves it to the articles.

        Raises SpeakerNotFound.
        """
        with self._database.write() as db:
            owner = self._owner(db, name)
            db.execute("UPDATE speakers SET party = ? WHERE id = ?", [party, owner])

    def _owner(self, db: sqlite3.Connection, name: str) -> int:
        """The id of the speaker that has this name or alias, entered now if it is only quoted."""
        row = self._entered(db, name)
        if row is None:
            origin, _ = self._origin(db, name)
            row = self._entered(db, origin)
            if row is None:
                added = db.execute("INSERT INTO speakers (name) VALUES (?)", [origin])
                return int(added.lastrowid or 0)
        return row

    def _entered(self, db: sqlite3.Connection, name: str) -> int | None:
        row = db.execute(
            "SELECT id FROM speakers WHERE name = ?"
            " UNION SELECT speaker FROM speaker_aliases WHERE alias = ?",
            [name, name],
        ).fetchone()
        return int(row[0]) if row else None

    def _origin(self, db: sqlite3.Connection, name: str) -> tuple[str, str]:
        """The one name by the articles, and the one that is shown.

        Raises SpeakerNotFound, and SpeakerAmbiguous for what several are called.
        """
        row = db.execute(
            "SELECT origin FROM appearances WHERE origin = ? LIMIT 1", [name]
        ).fetchone()
        if row is None:
            called = db.execute(
                "SELECT DISTINCT origin FROM appearances WHERE speaker = ?"
                " AND origin IS NOT NULL ORDER BY origin",
                [name],
            ).fetchall()
            if len(called) > 1:
                raise SpeakerAmbiguous(name, [origin for (origin,) in called])
            row = called[0] if called else None
        entered = self._entered(db, row[0] if row else name)
        if entered is None and row is not None:
            entered = self._entered(db, name)
        if entered is not None:
            shown = self._name(db, entered)
            return (row[0] if row else shown), shown
        if row is None:
            row = db.execute(
                "SELECT speaker FROM attributions WHERE speaker = ? LIMIT 1", [name]
            ).fetchone()
        if row is None:
            raise SpeakerNotFound(name)
        return row[0], row[0]

    def _name(self, db: sqlite3.Connection, owner: int) -> str:
        return str(db.execute("SELECT name FROM speakers WHERE id = ?", [owner]).fetchone()[0])

    def _absorb(self, db: sqlite3.Connection, owner: int, alias: str) -> int:
        """Take the alias, and the speaker of that name with its aliases, into `owner`.

        Returns how many statements come with them.
        """
        before = self._statements(db, owner)
        row = db.execute("SELECT id FROM speakers WHERE name = ?", [alias]).fetchone()
        if row and row[0] != owner:
            db.execute("UPDATE speaker_aliases SET speaker = ? WHERE speaker = ?", [owner, row[0]])
            db.execute("DELETE FROM speakers WHERE id = ?", [row[0]])
        db.execute(
            "INSERT INTO speaker_aliases VALUES (?, ?)"
            " ON CONFLICT (alias) DO UPDATE SET speaker = excluded.speaker",
            [alias, owner],
        )
        return self._statements(db, owner) - before

    def _statements(self, db: sqlite3.Connection, owner: int) -> int:
        row = db.execute(
            "SELECT coalesce(sum(statements), 0) FROM called WHERE live AND speaker_name = ?",
            [self._name(db, owner)],
        ).fetchone()
        return int(row[0])


def _agreed(parties: dict[str | None, int]) -> str | None:
    """The party of a description, where its articles do not differ."""
    named = [party for party in parties if party]
    return named[0] if len(named) == 1 else None


def _values(speaker: SpeakerSummary) -> Iterable[str]:
    return (speaker.name, speaker.party or "", *speaker.aliases)


def _words(name: str) -> set[str]:
    return set(fold(name).split())


def _initials(name: str) -> frozenset[str]:
    """The letters it may go by; "MoD" for "Britain's Ministry of Defence"."""
    words = (fold(re.sub(r"['’]s$", "", word)) for word in name.split())
    return initials_of(tuple(filter(None, words)), ENGLISH)


def _own(description: str) -> str:
    """A description without whose adviser somebody is, and to whom an ambassador is sent."""
    names = ENGLISH.speech.names
    held = "|".join(sorted(names.titles | names.roles))
    own = re.sub(rf"^.*\b(?:{held})['’]s? ", "", description, flags=re.IGNORECASE)
    return re.sub(r"\bto (?:the )?(?:[A-Z][\w’'-]* ?)+", "", own)


def _told(text: str) -> set[str]:
    """The words of a description in one form: "Norland's defence minister"."""
    speech, usual = ENGLISH.speech, ENGLISH.offices.offices
    small = speech.names.inside | speech.grammar.articles
    words = re.sub(r"['’]s?\b", "", text).lower()
    for word, nation in speech.nations.items():
        if " " in word and word in words:
            words = words.replace(word, nation.lower().replace(" ", "_"))
    found = set()
    for word in re.findall(r"[\w.-]+", words):
        word = word.rstrip(".")
        of = speech.nations.get(word)
        found.add(of.lower().replace(" ", "_") if of else usual.get(word, word))
    return found - small
