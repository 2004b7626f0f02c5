#!/usr/bin/env bash
# tantivy 0.27.0: a file of deletions that no commit refers to makes the next deletion raise.
#
# One would guess that what was written before a commit and never committed is ignored, or written
# over, since the last commit is what counts. But such a file is named by the segment and the number
# of the operation, so the next run, from the same commit, gives its own the same name and fails
# with FileAlreadyExists, each time again.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "tantivy==0.27.0" 2>/dev/null
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import os
import shutil
import sys

import tantivy

builder = tantivy.SchemaBuilder()
builder.add_integer_field("id", stored=True, indexed=True)
SCHEMA = builder.build()


def delete(path):
    writer = tantivy.Index(SCHEMA, path=path).writer(heap_size=15_000_000, num_threads=1)
    writer.delete_documents_by_term("id", 1)
    writer.commit()
    writer.wait_merging_threads()


os.mkdir("index")
writer = tantivy.Index(SCHEMA, path="index").writer(heap_size=15_000_000, num_threads=1)
for number in range(3):
    writer.add_document(tantivy.Document(id=number))
writer.commit()
writer.wait_merging_threads()
del writer
shutil.copytree("index", "further")
delete("further")
# The index is as a run leaves it that ended between writing the deletions and committing them.
for name in os.listdir("further"):
    if name.endswith(".del"):
        shutil.copy(f"further/{name}", f"index/{name}")
try:
    delete("index")
except ValueError as error:
    print(f"ValueError: {str(error).split('(')[0]}")
    sys.exit(0 if "FileAlreadyExists" in str(error) else 1)
sys.exit("changed: the deletion raised FileAlreadyExists, and now is done")
PYTHON
