"""Everything that can go wrong, as one tree.

DatelineError                 says in one line what is wrong and how to fix it
├── SourceError               a file or line that cannot become an article
│   ├── EmptySource           ... because nothing readable is in it
│   │   └── NoArticleThere    ... on a page of the web, or only a few words of one
│   └── PageError             ... or page of the web (corpus.obstacles)
├── ArticleNotFound           no article has that id or number
├── ArticleClosed             an article must not be quoted: withdrawn, withheld, embargoed, gone
├── ArticleAmbiguous          the reference names several articles
├── ArticleChanged            an article is not what it was when it was shown
├── FeedNotFound              no feed has that id or address
├── SpeakerNotFound           nobody of that name is quoted
├── SpeakerAmbiguous          several are called that
├── AliasTaken                the alias is another speaker's
├── AliasNotFound             no editor gave that alias
├── GivenAlias                an editor gave that alias, so it can't be split off
├── NotUnited                 the two names are not one speaker
├── StoreError                the corpus's or the chat's database cannot be used
│   ├── StoreMissing          ... because nothing was ever ingested here
│   ├── StoreTooNew           ... because a newer Dateline wrote it
│   ├── StoreUnwritable       ... because its folder or file is read-only, or the disk is full
│   ├── StoreBusy             ... because another process holds it
│   ├── StoreBroken           ... because the file is damaged
│   └── MirrorUnusable        ... or the engine that many bots answer from
│       ├── MirrorUnreachable ... because nothing answers there
│       └── MirrorReadOnly    ... to change articles, which only the writer does
├── WeightsDamaged            a file of learned weights is not the one that belongs here
└── index.errors and bot.settings add theirs
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class DatelineError(Exception):
    """An error a person can act on.

    `problem` names the thing; `fix` is the sentence or command that puts it right.
    """

    def __init__(self, problem: str, *, fix: str) -> None:
        super().__init__(f"{problem}; {fix}")
        self.problem = problem
        self.fix = fix

    def __reduce__(self) -> tuple[Any, ...]:
        """As it is, for another process: each kind is made with arguments of its own."""
        return _again, (type(self), self.args, self.__dict__)


def _again(
    kind: type[DatelineError], args: tuple[object, ...], told: dict[str, object]
) -> DatelineError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(told)
    return error


class SourceError(DatelineError):
    """A file or line that cannot become an article; `name` is the file, with its line if any."""

    def __init__(self, name: str, problem: str, *, fix: str) -> None:
        super().__init__(f"{name}: {problem}", fix=fix)
        self.name = name


class EmptySource(SourceError):
    """Nothing in the source reads as a paragraph."""


class NoArticleThere(EmptySource):
    """A page was fetched, and it shows no article: a paywall, a consent form, a page of links."""

    def __init__(self, address: str) -> None:
        super().__init__(
            address,
            "no article was found there, or only a few words of it",
            fix="if a browser shows more, save the page and ingest the file",
        )


class ArticleNotFound(DatelineError):
    """No article has that id or number."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"no article {reference!r}", fix="list them with: dateline sources")
        self.reference = reference


class ArticleClosed(DatelineError):
    """The article is there, and must not be quoted."""

    def __init__(self, identifier: str, why: str) -> None:
        super().__init__(
            f"article {identifier!r} is {why}, and nothing of it is shown",
            fix=f"see what happened to it: dateline changes {identifier!r}",
        )
        self.identifier = identifier
        self.why = why


class FeedNotFound(DatelineError):
    """No feed has that id or address."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"no feed {reference!r}", fix="list them with: dateline feeds list")
        self.reference = reference


class ArticleAmbiguous(DatelineError):
    """What was given means several articles; `readings` are references to each alone."""

    def __init__(self, reference: str, readings: Sequence[str]) -> None:
        shown = " or ".join(readings[:5])
        super().__init__(
            f"{reference!r} may be {shown}", fix="say which; see them with: dateline sources"
        )
        self.reference = reference
        self.readings = tuple(readings)


class ArticleChanged(DatelineError):
    """An article has a new version since it was shown, so nothing was done."""

    def __init__(self, identifier: str) -> None:
        super().__init__(
            f"article {identifier!r} changed meanwhile, and nothing was removed",
            fix="look again and repeat",
        )


class SpeakerNotFound(DatelineError):
    """Nobody of that name is quoted, and the table does not know it; `near` are names like it."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        listing = "list them with: dateline speakers"
        fix = f"did you mean {' or '.join(map(repr, near))}?" if near else listing
        super().__init__(f"no speaker {name!r}", fix=fix)
        self.name = name
        self.near = tuple(near)


class OutletNotFound(DatelineError):
    """No article is from an outlet of that name; `near` are outlets with names like it."""

    def __init__(self, name: str, near: Sequence[str] = ()) -> None:
        listing = "list them with: dateline stats"
        fix = f"did you mean {' or '.join(map(repr, near))}?" if near else listing
        super().__init__(f"no outlet {name!r}", fix=fix)


class SpeakerAmbiguous(DatelineError):
    """The name is that of several speakers, each in other articles."""

    def __init__(self, name: str, speakers: Sequence[str]) -> None:
        shown = ", ".join(map(repr, speakers[:5]))
        super().__init__(f"{name!r} may be {shown}", fix="say which, by the full name")
        self.name = name


class SameSpeaker(DatelineError):
    """The two names are one speaker already, so that nothing can be merged."""

    def __init__(self, name: str, other: str, shown: str) -> None:
        super().__init__(
            f"{name!r} and {other!r} are both {shown!r} already",
            fix=f"see its names: dateline speakers --why {shown!r}",
        )


class NotUnited(DatelineError):
    """The two names are not one speaker, so that nothing can be split."""

    def __init__(self, name: str, other: str) -> None:
        super().__init__(
            f"{other!r} is not one speaker with {name!r}",
            fix=f"see which names are: dateline speakers --why {name!r}",
        )


class AliasNotFound(DatelineError):
    """No editor made the one name an alias of the other."""

    def __init__(self, name: str, alias: str) -> None:
        super().__init__(
            f"{alias!r} is no alias that was given to {name!r}",
            fix=f"see its names: dateline speakers --why {name!r}; one that the articles gave is"
            f" taken away with: dateline speakers split {name!r} {alias!r}",
        )


class GivenAlias(DatelineError):
    """An editor made the name an alias, which the articles have no part in."""

    def __init__(self, name: str, alias: str) -> None:
        super().__init__(
            f"{alias!r} is an alias that was given to {name!r}",
            fix=f"take it away with: dateline speakers unalias {name!r} {alias!r}",
        )


class AliasTaken(DatelineError):
    """The alias already belongs to another speaker."""

    def __init__(self, alias: str, owner: str) -> None:
        super().__init__(
            f"{alias!r} is already an alias of {owner!r}",
            fix=f"merge the two with: dateline speakers merge {owner!r} ANOTHER",
        )


class StoreError(DatelineError):
    """The corpus's or the chat's database cannot be used; `path` is the file."""

    def __init__(self, path: str, problem: str, *, fix: str) -> None:
        super().__init__(f"{path}: {problem}", fix=fix)
        self.path = path


class StoreMissing(StoreError):
    """There is no database yet."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "there is no corpus here yet", fix="run: dateline ingest FOLDER")


class StoreTooNew(StoreError):
    """A newer Dateline wrote the database."""


class StoreUnwritable(StoreError):
    """The database, or the folder it is in, cannot be written."""


class StoreBusy(StoreError):
    """Another process held the write lock for too long."""


class StoreBroken(StoreError):
    """The file is not a readable SQLite database."""


class MirrorUnusable(StoreError):
    """The engine cannot be answered from."""

    def __init__(self, problem: str, *, fix: str) -> None:
        DatelineError.__init__(self, problem, fix=fix)
        self.path = ""


class MirrorUnreachable(MirrorUnusable):
    """Nothing answers where the engine should be, or no more."""

    def __init__(self, server: str, problem: str) -> None:
        super().__init__(
            f"the engine at {server} cannot be reached ({problem})",
            fix="start it again, or mend DATELINE_ENGINE; nothing is answered until then",
        )


class MirrorReadOnly(MirrorUnusable):
    """Articles are changed in one place."""

    def __init__(self) -> None:
        super().__init__(
            "this bot answers from the engine and changes no articles",
            fix="do this where DATELINE_ENGINE_ROLE is writer",
        )


class WeightsDamaged(DatelineError):
    """A file of learned weights is missing, or not the one that belongs here; `path` is the file.

    Without a `fix` of its own it is one of those that come with Dateline.
    """

    def __init__(self, path: str, problem: str, *, fix: str | None = None) -> None:
        super().__init__(
            f"{path} {problem}",
            fix=fix or "reinstall Dateline; its weights come with the package",
        )
        self.path = path
