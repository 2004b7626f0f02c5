#!/usr/bin/env bash
# warcio 1.8.1 with brotli 1.2.1: the body of every record that is packed with Brotli raises.
#
# One would guess that a library which looks for brotli unpacks with it. But it asks the decompressor
# for an attribute that only zlib's has, so content_stream() fails with an AttributeError; without
# brotli the packed bytes come out as text, without a word.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    "warcio==1.8.1" "brotli==1.2.1" 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys

import brotli
from warcio.archiveiterator import ArchiveIterator

PAGE = b"<html><body><p>Thirty-seven were found alive.</p></body></html>"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n"
    + brotli.compress(PAGE)
)
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://echo.example/\r\n"
    b"WARC-Date: 2031-03-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"Content-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(ANSWER), ANSWER)
)
try:
    [found] = [each.content_stream().read() for each in ArchiveIterator(io.BytesIO(RECORD))]
except AttributeError as error:
    print(f"AttributeError: {error}")
    sys.exit(0)
sys.exit(f"changed: it raised an AttributeError, and now gives {found[:40]!r}")
PYTHON
