"""Words by which two claims oppose each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DisputeWords:
    """Patterns of the `re` module, without regard to case; {who} stands for a name.

    `negations` deny what stands behind them, unless it is one of `no_negations`. `no_denials` are
    objects of a verb of denying that are asked for, not asserted; `evaluations` say what something
    is like. `role` is what somebody denies who denies to have done it, `no_role` denies it in other
    words. `losses` is what is denied by who denies losses, `no_losses` says that
    there were none, `made_up` calls them invented, cues of
    `turning_down` deny only what is one of the `assertions`, `false` says that something is not so,
    `hedges` leave something open, `points_back` denies what has just been said, `bare` that
    alone, and `elliptic` says no more than that it is not so.
    `charge` says that somebody is accused, `denied` that it is denied; `denied_at_once` is a clause
    of the charge's own sentence that says who denies it, `pleaded` a sentence after it, and
    `no_answer` neither denies nor admits.
    `joints` stand between clauses, `open` in a clause that asks, supposes, refuses or looks ahead.
    `alike` are sets of words that are taken for one another, called by their first; `saying` are
    words for how something is said. `apart` is how an outlet says that two accounts differ,
    `contradicted` that what was just said is, by whoever is quoted next.
    `nobody` is all that says that there is nobody to count, `contrast` what sets two figures of a
    sentence against each other, `said_on` stands before the day on which something was said.
    What is `offering` so much is not `demanding` as much, and `put_otherwise` gives a figure as a
    part or a multiple of the last one, or as the true one; `instead` stands before one that it is
    not, a `false_figure` is said to be one, `only` stands before one that is all, `share` behind
    one that is a share, `more_than_said` behind that by which one differs from another's. A clause
    of `nobody_at_all` denies all of a kind.
    `asking` are cues that assert nothing. `identity` says who those are that did it, `deeds` that
    somebody did it, `done_by` that it was done by somebody; the last two need a word of `violence`,
    and so does what somebody is accused of, where it is `of_a_deed` at all, to be that of the news.
    `killing` tells of losses among fighters. `states` are pairs of states that cannot both be.
    `contraries` are what happened and did not, in words that have nothing in common; whoever says
    of their own that it did not is one of the armed `forces` where that is all that is told.
    """

    negations: str
    no_negations: str
    no_denials: str
    evaluations: str
    role: str
    no_role: str
    no_losses: str
    losses: str
    made_up: str
    hedges: str
    turning_down: str
    assertions: str
    false: str
    points_back: str
    bare: str
    elliptic: str
    charge: str
    denied: str
    denied_at_once: str
    no_answer: str
    pleaded: str
    joints: str
    open: str
    alike: tuple[tuple[str, ...], ...]
    saying: tuple[str, ...]
    apart: str
    contradicted: str
    nobody: str
    contrast: str
    offering: str
    demanding: str
    put_otherwise: str
    instead: str
    false_figure: str
    only: str
    share: str
    more_than_said: str
    nobody_at_all: str
    said_on: str
    asking: str
    identity: str
    deeds: str
    done_by: str
    violence: str
    of_a_deed: str
    killing: str
    states: tuple[State, ...]
    contraries: tuple[Contrary, ...]
    rivals: RivalWords
    forces: frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """A state and its opposite, read where something of `about` is told of; `shared`: they only
    oppose each other where both name one thing."""

    name: str
    pattern: str
    opposite: str
    shared: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class Contrary:
    """That something happened, and that it did not; `is_own`: who did not do it says so, and is
    whom the other tells of."""

    told: str
    untold: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class RivalWords:
    """How somebody gives a number of their own for what was just counted: who `puts` what at so
    many, `speaks_of`, `counts` or `says` so many, or whose `figure_is` that, an `adverb` before it;
    each pattern ends where the amount begins. `number` is what stands for any count, `number_of`
    for that of a noun, `deaths` is what is counted where people died. `joints` stand between
    clauses, `former` where a count is none of now, `own` behind one of somebody's own side or of
    more.
    """

    puts: str
    speaks_of: str
    figure_is: str
    counts: str
    says: str
    adverb: str
    number: str
    number_of: str
    deaths: str
    joints: str
    former: str
    own: str
