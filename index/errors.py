"""What can go wrong between a question and its passages.

corpus.errors.DatelineError
├── IndexMissing              the corpus was never indexed
├── IndexMismatch             the index on disk is not of this corpus, embedder or format
│   └── IndexUnreadable       ... because its folder or files may not be read
├── IndexUnwritable           the disk refused to take the index
├── EmbedderUnavailable       the model that makes the vectors cannot be loaded
└── RankingUnavailable        the models that rank passages cannot be loaded
"""

from __future__ import annotations

from corpus.errors import DatelineError

REBUILD = "run: dateline rebuild"


class IndexMissing(DatelineError):
    """There is no index yet; `folder` is where it was looked for."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"there is no index in {folder}", fix=REBUILD)
        self.folder = folder


class IndexMismatch(DatelineError):
    """The index does not fit; `field` is what differs, `found` and `wanted` its two values."""

    def __init__(self, *, field: str, found: object, wanted: object) -> None:
        super().__init__(f"the index has {field} {found}, not {wanted}", fix=REBUILD)
        self.field = field
        self.found = found
        self.wanted = wanted


class IndexUnreadable(IndexMismatch):
    """It may well be sound, but this user may not read it; `path` is what cannot be read."""

    def __init__(self, path: str, problem: str) -> None:
        DatelineError.__init__(
            self,
            f"the index cannot be read: {path} ({problem})",
            fix="check its owner and permissions, and make it readable for this user",
        )
        self.path = path
        self.field, self.found, self.wanted = "files", problem, "readable"


class IndexUnwritable(DatelineError):
    """What was there before still answers; `folder` is that of the index."""

    def __init__(self, folder: str, problem: str) -> None:
        super().__init__(
            f"the index cannot be written to {folder} ({problem})",
            fix="free some space, make the folder writable, and run it again",
        )
        self.folder = folder


class EmbedderUnavailable(DatelineError):
    """`name` is the model that was asked for."""

    def __init__(self, name: str, problem: str, *, fix: str | None = None) -> None:
        super().__init__(
            f"embedder {name!r} cannot be loaded: {problem}",
            fix=fix
            or "set DATELINE_EMBEDDER to a sentence-transformers model on this machine, "
            "or leave it unset for the bundled one",
        )
        self.name = name


class RankingUnavailable(DatelineError):
    """`folder` is where the weights were looked for."""

    def __init__(self, folder: str, problem: str) -> None:
        super().__init__(
            f"the ranking models in {folder} cannot be loaded: {problem}",
            fix="reinstall Dateline; its weights come with the package",
        )
        self.folder = folder
