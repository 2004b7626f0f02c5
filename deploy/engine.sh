#!/bin/sh
# Makes the engine ready, once: what it needs of PostgreSQL, and a role that may only read.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$READER_PASSWORD" \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS vector;
CREATE ROLE dateline_reader LOGIN PASSWORD :'password';
-- The writer makes the tables anew with each rebuild, so rights are given to what it will make.
ALTER DEFAULT PRIVILEGES FOR ROLE dateline GRANT USAGE ON SCHEMAS TO dateline_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE dateline GRANT SELECT ON TABLES TO dateline_reader;
SQL
