"""The corpus database's schema, one migration a change."""

from __future__ import annotations

from corpus.formats.web_addresses import address_key
from corpus.storage.abbreviations import abbreviations_as_json
from corpus.storage.schema import Migration, Schema

# Articles with versions, live paragraphs in FTS5, and the feed that the index follows.
#
# The triggers, not the code, keep the full-text table and the feed in step with `paragraphs`, so no
# writer can forget them. A paragraph has at most one row in the feed: its latest change.
_ARTICLES_AND_CHANGE_FEED = """
    CREATE TABLE corpus (id TEXT NOT NULL);
    INSERT INTO corpus VALUES (lower(hex(randomblob(16))));
    CREATE TABLE articles (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        version INTEGER NOT NULL
    );
    CREATE INDEX articles_source ON articles (source);
    CREATE TABLE versions (
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        path TEXT NOT NULL,
        title TEXT,
        outlet TEXT,
        byline TEXT,
        published TEXT,
        url TEXT,
        language TEXT,
        fetched TEXT NOT NULL,
        digest TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (article, version)
    );
    CREATE INDEX versions_digest ON versions (digest);
    CREATE INDEX versions_url ON versions (url);
    CREATE VIEW article_versions AS
        SELECT number, id, versions.version, path, title, outlet, byline, published,
            substr(published, 1, 10) AS day, url, language, fetched, digest,
            versions.version = articles.version AS current
        FROM articles JOIN versions ON versions.article = articles.number;
    CREATE TABLE paragraphs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        position INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        section TEXT,
        text TEXT NOT NULL,
        live INTEGER NOT NULL DEFAULT 1,
        FOREIGN KEY (article, version) REFERENCES versions (article, version) ON DELETE CASCADE
    );
    CREATE INDEX paragraphs_version ON paragraphs (article, version, position);
    CREATE INDEX paragraphs_live ON paragraphs (live, article);
    CREATE VIRTUAL TABLE passages USING fts5 (
        text, title, tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TABLE changes (
        revision INTEGER PRIMARY KEY AUTOINCREMENT,
        paragraph INTEGER NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('add', 'remove'))
    );
    CREATE UNIQUE INDEX changes_paragraph ON changes (paragraph);
    CREATE TRIGGER paragraph_added AFTER INSERT ON paragraphs WHEN new.live BEGIN
        INSERT INTO passages (rowid, text, title)
            SELECT new.id, new.text, coalesce(title, '') FROM versions
            WHERE article = new.article AND version = new.version;
        INSERT INTO changes (paragraph, action) VALUES (new.id, 'add');
    END;
    CREATE TRIGGER paragraph_superseded
    AFTER UPDATE OF live ON paragraphs WHEN old.live AND NOT new.live BEGIN
        DELETE FROM passages WHERE rowid = old.id;
        DELETE FROM changes WHERE paragraph = old.id;
        INSERT INTO changes (paragraph, action) VALUES (old.id, 'remove');
    END;
    CREATE TRIGGER paragraph_deleted AFTER DELETE ON paragraphs WHEN old.live BEGIN
        DELETE FROM passages WHERE rowid = old.id;
        DELETE FROM changes WHERE paragraph = old.id;
        INSERT INTO changes (paragraph, action) VALUES (old.id, 'remove');
    END;
"""

# Who said what in each version of an article, and which names are one speaker's.
#
# Spans are code points into the version's body. `attributed` says which attributor a version's rows
# came from; a version without a row there is still to be done.
_ATTRIBUTIONS_AND_SPEAKERS = """
    CREATE TABLE attributed (
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        attributor TEXT NOT NULL,
        PRIMARY KEY (article, version),
        FOREIGN KEY (article, version) REFERENCES versions (article, version) ON DELETE CASCADE
    );
    CREATE TABLE attributions (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        source_start INTEGER,
        source_stop INTEGER,
        cue_start INTEGER,
        cue_stop INTEGER,
        antecedent_start INTEGER,
        antecedent_stop INTEGER,
        speaker TEXT COLLATE NOCASE,
        party TEXT COLLATE NOCASE,
        act TEXT NOT NULL,
        kind TEXT NOT NULL,
        FOREIGN KEY (article, version) REFERENCES attributed (article, version) ON DELETE CASCADE
    );
    CREATE INDEX attributions_version ON attributions (article, version);
    CREATE INDEX attributions_speaker ON attributions (speaker);
    CREATE TABLE attribution_contents (
        attribution INTEGER NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        PRIMARY KEY (attribution, start)
    ) WITHOUT ROWID;
    CREATE TABLE speakers (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL COLLATE NOCASE UNIQUE,
        party TEXT COLLATE NOCASE
    );
    CREATE TABLE speaker_aliases (
        alias TEXT PRIMARY KEY COLLATE NOCASE,
        speaker INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE
    );
    CREATE VIEW spoken AS
        SELECT attributions.*,
            coalesce(owner.name, attributions.speaker) AS speaker_name,
            coalesce(owner.party, attributions.party) AS speaker_party
        FROM attributions
        LEFT JOIN speaker_aliases ON speaker_aliases.alias = attributions.speaker
        LEFT JOIN speakers AS owner
            ON owner.id = speaker_aliases.speaker OR owner.name = attributions.speaker;
"""

# Where an article says most fully who a speaker is, as a span of the version's body.
_DESCRIPTIONS = """
    ALTER TABLE attributions ADD COLUMN description_start INTEGER;
    ALTER TABLE attributions ADD COLUMN description_stop INTEGER;
"""

# Who the speakers of each article are over the corpus.
#
# An appearance is one speaker of one current version; `identified` says which code looked at it,
# and the names beside its speakers, by which a story is known again. Whatever changes notes the
# keys by which an appearance may be tied to others, so that they are linked anew. `origins` are the
# one names, with the party that the articles agree on. A party of '' in `speakers` is an editor's
# word that there is none.
_APPEARANCES = """
    DROP VIEW spoken;
    ALTER TABLE attributions DROP COLUMN party;
    CREATE TABLE identified (
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        identifier TEXT NOT NULL,
        others TEXT NOT NULL,
        PRIMARY KEY (article, version),
        FOREIGN KEY (article, version) REFERENCES attributed (article, version) ON DELETE CASCADE
    );
    CREATE TABLE appearances (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        speaker TEXT NOT NULL COLLATE NOCASE,
        kind TEXT NOT NULL,
        told TEXT NOT NULL,
        described TEXT NOT NULL,
        party TEXT COLLATE NOCASE,
        party_start INTEGER,
        party_stop INTEGER,
        party_held INTEGER,
        origin TEXT COLLATE NOCASE,
        reason TEXT,
        FOREIGN KEY (article, version) REFERENCES identified (article, version) ON DELETE CASCADE
    );
    CREATE INDEX appearances_version ON appearances (article, version, speaker);
    CREATE INDEX appearances_speaker ON appearances (speaker);
    CREATE INDEX appearances_origin ON appearances (origin);
    CREATE TABLE appearance_keys (
        key TEXT NOT NULL,
        appearance INTEGER NOT NULL REFERENCES appearances (id) ON DELETE CASCADE,
        PRIMARY KEY (key, appearance)
    ) WITHOUT ROWID;
    CREATE INDEX appearance_keys_appearance ON appearance_keys (appearance);
    CREATE TABLE unlinked_keys (key TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TRIGGER appearance_key_added AFTER INSERT ON appearance_keys BEGIN
        INSERT OR IGNORE INTO unlinked_keys VALUES (new.key);
    END;
    CREATE TRIGGER appearance_key_removed AFTER DELETE ON appearance_keys BEGIN
        INSERT OR IGNORE INTO unlinked_keys VALUES (old.key);
    END;
    CREATE TRIGGER article_superseded AFTER UPDATE OF version ON articles BEGIN
        DELETE FROM identified WHERE article = new.number AND version != new.version;
    END;
    CREATE TABLE origins (
        name TEXT PRIMARY KEY COLLATE NOCASE,
        party TEXT COLLATE NOCASE
    );
    CREATE TABLE speaker_splits (
        name TEXT NOT NULL COLLATE NOCASE,
        other TEXT NOT NULL COLLATE NOCASE,
        PRIMARY KEY (name, other)
    );
    CREATE VIEW named AS
        SELECT attributions.id AS attribution, kind_of_name, party_shown, origin,
            coalesce(said.name, one.name, origin, attributions.speaker) AS name,
            coalesce(said.party, one.party) AS party_given
        FROM attributions
        LEFT JOIN (
            SELECT article, version, speaker, kind AS kind_of_name, origin,
                CASE WHEN party_held THEN party END AS party_shown
            FROM appearances
        ) AS appeared
            ON appeared.article = attributions.article
            AND appeared.version = attributions.version
            AND appeared.speaker = attributions.speaker
        LEFT JOIN speaker_aliases AS alias_said ON alias_said.alias = attributions.speaker
        LEFT JOIN speakers AS said
            ON said.id = alias_said.speaker OR said.name = attributions.speaker
        LEFT JOIN speaker_aliases AS alias_one ON alias_one.alias = origin
        LEFT JOIN speakers AS one ON one.id = alias_one.speaker OR one.name = origin;
    CREATE VIEW spoken AS
        SELECT attributions.*,
            CASE WHEN kind_of_name IS NOT 'nobody' THEN named.name END AS speaker_name,
            CASE
                WHEN party_given IS NOT NULL THEN nullif(party_given, '')
                WHEN kind_of_name IN ('nation', 'description') THEN party_shown
                ELSE coalesce(
                    (SELECT party FROM origins WHERE origins.name = named.name),
                    (SELECT party FROM origins WHERE origins.name = origin)
                )
            END AS speaker_party
        FROM attributions JOIN named ON attribution = attributions.id;
"""

# Where articles come from, and what an editor said of them.
#
# `places` are the files, lines and pages that an article was read from, with the digest of what was
# read there: a file has not changed if it says the same, whatever became of its article since.
# `addresses` are all that an article ever had, under what their spellings have in common, also one
# that is another's; `given` are those that come from somebody else than the page itself. `told` is
# what was said by hand: with `edited` as a correction, else as what the source does not say.
_PLACES_AND_ADDRESSES = """
    CREATE TABLE places (
        source TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        digest TEXT,
        PRIMARY KEY (source, article)
    ) WITHOUT ROWID;
    INSERT INTO places (source, article) SELECT source, number FROM articles;
    CREATE INDEX places_article ON places (article);
    CREATE INDEX places_digest ON places (digest);
    DROP INDEX articles_source;
    ALTER TABLE articles DROP COLUMN source;
    CREATE TABLE addresses (
        key TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        url TEXT NOT NULL,
        given INTEGER NOT NULL,
        PRIMARY KEY (key, article)
    ) WITHOUT ROWID;
    INSERT OR REPLACE INTO addresses (key, article, url, given)
        SELECT address_key(url), article, url, 0 FROM versions
        WHERE url IS NOT NULL ORDER BY version;
    CREATE INDEX addresses_article ON addresses (article);
    CREATE TABLE told (
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        edited INTEGER NOT NULL,
        field TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (article, edited, field)
    ) WITHOUT ROWID;
    CREATE INDEX versions_title ON versions (title);
"""

# Whether a version's text is known to be only a part of the article; null where it is not.
_PARTIAL_VERSIONS = """
    ALTER TABLE versions ADD COLUMN is_partial INTEGER;
    DROP VIEW article_versions;
    CREATE VIEW article_versions AS
        SELECT number, id, versions.version, path, title, outlet, byline, published,
            substr(published, 1, 10) AS day, url, language, fetched, digest, is_partial,
            versions.version = articles.version AS current
        FROM articles JOIN versions ON versions.article = articles.number;
"""

# Why it was not found who says what in a version, and what was seen of it; null where it was found.
_NOT_ATTRIBUTED = """
    ALTER TABLE attributed ADD COLUMN reason TEXT;
    ALTER TABLE attributed ADD COLUMN detail TEXT;
    CREATE INDEX attributed_reason ON attributed (reason) WHERE reason IS NOT NULL;
"""

# The terms of the full-text table, to find words by their beginning; and short forms with the names
# that articles have for them ("isw", "Institute for the Study of War"), to be told what either is.
#
# `version_moments` says since when each version can have been read: a text that has changed while
# the day it was published has not, since it was found here.
_WORDS = """
    CREATE VIRTUAL TABLE terms USING fts5vocab (passages, row);
    CREATE TABLE abbreviations (
        short TEXT NOT NULL,
        name TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        PRIMARY KEY (short, name, article)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO abbreviations (short, name, article)
        SELECT value ->> 0, value ->> 1, article
        FROM paragraphs, json_each(abbreviations_in(text)) WHERE live;
    CREATE VIEW version_moments AS
        SELECT article, version,
            CASE WHEN published IS NULL OR EXISTS (
                SELECT 1 FROM versions AS earlier
                WHERE earlier.article = versions.article
                    AND earlier.version < versions.version
                    AND earlier.published IS versions.published
                    AND earlier.body != versions.body
            ) THEN substr(fetched, 1, 19) ELSE substr(published, 1, 19) END AS moment
        FROM versions;
    CREATE INDEX abbreviations_name ON abbreviations (lower(name));
    CREATE INDEX abbreviations_article ON abbreviations (article);
"""

# Which articles tell of one event.
#
# `storied` says which code made the fingerprint of an article's current version, whose words are in
# `story_words`; an article without a row there is still to be done. Articles that are alike are
# linked, both ways round; a story is called by the lowest number among its articles. Whatever comes
# or goes is noted in `ungrouped`, so that what hangs together with it is grouped anew.
_STORIES = """
    CREATE TABLE storied (
        article INTEGER PRIMARY KEY,
        version INTEGER NOT NULL,
        grouper TEXT NOT NULL,
        day TEXT,
        FOREIGN KEY (article, version) REFERENCES versions (article, version) ON DELETE CASCADE
    );
    CREATE INDEX storied_day ON storied (day);
    CREATE TABLE story_words (
        word TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES storied (article) ON DELETE CASCADE,
        weight REAL NOT NULL,
        PRIMARY KEY (word, article)
    ) WITHOUT ROWID;
    CREATE INDEX story_words_article ON story_words (article);
    CREATE TABLE story_links (
        article INTEGER NOT NULL REFERENCES storied (article) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES storied (article) ON DELETE CASCADE,
        PRIMARY KEY (article, other)
    ) WITHOUT ROWID;
    CREATE INDEX story_links_other ON story_links (other);
    CREATE TABLE stories (
        article INTEGER PRIMARY KEY REFERENCES storied (article) ON DELETE CASCADE,
        story INTEGER NOT NULL
    );
    CREATE INDEX stories_story ON stories (story);
    CREATE TABLE ungrouped (article INTEGER PRIMARY KEY);
    CREATE TRIGGER article_storied AFTER INSERT ON storied BEGIN
        INSERT OR IGNORE INTO ungrouped VALUES (new.article);
    END;
    CREATE TRIGGER article_left_story AFTER DELETE ON stories BEGIN
        INSERT OR IGNORE INTO ungrouped
            SELECT article FROM stories WHERE story = old.story;
    END;
    CREATE TRIGGER story_superseded AFTER UPDATE OF version ON articles BEGIN
        DELETE FROM storied WHERE article = new.number AND version != new.version;
    END;
"""

# The feeds that articles come from, what their hosts ask for, and what became of each entry.
#
# Moments are seconds since the epoch. Validators are the bytes that a server sent, to be sent back
# as they came, to the address `validated` that sent them. An entry keeps its item, as JSON, until
# an article has come of it; `article` is null again where that was removed by hand.
_FEEDS = """
    CREATE TABLE feeds (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL,
        title TEXT,
        site TEXT,
        kind TEXT,
        every REAL,
        full_text TEXT NOT NULL,
        headers TEXT NOT NULL,
        state TEXT NOT NULL,
        etag BLOB,
        last_modified BLOB,
        validated TEXT,
        moved_to TEXT,
        moved_seen INTEGER NOT NULL,
        added REAL NOT NULL,
        last_attempt REAL,
        last_success REAL,
        last_status TEXT,
        problem TEXT,
        failing_since REAL,
        failures INTEGER NOT NULL,
        next_at REAL NOT NULL,
        is_whole INTEGER
    );
    CREATE TABLE feed_hosts (
        host TEXT PRIMARY KEY,
        next_at REAL NOT NULL,
        barred_until REAL NOT NULL,
        robots TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE feed_pages (
        url TEXT PRIMARY KEY,
        host TEXT NOT NULL,
        etag BLOB,
        last_modified BLOB,
        validated TEXT,
        text_digest TEXT,
        gone INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX feed_pages_text ON feed_pages (text_digest);
    CREATE TABLE feed_entries (
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
        guid TEXT NOT NULL,
        link_key TEXT,
        digest TEXT NOT NULL,
        state TEXT NOT NULL,
        reason TEXT,
        item TEXT,
        article INTEGER REFERENCES articles (number) ON DELETE SET NULL,
        source TEXT,
        updated TEXT,
        tries INTEGER NOT NULL,
        next_at REAL NOT NULL,
        first_seen REAL NOT NULL,
        last_seen REAL NOT NULL,
        UNIQUE (feed, guid)
    );
    CREATE INDEX feed_entries_link ON feed_entries (feed, link_key);
    CREATE INDEX feed_entries_article ON feed_entries (article);
    CREATE INDEX feed_entries_state ON feed_entries (state, next_at);
    CREATE TABLE feed_fetches (
        feed INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
        at REAL NOT NULL,
        status TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        added INTEGER NOT NULL,
        updated INTEGER NOT NULL,
        problem TEXT
    );
    CREATE INDEX feed_fetches_feed ON feed_fetches (feed, at);
"""

# The figures of each version, at spans of its body. `figured` says which code read them; a version
# without a row there is still to be done, and one with a problem could not be read.
_FIGURES = """
    CREATE TABLE figured (
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        reader TEXT NOT NULL,
        problem TEXT,
        PRIMARY KEY (article, version),
        FOREIGN KEY (article, version) REFERENCES versions (article, version) ON DELETE CASCADE
    );
    CREATE TABLE figures (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        quote_start INTEGER NOT NULL,
        quote_stop INTEGER NOT NULL,
        sentence_start INTEGER NOT NULL,
        sentence_stop INTEGER NOT NULL,
        low REAL NOT NULL,
        high REAL,
        bound TEXT NOT NULL,
        vague TEXT,
        kind TEXT NOT NULL,
        unit TEXT,
        who TEXT,
        place TEXT,
        event TEXT,
        part INTEGER NOT NULL,
        FOREIGN KEY (article, version) REFERENCES figured (article, version) ON DELETE CASCADE
    );
    CREATE INDEX figures_version ON figures (article, version, kind);
"""

# Who denies, accuses, claims: found without a look at every paragraph.
_ACTS = "CREATE INDEX attributions_act ON attributions (act)"

# By which an index knows that a corpus, however it came here, is the one that it has followed: a
# backup from before does not have the mark.
_MARKS = """
    CREATE TABLE marks (number INTEGER PRIMARY KEY AUTOINCREMENT, mark TEXT NOT NULL UNIQUE)
"""

_SHIFTS = """
    CREATE TABLE shifts (
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        start INTEGER NOT NULL,
        by INTEGER NOT NULL,
        PRIMARY KEY (article, version, start),
        FOREIGN KEY (article, version) REFERENCES versions (article, version) ON DELETE CASCADE
    ) WITHOUT ROWID;
"""

# The disputes of each story, at spans of paragraphs: both sides as they are shown at place 0, and
# where they say the same elsewhere after it. `disputed` says which code and words found them; a
# story without a row there is still to be done, and one with a problem could not be compared.
# Whatever changes who says what in a story, or which articles it has, takes it out.
_DISPUTES = """
    CREATE TABLE disputed (
        story INTEGER PRIMARY KEY,
        finder TEXT NOT NULL,
        problem TEXT
    );
    CREATE TABLE disputes (
        id INTEGER PRIMARY KEY,
        story INTEGER NOT NULL REFERENCES disputed (story) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        issue TEXT NOT NULL,
        score REAL NOT NULL,
        slot TEXT
    );
    CREATE INDEX disputes_story ON disputes (story);
    CREATE TABLE dispute_sides (
        dispute INTEGER NOT NULL REFERENCES disputes (id) ON DELETE CASCADE,
        side INTEGER NOT NULL,
        place INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        speaker TEXT,
        party TEXT,
        source TEXT,
        act TEXT,
        statement INTEGER,
        PRIMARY KEY (dispute, side, place)
    ) WITHOUT ROWID;
    CREATE INDEX dispute_sides_paragraph ON dispute_sides (paragraph);
    CREATE TRIGGER article_joined_disputed AFTER INSERT ON stories BEGIN
        DELETE FROM disputed WHERE story = new.story;
    END;
    CREATE TRIGGER article_left_disputed AFTER DELETE ON stories BEGIN
        DELETE FROM disputed WHERE story = old.story;
    END;
    CREATE TRIGGER article_moved_disputed AFTER UPDATE OF story ON stories
        WHEN old.story IS NOT new.story BEGIN
        DELETE FROM disputed WHERE story IN (old.story, new.story);
    END;
    CREATE TRIGGER version_changed_disputed AFTER UPDATE ON versions BEGIN
        DELETE FROM disputed WHERE story = (SELECT story FROM stories WHERE article = new.article);
    END;
    CREATE TRIGGER attributed_disputed AFTER INSERT ON attributed BEGIN
        DELETE FROM disputed WHERE story = (SELECT story FROM stories WHERE article = new.article);
    END;
    CREATE TRIGGER unattributed_disputed AFTER DELETE ON attributed BEGIN
        DELETE FROM disputed WHERE story = (SELECT story FROM stories WHERE article = old.article);
    END;
    CREATE TRIGGER identified_disputed AFTER INSERT ON identified BEGIN
        DELETE FROM disputed WHERE story = (SELECT story FROM stories WHERE article = new.article);
    END;
    CREATE TRIGGER figured_disputed AFTER INSERT ON figured BEGIN
        DELETE FROM disputed WHERE story = (SELECT story FROM stories WHERE article = new.article);
    END;
    CREATE TRIGGER appearance_linked_disputed AFTER UPDATE OF origin ON appearances
        WHEN old.origin IS NOT new.origin BEGIN
        DELETE FROM disputed WHERE story = (SELECT story FROM stories WHERE article = new.article);
    END;
    CREATE TRIGGER origin_changed_disputed AFTER UPDATE OF party ON origins
        WHEN old.party IS NOT new.party BEGIN
        DELETE FROM disputed WHERE story IN (
            SELECT story FROM stories JOIN appearances USING (article) WHERE origin = new.name
        );
    END;
    CREATE TRIGGER speaker_added_disputed AFTER INSERT ON speakers BEGIN
        DELETE FROM disputed WHERE story IN (
            SELECT story FROM stories JOIN appearances USING (article)
            WHERE speaker = new.name OR origin = new.name
        );
    END;
    CREATE TRIGGER speaker_changed_disputed AFTER UPDATE ON speakers BEGIN
        DELETE FROM disputed WHERE story IN (
            SELECT story FROM stories JOIN appearances USING (article)
            WHERE appearances.speaker IN (
                    SELECT old.name UNION SELECT new.name UNION
                    SELECT alias FROM speaker_aliases WHERE speaker_aliases.speaker = new.id
                )
                OR origin IN (
                    SELECT old.name UNION SELECT new.name UNION
                    SELECT alias FROM speaker_aliases WHERE speaker_aliases.speaker = new.id
                )
        );
    END;
    CREATE TRIGGER speaker_removed_disputed AFTER DELETE ON speakers BEGIN
        DELETE FROM disputed WHERE story IN (
            SELECT story FROM stories JOIN appearances USING (article)
            WHERE speaker = old.name OR origin = old.name
        );
    END;
    CREATE TRIGGER alias_added_disputed AFTER INSERT ON speaker_aliases BEGIN
        DELETE FROM disputed WHERE story IN (
            SELECT story FROM stories JOIN appearances USING (article)
            WHERE appearances.speaker = new.alias OR origin = new.alias
        );
    END;
    CREATE TRIGGER alias_removed_disputed AFTER DELETE ON speaker_aliases BEGIN
        DELETE FROM disputed WHERE story IN (
            SELECT story FROM stories JOIN appearances USING (article)
            WHERE appearances.speaker = old.alias OR origin = old.alias
        );
    END;
"""

# Which version of an article is which by its source, what has happened to articles, and those that
# may not be quoted.
#
# An article that is not live is `closed`, and has no version: each is a record in `sealed`, whole,
# with its paragraphs, and nothing that reads articles can come by it; one that was taken back stays
# there `for_good`, also where a later version is live. A paragraph that comes back has its old id,
# which the feed knows. `released` is the end of a version's embargo, before which nobody can have
# read it. `alterations` are what became of articles, in the order in which it was found out.
# `looks` says when the page of an article was looked at again, and since when it was not there.
_RELEASES = """
    ALTER TABLE versions ADD COLUMN revision INTEGER;
    ALTER TABLE versions ADD COLUMN modified TEXT;
    ALTER TABLE versions ADD COLUMN note TEXT;
    ALTER TABLE versions ADD COLUMN released TEXT;
    DROP VIEW article_versions;
    CREATE VIEW article_versions AS
        SELECT number, id, versions.version, path, title, outlet, byline, published,
            substr(published, 1, 10) AS day, url, language, fetched, digest, is_partial,
            modified, note, versions.version = articles.version AS current
        FROM articles JOIN versions ON versions.article = articles.number;
    DROP VIEW version_moments;
    CREATE VIEW version_moments AS
        SELECT article, version, max(
            CASE
                WHEN modified IS NOT NULL THEN substr(modified, 1, 19)
                WHEN published IS NULL OR EXISTS (
                    SELECT 1 FROM versions AS earlier
                    WHERE earlier.article = versions.article
                        AND earlier.version < versions.version
                        AND earlier.published IS versions.published
                        AND earlier.body != versions.body
                ) THEN substr(fetched, 1, 19)
                ELSE substr(published, 1, 19)
            END,
            coalesce(substr(released, 1, 19), '')
        ) AS moment
        FROM versions;
    CREATE TABLE closed (
        article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
        status TEXT NOT NULL,
        until TEXT,
        since TEXT NOT NULL,
        revision INTEGER,
        modified TEXT,
        note TEXT
    );
    CREATE INDEX closed_until ON closed (until) WHERE until IS NOT NULL;
    CREATE TABLE sealed (
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        digest TEXT NOT NULL,
        record TEXT NOT NULL,
        for_good INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (article, version)
    );
    CREATE INDEX sealed_digest ON sealed (digest);
    CREATE TABLE alterations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        change TEXT NOT NULL,
        at TEXT NOT NULL,
        note TEXT
    );
    CREATE INDEX alterations_article ON alterations (article);
    CREATE TABLE looks (
        article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
        looked REAL NOT NULL,
        missing_since REAL
    );
    DROP TRIGGER paragraph_added;
    CREATE TRIGGER paragraph_added AFTER INSERT ON paragraphs WHEN new.live BEGIN
        INSERT INTO passages (rowid, text, title)
            SELECT new.id, new.text, coalesce(title, '') FROM versions
            WHERE article = new.article AND version = new.version;
        DELETE FROM changes WHERE paragraph = new.id;
        INSERT INTO changes (paragraph, action) VALUES (new.id, 'add');
    END;
"""

# In which paragraphs the outlet speaks of a mistake in the article. Notices in versions that were
# stored before stay what they were taken for, boilerplate; the next version has its own.
_CORRECTIONS = """
    ALTER TABLE paragraphs ADD COLUMN is_correction INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX paragraphs_corrections ON paragraphs (article, version) WHERE is_correction;
"""

# Under which names statements are counted, where they stand, and which paragraphs are copies.
#
# A voice is a way in which articles call a speaker, with what is known of who that is: each
# statement has one, and there are far fewer of them. `live` are those of current articles. Whatever
# changes who somebody is changes the voices of what they say, by an update of the view `heard`,
# and with them the counts. A voice without statements is gone. `quoted` has the paragraphs of each
# statement in the order in which they are listed, those without a day under ''.
#
# `copies` are paragraphs with statements that say the same as one before, the `first`; where that
# goes, the next one takes its place. The first ones are found by `sketches`, some of the runs of
# their words. `folded` says which code looked for copies; an attributed version without a row there
# is still to be done.
_VOICES_AND_COPIES = """
    DROP VIEW spoken;
    DROP VIEW named;
    CREATE TABLE voices (
        id INTEGER PRIMARY KEY,
        speaker TEXT NOT NULL COLLATE NOCASE,
        kind TEXT NOT NULL,
        origin TEXT NOT NULL COLLATE NOCASE,
        party TEXT NOT NULL COLLATE NOCASE,
        live INTEGER NOT NULL,
        statements INTEGER NOT NULL DEFAULT 0
    );
    CREATE UNIQUE INDEX voices_known ON voices (
        speaker COLLATE BINARY, origin COLLATE BINARY, party COLLATE BINARY, kind, live
    );
    ALTER TABLE attributions ADD COLUMN voice INTEGER;
    CREATE INDEX attributions_voice ON attributions (voice);
    CREATE VIEW heard AS
        SELECT attributions.id AS attribution, attributions.article, attributions.version,
            coalesce(attributions.speaker, '') AS speaker,
            coalesce(kind_of_name, '') AS kind, coalesce(origin, '') AS origin,
            coalesce(party_shown, '') AS party,
            attributions.version = articles.version AS live, voice
        FROM attributions JOIN articles ON number = attributions.article
        LEFT JOIN (
            SELECT article, version, speaker, kind AS kind_of_name, origin,
                CASE WHEN party_held THEN party END AS party_shown
            FROM appearances
        ) AS appeared
            ON appeared.article = attributions.article
            AND appeared.version = attributions.version
            AND appeared.speaker = attributions.speaker;
    CREATE TRIGGER voice_heard INSTEAD OF UPDATE ON heard BEGIN
        INSERT OR IGNORE INTO voices (speaker, kind, origin, party, live)
            VALUES (new.speaker, new.kind, new.origin, new.party, new.live);
        UPDATE attributions SET voice = (
            SELECT id FROM voices WHERE speaker COLLATE BINARY = new.speaker
                AND origin COLLATE BINARY = new.origin AND party COLLATE BINARY = new.party
                AND kind = new.kind AND live = new.live
        ) WHERE id = new.attribution;
    END;
    CREATE TABLE quoted (
        voice INTEGER NOT NULL,
        published TEXT NOT NULL,
        article INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        statement INTEGER NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
        PRIMARY KEY (voice, published, article, paragraph, statement)
    ) WITHOUT ROWID;
    CREATE INDEX quoted_statement ON quoted (statement);
    CREATE TRIGGER voice_taken AFTER UPDATE OF voice ON attributions
        WHEN old.voice IS NOT new.voice BEGIN
        UPDATE quoted SET voice = new.voice WHERE statement = new.id;
        UPDATE voices SET statements = statements + 1 WHERE id = new.voice;
        UPDATE voices SET statements = statements - 1 WHERE id = old.voice;
    END;
    CREATE TRIGGER voice_left AFTER DELETE ON attributions BEGIN
        UPDATE voices SET statements = statements - 1 WHERE id = old.voice;
    END;
    CREATE TRIGGER voice_unused AFTER UPDATE OF statements ON voices
        WHEN new.statements = 0 BEGIN
        DELETE FROM voices WHERE id = new.id;
    END;
    CREATE TRIGGER statement_heard AFTER INSERT ON attributions BEGIN
        UPDATE heard SET voice = NULL WHERE attribution = new.id;
    END;
    CREATE TRIGGER appearance_heard AFTER INSERT ON appearances BEGIN
        UPDATE heard SET voice = NULL WHERE article = new.article AND version = new.version
            AND speaker = new.speaker;
    END;
    CREATE TRIGGER appearance_heard_anew
    AFTER UPDATE OF kind, party, party_held, origin ON appearances
        WHEN old.origin IS NOT new.origin OR old.kind IS NOT new.kind
            OR old.party IS NOT new.party OR old.party_held IS NOT new.party_held BEGIN
        UPDATE heard SET voice = NULL WHERE article = new.article AND version = new.version
            AND speaker = new.speaker;
    END;
    CREATE TRIGGER appearance_heard_no_more AFTER DELETE ON appearances BEGIN
        UPDATE heard SET voice = NULL WHERE article = old.article AND version = old.version
            AND speaker = old.speaker;
    END;
    CREATE TRIGGER statements_superseded AFTER UPDATE OF version ON articles
        WHEN old.version IS NOT new.version BEGIN
        UPDATE heard SET voice = NULL WHERE article = new.number
            AND version IN (old.version, new.version);
    END;
    UPDATE heard SET voice = NULL;
    CREATE VIEW standing AS
        SELECT voice, coalesce(published, '') AS published, attributions.article,
            paragraphs.id AS paragraph, attribution AS statement, attribution_contents.start AS at
        FROM attribution_contents
        JOIN attributions ON attributions.id = attribution
        JOIN versions ON versions.article = attributions.article
            AND versions.version = attributions.version
        JOIN paragraphs ON paragraphs.article = attributions.article
            AND paragraphs.version = attributions.version
            AND attribution_contents.start < paragraphs.stop
            AND attribution_contents.stop > paragraphs.start
            AND NOT is_correction;
    CREATE TRIGGER content_quoted AFTER INSERT ON attribution_contents BEGIN
        INSERT OR IGNORE INTO quoted SELECT voice, published, article, paragraph, statement
            FROM standing WHERE statement = new.attribution AND at = new.start;
    END;
    INSERT OR IGNORE INTO quoted SELECT voice, published, article, paragraph, statement
        FROM standing;
    CREATE VIEW named AS
        SELECT voices.id AS voice, voices.speaker, kind, live, statements,
            nullif(voices.origin, '') AS origin, nullif(voices.party, '') AS party_shown,
            coalesce(
                said.name, one.name, nullif(voices.origin, ''), nullif(voices.speaker, '')
            ) AS name,
            coalesce(said.party, one.party) AS party_given
        FROM voices
        LEFT JOIN speaker_aliases AS alias_said ON alias_said.alias = voices.speaker
        LEFT JOIN speakers AS said
            ON said.id = alias_said.speaker OR said.name = voices.speaker
        LEFT JOIN speaker_aliases AS alias_one ON alias_one.alias = voices.origin
        LEFT JOIN speakers AS one ON one.id = alias_one.speaker OR one.name = voices.origin;
    CREATE VIEW called AS
        SELECT voice, speaker, live, statements,
            CASE WHEN kind != 'nobody' THEN name END AS speaker_name,
            CASE
                WHEN party_given IS NOT NULL THEN nullif(party_given, '')
                WHEN kind IN ('nation', 'description') THEN party_shown
                ELSE coalesce(
                    (SELECT party FROM origins WHERE origins.name = named.name),
                    (SELECT party FROM origins WHERE origins.name = origin)
                )
            END AS speaker_party
        FROM named;
    CREATE VIEW spoken AS
        SELECT attributions.*, speaker_name, speaker_party
        FROM attributions JOIN called ON called.voice = attributions.voice;
    CREATE TABLE firsts (
        paragraph INTEGER PRIMARY KEY REFERENCES paragraphs (id) ON DELETE CASCADE,
        sketch TEXT NOT NULL
    );
    CREATE TABLE copies (
        paragraph INTEGER PRIMARY KEY REFERENCES paragraphs (id) ON DELETE CASCADE,
        first INTEGER NOT NULL,
        sketch TEXT NOT NULL
    );
    CREATE INDEX copies_first ON copies (first);
    CREATE TABLE sketches (
        run INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        PRIMARY KEY (run, paragraph)
    ) WITHOUT ROWID;
    CREATE TABLE folded (
        article INTEGER NOT NULL,
        version INTEGER NOT NULL,
        folder TEXT NOT NULL,
        PRIMARY KEY (article, version),
        FOREIGN KEY (article, version) REFERENCES attributed (article, version) ON DELETE CASCADE
    );
    CREATE TRIGGER first_added AFTER INSERT ON firsts BEGIN
        INSERT INTO sketches SELECT value, new.paragraph FROM json_each(new.sketch);
    END;
    CREATE TRIGGER first_gone AFTER DELETE ON firsts BEGIN
        DELETE FROM sketches WHERE paragraph = old.paragraph
            AND run IN (SELECT value FROM json_each(old.sketch));
        UPDATE copies SET first = paragraph WHERE paragraph
            = (SELECT min(paragraph) FROM copies WHERE first = old.paragraph);
    END;
    CREATE TRIGGER copy_first AFTER UPDATE OF first ON copies WHEN new.first = new.paragraph BEGIN
        DELETE FROM copies WHERE paragraph = new.paragraph;
        INSERT INTO firsts VALUES (new.paragraph, new.sketch);
        UPDATE copies SET first = new.paragraph WHERE first = old.first;
    END;
    CREATE TRIGGER copy_superseded AFTER UPDATE OF live ON paragraphs WHEN NOT new.live BEGIN
        DELETE FROM firsts WHERE paragraph = new.id;
        DELETE FROM copies WHERE paragraph = new.id;
    END;
"""

CORPUS = Schema(
    name="dateline.corpus",
    application_id=0x44544C4E,  # "DTLN"
    migrations=(
        Migration("m001_articles_and_change_feed", _ARTICLES_AND_CHANGE_FEED),
        Migration("m002_attributions_and_speakers", _ATTRIBUTIONS_AND_SPEAKERS),
        Migration("m003_descriptions_of_speakers", _DESCRIPTIONS),
        Migration("m004_speakers_over_the_corpus", _APPEARANCES),
        Migration("m005_articles_not_attributed", _NOT_ATTRIBUTED),
        Migration("m006_partial_versions", _PARTIAL_VERSIONS),
        Migration(
            "m007_places_and_addresses",
            _PLACES_AND_ADDRESSES,
            functions=(("address_key", address_key),),
        ),
        Migration(
            "m008_words",
            _WORDS,
            functions=(("abbreviations_in", abbreviations_as_json),),
        ),
        Migration("m009_stories", _STORIES),
        Migration("m010_feeds", _FEEDS),
        Migration("m011_figures", _FIGURES),
        Migration("m012_acts", _ACTS),
        Migration("m013_marks", _MARKS),
        Migration("m014_shifts", _SHIFTS),
        Migration("m015_disputes", _DISPUTES),
        Migration("m016_releases", _RELEASES),
        Migration("m017_corrections", _CORRECTIONS),
        Migration("m018_voices_and_copies", _VOICES_AND_COPIES),
    ),
    repair="run: dateline restore DIR --replace with a backup, or move it away and ingest the "
    "articles again",
)
