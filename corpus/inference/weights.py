"""Files of learned weights, each known by its SHA-256, so that no other is taken for it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from corpus.errors import WeightsDamaged

MANIFEST = "manifest.json"


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(path: Path, digest: str, *, fix: str | None = None) -> Path:
    """The path, once the file there has this digest; raises WeightsDamaged.

    `fix` is how to get the right file, where it did not come with Dateline.
    """
    try:
        found = file_digest(path)
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise WeightsDamaged(str(path), problem, fix=fix) from error
    if found != digest:
        raise WeightsDamaged(str(path), "is not the file that Dateline was made with", fix=fix)
    return path


def check_folder(folder: Path, digest: str, *, fix: str) -> Path:
    """The folder, once all files in it are those of which this is the digest, and no others.

    Raises WeightsDamaged.
    """
    whole = hashlib.sha256()
    try:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            whole.update(f"{path.relative_to(folder).as_posix()} {file_digest(path)}\n".encode())
    except OSError as error:
        raise WeightsDamaged(str(folder), f"cannot be read ({error})", fix=fix) from error
    if whole.hexdigest() != digest:
        problem = "has not the files that Dateline was made with"
        raise WeightsDamaged(str(folder), problem, fix=fix)
    return folder


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a folder of weights says of itself, file names with digests under "sha256" included.

    Raises WeightsDamaged.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text("utf-8"))
        if not isinstance(manifest["sha256"], dict):
            raise TypeError("there are no digests in it")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsDamaged(str(path), f"cannot be read ({error!r})") from error
    return dict(manifest)


def recorded_digest(folder: Path, name: str) -> str:
    """What the manifest of a folder has for a file in it; raises WeightsDamaged."""
    return str(read_manifest(folder)["sha256"].get(name))


def record(folder: Path, *names: str) -> None:
    """Write the digests of these files into the folder's manifest, after training made them."""
    path = folder / MANIFEST
    manifest = json.loads(path.read_text("utf-8")) if path.exists() else {"sha256": {}}
    manifest["sha256"] |= {name: file_digest(folder / name) for name in names}
    path.write_text(f"{json.dumps(manifest, indent=2)}\n", encoding="utf-8")
