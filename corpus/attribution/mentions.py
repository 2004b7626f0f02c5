"""Mentions: where the names in an article begin and end, and what is said of them there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.attribution.parsing import Parse, Range
from corpus.attribution.treebank import VERBAL

_FAR = 6  # tokens before a name that may still describe it; set by hand, not measured
# Of headlines, set by hand: words, the share of the longer ones that have a capital, and "long".
_FEWEST, _CAPITALS, _SHORT_WORD = 4, 0.8, 3
_LONGEST_NAME = 16  # tokens of a name that is looked for in a run of capitals; set by hand
_STOPS = frozenset('.!?:;\u2026\u201d"')
_NOUNS = frozenset(("PROPN", "NOUN", "PRON"))
_DESCRIBING = frozenset(("NOUN", "ADJ", "PROPN", "NUM", "PUNCT"))
_APART = frozenset((",", ";", ":"))
_OWNING = frozenset(("'", "\u2019"))
_QUOTES = frozenset("\"'\u201c\u201d\u2018()")


@dataclass(frozen=True)
class Mention:
    """A name where it stands: `phrase` with its description, `name` without titles and roles."""

    phrase: Range
    name: Range
    words: tuple[str, ...]  # of the name, lower case, without "Jr."
    describers: frozenset[str]  # titles, roles and head nouns around the name, lower case
    titles: frozenset[str] = frozenset()  # those that stand right before the name
    owner: Range | None = None  # "Norland", in "Norland's Water Ministry"
    suffix: str | None = None  # "jr"
    shouted: bool = False  # "ADA BELL"


def mention_in(parse: Parse, span: Range) -> Mention | None:
    """The name that a source phrase is about: its head's, not one that merely describes it."""
    span = _without_where(parse, span)
    head = head_of(parse, span)
    last = span[1] - 1
    if parse.pos[last] == "PROPN" and _is_capital(parse, last):
        # "the news platform Lantern": the parser often takes the description for the head.
        before = last
        while before >= span[0] and parse.pos[before] == "PROPN" and _is_capital(parse, before):
            before -= 1
        if before >= span[0] and _leads_to_name(parse, head, before):
            return _mention(parse, last)
        if _is_owned_role(parse, span[0], before):
            return _mention(parse, last)  # "Bell's lawyer, Ada Stone"
        if before == head + 1 and parse.words[head].rstrip(".") in parse.speech.names.titles:
            named = _mention(parse, last)  # "Director of National Intelligence Ada Bell"
            if named is not None and named.phrase[0] <= head:
                return named
    owned_office = any(parse.tags[k] == "POS" for k in range(span[0], last))
    if owned_office and (named := _set_off(parse, head, last)) is not None:
        return named  # "the Club of Norland's Keeper of the Gate, Ada Bell"
    if parse.pos[head] == "PROPN":
        owned = _owned(parse, head, last)
        if owned is not None:
            return _mention(parse, owned)
    name = parse.pos[head] == "PROPN" and _is_capital(parse, head)
    mention = _mention(parse, head) if name else None
    if mention is not None:
        return mention
    if head - 1 >= span[0] and _is_spelt_out(parse, head):
        return _mention(parse, head - 1)
    agency = _before_agency(parse, span, head)
    if agency is not None:
        return _mention(parse, agency)
    for k in parse.children[head]:
        if parse.deps[k] == "appos" and parse.pos[k] == "PROPN" and span[0] <= k < span[1]:
            listed = parse.tags[head] == "NNS" and _has_conjunct(parse, k, span)
            return None if listed else _mention(parse, k)  # "Two towns, Aldmoor and Corvane"
    return _set_off(parse, head, last)


def _without_where(parse: Parse, span: Range) -> Range:
    """Without the name of "the capital, Aldmoor", where somebody is: "a court in the capital,
    Aldmoor"."""
    comma, named = span[1] - 2, span[1] - 1
    place = comma - 1
    if place - 2 <= span[0] or parse.words[comma] != "," or parse.pos[named] != "PROPN":
        return span
    at = parse.words[parse.heads[place]] in parse.speech.grammar.at_place
    within = parse.tags[place] == "NN" and parse.deps[place] == "pobj" and at
    return (span[0], comma) if within else span


def _has_conjunct(parse: Parse, k: int, span: Range) -> bool:
    return any(parse.deps[m] == "conj" and m < span[1] for m in parse.children[k])


def _is_spelt_out(parse: Parse, k: int) -> bool:
    """Whether it is the "Aid" of "Lantern Relief Aid (LRA)", which is no proper noun to parsers."""
    if k + 3 >= len(parse) or parse.words[k + 1] != "(" or parse.pos[k - 1] != "PROPN":
        return False
    short = parse.slice((k + 2, k + 3))
    ends = short.isupper() and short[-1].lower() == parse.words[k][0]
    return _is_capital(parse, k) and len(short) > 1 and ends


def _before_agency(parse: Parse, span: Range, head: int) -> int | None:
    """The LNA, in "the official LNA news agency"."""
    words = parse.speech.names.organisations
    if parse.lemmas[head] not in words or parse.words[head - 1] not in words:
        return None
    k = head - 2
    named = span[0] <= k and parse.pos[k] == "PROPN" and parse.slice((k, k + 1)).isupper()
    return k if named else None


def _owned(parse: Parse, head: int, last: int) -> int | None:
    """The name after "'s" in "the University of Norland's Weir Institute", one long phrase."""
    places = parse.speech.grammar.at_place - parse.speech.grammar.from_whom
    for k in range(head + 1, last):
        if parse.words[k] == "," or parse.words[k] in places | parse.speech.grammar.authored:
            return None
        if parse.tags[k] == "POS":
            return k + 1 if parse.pos[k + 1] == "PROPN" else None
    return None


def _is_owned_role(parse: Parse, start: int, comma: int) -> bool:
    if comma - start < 2 or parse.words[comma] != "," or not _is_role(parse, comma - 1):
        return False
    before = range(start, comma - 1)
    if any(parse.pos[k] in VERBAL or parse.words[k] == "," for k in before):
        return False
    return any(parse.tags[k] == "POS" for k in before)


def _leads_to_name(parse: Parse, head: int, before: int) -> bool:
    """Whether the word before a name is what its bearer is: "editor in chief Ada Bell"."""
    if before == head:
        return parse.pos[head] == "NOUN"
    words = parse.speech.names
    if _is_member_of(parse, head, before):
        return True
    if head > before or parse.lemmas[before] not in words.roles | words.titles:
        return False
    between = range(head + 1, before - 1 if parse.words[before] in words.titles else before)
    plain = _DESCRIBING | {"CCONJ", "PART"}
    return all(parse.pos[k] in plain and parse.words[k] not in _APART for k in between)


def _is_member_of(parse: Parse, head: int, before: int) -> bool:
    """Whether it is "member of parliament" before the "Ada Bell", and not "mother of victim"."""
    words, first = parse.speech.names, parse.words[before + 1]
    if parse.lemmas[head] not in words.titles | words.roles or not head + 1 < before:
        return False
    if parse.words[head + 1] not in words.of or first not in words.female | words.male:
        return False
    return all(
        parse.is_word(k) and not _is_capital(parse, k) and parse.lemmas[k] not in words.roles
        for k in range(head + 2, before + 1)
    )


def _set_off(parse: Parse, head: int, last: int) -> Mention | None:
    """The name after the comma in "a member of the committee, Ada Bell"."""
    words = parse.speech.names
    if parse.pos[last] != "PROPN":
        return None
    mention = _mention(parse, last)
    if mention is None or len(mention.words) < 2 or mention.phrase[0] <= head:
        return None
    told = parse.lemmas[head] in words.roles | words.titles
    known = mention.words[0] in words.female | words.male
    return mention if (told or known) and parse.words[mention.phrase[0] - 1] == "," else None


def head_of(parse: Parse, span: Range) -> int:
    """The token of a phrase that all others hang from; the last noun where there are several."""
    heads = [
        k for k in range(*span) if not span[0] <= parse.heads[k] < span[1] or parse.heads[k] == k
    ]
    nouns = [k for k in heads if parse.pos[k] in _NOUNS]
    if not nouns:  # "Ada Bell, head of a group helping": read as a clause with her for its subject
        subjects = (m for k in heads for m in parse.children[k] if parse.deps[m] == "nsubj")
        nouns = [
            m for m in subjects if parse.edges[m][0] <= span[0] <= m and parse.pos[m] in _NOUNS
        ]
    return (nouns or heads or [span[0]])[0]


def mentions(parse: Parse) -> list[Mention]:
    """Every name in the text, in order, each with all of its words."""
    found: list[Mention] = []
    covered = -1
    for i in range(len(parse)):
        if i < covered or parse.pos[i] != "PROPN" or not _is_capital(parse, i):
            continue
        if (
            i + 1 < len(parse)
            and parse.pos[i + 1] == "PROPN"
            and parse.sentence[i] == parse.sentence[i + 1]
        ):
            continue
        mention = _mention(parse, i)
        if mention is not None:
            found.append(mention)
            covered = mention.name[1]
    return _out_of_headlines(parse, found)


# Headlines: "Bell Accuses Former Aide of Lying" has more capitals than names


def _out_of_headlines(parse: Parse, found: list[Mention]) -> list[Mention]:
    """The mentions, those in a line of capitals no longer than the names that they are."""
    headlines = {n for n, line in enumerate(parse.paragraphs) if _is_headline(parse, line)}
    if not headlines:
        return found
    here = [parse.paragraph[mention.name[0]] in headlines for mention in found]
    known = {m.words for m, inside in zip(found, here, strict=True) if not inside}
    known |= {words[-1:] for words in known}
    kept = []
    for mention, inside in zip(found, here, strict=True):
        kept += _cut(parse, mention, known) if inside and mention.words not in known else [mention]
    return kept


def _is_headline(parse: Parse, line: Range) -> bool:
    words = [k for k in range(*line) if parse.is_word(k) and len(parse.words[k]) > _SHORT_WORD]
    if any(parse.pos[k] in VERBAL and not _is_capital(parse, k) for k in range(*line)):
        return False  # "Foreign Minister Ada Bell arrived on Monday"
    stopped = parse.words[line[1] - 1][-1] in _STOPS
    if len(words) < _FEWEST + stopped:
        return False
    return sum(_is_capital(parse, k) for k in words) > _CAPITALS * len(words)


def _cut(parse: Parse, mention: Mention, known: set[tuple[str, ...]]) -> list[Mention]:
    """The names in a run of capitals: known from the text, or a forename and a name.

    An organisation's may be as long as it is.
    """
    names, (low, stop) = parse.speech.names, mention.name
    found: list[Mention] = []
    while low < stop:
        high = _end_of_known(parse, (low, stop), known)
        if high is None:
            low += 1
            continue
        words = tuple(_words(parse, low, high))
        start = low if found else mention.phrase[0]
        found.append(
            replace(mention, phrase=(start, high), name=(low, high), words=words, suffix=None)
        )
        low = high
    whole = len(mention.words) == 1 or not names.organisations.isdisjoint(mention.words)
    return found or ([mention] if whole else [])


def _end_of_known(parse: Parse, run: Range, known: set[tuple[str, ...]]) -> int | None:
    """Where the longest name ends that the run begins with; None where it begins with none."""
    names, (low, stop) = parse.speech.names, run
    for high in range(min(stop, low + _LONGEST_NAME), low, -1):
        words = tuple(_words(parse, low, high))
        forename = len(words) == 2 and words[0] in names.female | names.male
        if words in known or (forename and words[1] not in names.titles | names.roles):
            return high
    return None


def _mention(parse: Parse, head: int) -> Mention | None:
    """The name that ends, or goes on past, at the proper noun `head`."""
    low, high = parse.sentences[parse.sentence[head]]
    high = _over_short_title(parse, head, high)
    stop = _end_over_joined_owners(parse, _end_of_name(parse, head, high), high)
    stop = _end_over_links(parse, head, stop, high)
    start = _over_owner(parse, _first_of_name(parse, head, stop, low), stop, low)
    if _is_number(parse, start):
        return None
    if start + 1 < stop and _is_question(parse, start):
        start += 1
    name = _after_titles(parse, start, stop)
    if name == start:
        name = _after_portfolio(parse, start, stop)
        if name == stop:
            return None
        start = start - 2 if name > start else start
    words = _without_postnominals(parse, _words(parse, name, stop))
    if set(words) <= parse.speech.names.affiliations:
        return None
    if not words or _is_office(parse, start, stop, words) or _is_day(parse, words):
        return None
    suffix = words.pop() if len(words) > 1 and words[-1] in parse.speech.names.suffixes else None
    inside = [parse.words[k].rstrip(".") for k in range(start, stop)]
    return Mention(
        titles=frozenset(inside[: name - start]) & parse.speech.names.titles,
        owner=_owner(parse, start, low),
        suffix=suffix,
        shouted=len(words) > 1 and parse.slice((name, stop)).isupper(),
        phrase=(start, stop),
        name=(name, stop),
        words=tuple(words),
        describers=frozenset(
            (*inside, *_described_before(parse, name, low), *_appositions(parse, head))
        ),
    )


def _over_owner(parse: Parse, start: int, stop: int, low: int) -> int:
    """Where "Aldmoor County Sheriff's Office" begins; an office alone is anybody's."""
    names = parse.speech.names
    bare = stop - start == 1 and parse.words[start] in names.organisations
    if not bare or start - 2 < low or not _owns(parse, start - 1):
        return start
    owner = start - 1
    while owner > low and _is_of_owner(parse, owner - 1):
        owner -= 1
    while owner < start - 1 and not _is_capital(parse, owner):
        owner += 1
    return _over_joined_owner(parse, owner, low) if owner < start - 1 else start


def _owns(parse: Parse, mark: int) -> bool:
    """Whether it is the "'s" or "’" of an owner, however it was read."""
    return parse.tags[mark] == "POS" or parse.words[mark] in _OWNING


def _over_joined_owner(parse: Parse, owner: int, low: int) -> int:
    """Where "the Road and Tram Workers' Union" and "the Bakers' and Cooks' Alliance" begin."""
    names, joint = parse.speech.names, owner - 1
    before = joint - 1 - _owns(parse, joint - 1)
    if before <= low or parse.words[joint] not in names.joins or not _is_of_owner(parse, before):
        return owner
    first = before
    while first > low and _is_of_owner(parse, first - 1):
        first -= 1
    definite = first > 0 and parse.words[first - 1] in parse.speech.grammar.the
    run = {parse.words[k] for k in range(first, before + 1)}
    apart = names.organisations | names.female | names.male | names.titles
    nations = parse.speech.nations.keys()
    alone = run.isdisjoint(apart | nations) and _is_capital(parse, first)
    return first if definite and alone else owner


def _is_of_owner(parse: Parse, k: int) -> bool:
    names = parse.speech.names
    if parse.words[k] in names.days:
        return False
    linked = parse.words[k] in names.of and _is_capital(parse, k - 1) and _is_capital(parse, k + 1)
    capital = _is_capital(parse, k) and parse.pos[k] in ("PROPN", "NOUN", "ADJ")
    return capital or linked or _is_hyphen(parse, k)


def _is_question(parse: Parse, k: int) -> bool:
    """Whether it is the "Will" of "Will Halder close its shops?", and nobody's forename."""
    low, high = parse.sentences[parse.sentence[k]]
    line_stop = parse.paragraphs[parse.paragraph[k]][1]
    asks = "?" in (parse.words[high - 1], parse.words[line_stop - 1])
    return k == low and asks and parse.words[k] in parse.speech.grammar.auxiliaries


def _owner(parse: Parse, start: int, low: int) -> Range | None:
    """The name before the "'s" that stands before a name."""
    mark = start - 1
    if mark <= low or parse.tags[mark] != "POS":
        return None
    first = mark
    while first > low and parse.pos[first - 1] == "PROPN" and _is_capital(parse, first - 1):
        first -= 1
    return (first, mark) if first < mark else None


def whose(parse: Parse, mention: Mention) -> str | None:
    """By one name for each owner: "Moscow's" ministry is Russia's, but not its city council."""
    if mention.owner is None:
        return None
    owner = " ".join(parse.words[k] for k in range(*mention.owner))
    offices = parse.language.offices
    civic = owner in offices.capitals and mention.words[-1] in offices.civic
    return owner if civic else parse.speech.nations.get(owner, owner).lower()


def _is_day(parse: Parse, words: list[str]) -> bool:
    """Whether it is "Friday" or "June 2031", and not Theresa May."""
    names = parse.speech.names
    last = [word for word in words if not word.isdigit()][-1:]
    forename = len(words) > 1 and words[0] in names.female | names.male
    return not last or (last[0] in names.days and not forename)


def _words(parse: Parse, start: int, stop: int) -> list[str]:
    """The words of a name, one with a hyphen as one."""
    words: list[str] = []
    for k in range(start, stop):
        if not parse.is_word(k):
            continue
        word = parse.words[k].rstrip(".")
        if words and k - 1 > start and _is_hyphen(parse, k - 1):
            words[-1] += "-" + word
        else:
            words.append(word)
    return words


def _without_postnominals(parse: Parse, words: list[str]) -> list[str]:
    """ "Ada Bell" of "Ada Bell KC"; "Local MP" is no name at all."""
    stop = len(words)
    while stop and words[stop - 1] in parse.speech.names.postnominals:
        stop -= 1
    return words[:stop] if stop > 1 else words


def without_postnominals(parse: Parse, name: Range) -> Range:
    """Where "Ada Bell KC" is called no more than her name."""
    start, stop = name
    while stop - start > 2 and parse.words[stop - 1] in parse.speech.names.postnominals:
        stop -= 1
    return start, stop


def _over_short_title(parse: Parse, head: int, high: int) -> int:
    """Where the sentence ends that the parser cut after the "Sgt." of "Sgt. Ada Bell"."""
    last = high - 1
    while last > head and not parse.is_word(last):
        last -= 1
    names = parse.speech.names
    title = parse.words[last].rstrip(".") in names.titles - names.postnominals
    if last < head or not title or parse.words[high - 1][-1] != "." or high >= len(parse):
        return high
    if parse.pos[high] != "PROPN" or parse.paragraph[high] != parse.paragraph[head]:
        return high
    return parse.sentences[parse.sentence[high]][1]


def _is_number(parse: Parse, start: int) -> bool:
    """Whether it is the end of a number to call: "1-800-CALL-NOW"."""
    before = parse.text[max(0, parse.starts[start] - 2) : parse.starts[start]]
    return len(before) == 2 and before[0].isdigit() and before[1] in "-\u2010\u2011"


def _is_office(parse: Parse, start: int, stop: int, words: list[str]) -> bool:
    """Whether it is an office and nobody's name: "the President", "Defense Secretary"."""
    names = parse.speech.names
    if len(words) == 1 and _is_role(parse, stop - 1):
        return True
    if words[-1] not in names.titles:
        return False
    definite = start > 0 and parse.words[start - 1] in parse.speech.grammar.definite
    forename = words[0] in names.female | names.male or len(words[0]) == 1
    organised = not names.organisations.isdisjoint(words)
    return definite or not (forename or organised)


def _is_before_person(parse: Parse, k: int) -> bool:
    """Whether a word within capitals is a title, or the "Editor" of "Lantern Editor Ada Bell"."""
    names = parse.speech.names
    if parse.words[k + 1].rstrip(".") in names.suffixes:
        return False  # "Martin King Jr."
    if " ".join(parse.words[k : k + 2]) in names.bodies:
        return False  # "General Staff of Norland"
    if parse.words[k].rstrip(".") in names.titles or _is_joint_title(parse, k):
        return True
    if _is_kind_at_start(parse, k):
        return True
    what = names.roles | names.organisations
    if parse.words[k] not in names.female | names.male:
        what |= names.affiliations  # "Republican Ada Bell"
    return parse.words[k] in what and parse.words[k + 1] in names.female | names.male


def _is_kind_at_start(parse: Parse, k: int) -> bool:
    """Whether it is the "Carmaker" of "Carmaker Halder said", or the "Prosecutor" of "Prosecutor
    Leena Moor", with a capital by its place alone."""
    begins = k == parse.sentences[parse.sentence[k]][0] or not parse.is_word(k - 1)
    if not begins or not _is_capital(parse, k + 1):
        return False
    names, word = parse.speech.names, parse.words[k]
    if word in names.businesses - names.organisations or word.endswith("maker"):
        return True
    named = k + 2 < len(parse) and parse.pos[k + 2] == "PROPN" and _is_capital(parse, k + 2)
    named = named and names.organisations.isdisjoint(parse.words[k + 1 : k + 3])
    return named and (word in names.roles or word.endswith("ologist"))


def _is_joint_title(parse: Parse, k: int) -> bool:
    """ "Ministers Ada Bell and Jan Ruud", and not "the Governors Association"."""
    names, word = parse.speech.names, parse.words[k]
    plural = word not in names.titles and word.removesuffix("s") in names.titles
    return plural and _is_capital(parse, k + 1) and parse.words[k + 1] not in names.organisations


def _is_role(parse: Parse, k: int) -> bool:
    names = parse.speech.names
    return parse.words[k] in names.titles | names.roles or parse.lemmas[k] in names.roles


def _after_portfolio(parse: Parse, start: int, stop: int) -> int:
    """Where the name begins after "Secretary of State"; at `stop` where there is none."""
    names = parse.speech.names
    before = start - 1
    if before > 0 and parse.words[before] in names.joins:  # "for the Environment and Water"
        before -= 1
        while before > 0 and _is_capital(parse, before):
            before -= 1
    if before > 0 and parse.words[before] in parse.speech.grammar.the:
        before -= 1
    if before < 1 or parse.words[before] not in names.links:
        return start
    if parse.words[before - 1].rstrip(".") not in names.titles:
        return start
    for k in range(start, stop - 1):
        if parse.words[k] in names.female or parse.words[k] in names.male:
            return k
    about = names.portfolios | names.joins | parse.speech.nations.keys()
    k = start
    while k < stop and parse.words[k] in about:
        k += 1
    return stop - 2 if k == start and stop - start > 2 else k


def _end_of_name(parse: Parse, head: int, high: int) -> int:
    """How far right the proper nouns go on, over hyphens between capitals."""
    stop = head + 1
    while stop < high:
        named = parse.pos[stop] == "PROPN" or _is_surname(parse, stop)
        if named or _is_spelt_out(parse, stop):
            stop += 1
        elif stop + 1 < high and _is_hyphen(parse, stop) and _is_capital(parse, stop + 1):
            stop += 2
        elif parse.words[stop] == "." and _is_short_title(parse, stop - 1):
            stop += 1
        else:
            break
    return stop


def _is_surname(parse: Parse, k: int) -> bool:
    """Whether it is the "Sholly" of "Cam Sholly", which a parser takes for an adverb."""
    if not _is_capital(parse, k) or parse.pos[k] != "ADV":
        return False
    return not _is_headline(parse, parse.paragraphs[parse.paragraph[k]])


def _end_over_joined_owners(parse: Parse, stop: int, high: int) -> int:
    """Where "the Bakers' and Cooks' Alliance" ends, which parsers take for the bakers and more."""
    names = parse.speech.names
    if stop + 3 >= high or not _owns(parse, stop):
        return stop
    if parse.words[stop + 1] not in names.joins or not _is_capital(parse, stop + 2):
        return stop
    end = stop + 2
    while end < high and (_is_capital(parse, end) or _owns(parse, end)):
        end += 1
    return end if parse.words[end - 1] in names.organisations else stop


def _end_over_links(parse: Parse, start: int, stop: int, high: int) -> int:
    """Where "Institute for the Study of War" or "Ministry of Defence" ends."""
    words = parse.speech.names
    while stop < high and parse.words[stop] in words.links:
        bridge = stop
        while bridge < high and bridge - stop < 2 and parse.words[bridge] in words.inside:
            bridge += 1
        end = bridge
        while end < high and _is_capital(parse, end):
            end += 1
        if bridge < high and parse.words[bridge] in words.days:
            break
        organised = any(parse.words[k] in words.organisations for k in range(start, stop))
        organised = organised or " ".join(parse.words[max(0, stop - 2) : stop]) in words.bodies
        goes_on = organised or _is_called_after(parse, start, stop, end)
        goes_on = goes_on or is_introduced(parse, start) or _is_brotherhood(parse, start, stop)
        if bridge == stop or end == bridge or not goes_on:
            break
        paired = parse.words[end - 1] in parse.speech.nations and end - bridge == 1
        stop = _end_over_joins(parse, end, high, organised) if organised or paired else end
    return stop


def _end_over_joins(parse: Parse, stop: int, high: int, organised: bool) -> int:
    """ "Department of Health" goes on with "and Human Services", but not with another's name;
    "the Survey of Norland" with "and Corvane"."""
    words = parse.speech.names
    end = stop + 1
    while end < high and parse.pos[end] == "PROPN" and _is_capital(parse, end):
        end += 1
    if stop + 1 >= high or parse.words[stop] not in words.joins or end == stop + 1:
        return stop
    joined = [parse.words[k].rstrip(".") for k in range(stop + 1, end)]
    apart = words.courtesies | words.female | words.male
    if organised:
        apart |= parse.speech.nations.keys()
    if joined[0] in apart or joined[0] in words.titles or words.organisations & set(joined):
        return stop
    return end


def _is_short_title(parse: Parse, k: int) -> bool:
    names = parse.speech.names  # but "Ada Bell MP." ends a sentence
    return parse.words[k] in names.titles - names.postnominals and k + 2 < len(parse)


def _after_titles(parse: Parse, start: int, stop: int) -> int:
    """Where the name itself begins: after the last title that stands before its last word.

    In "Deputy Defence Minister Hanna Maliar" what stands before the title is the office.
    """
    if stop - start > 2 and parse.tags[stop - 2] == "POS":
        return start  # "the Aldmoor Secretary of State's Office", which has no person's name
    found = (k for k in range(start, stop - 1) if _is_before_person(parse, k))
    name = max(found, default=start - 1) + 1
    bodies = parse.speech.names.organisations | parse.speech.names.groups
    if bodies >= {parse.words[k] for k in range(name, stop)}:
        return start  # "the Aldmoor County Sheriff Department", "the General Staff"
    while name < stop - 1 and not parse.is_word(name):
        name += 1
    return name


def _described_before(parse: Parse, name: int, low: int) -> Iterator[str]:
    """The words before a name that may say who it is."""
    words = parse.speech.names
    before = name - 1
    while before >= low and name - before <= _FAR and _may_describe(parse, before):
        yield parse.words[before].rstrip(".")
        before -= 1
    if before > low and parse.words[before] == ",":  # "Its head, Ada Bell", however it was parsed
        yield from {parse.words[before - 1]} & (words.roles | words.titles)


def _may_describe(parse: Parse, k: int) -> bool:
    word = parse.words[k]
    return parse.pos[k] in _DESCRIBING and word not in _APART and _QUOTES.isdisjoint(word)


def _appositions(parse: Parse, head: int) -> Iterator[str]:
    joined = next((k for k in parse.children[head] if k > head and parse.deps[k] == "cc"), head)
    for k in parse.children[head]:
        if parse.deps[k] == "appos" and (joined == head or k < joined):
            yield parse.words[k]  # of "Ada and Jan, a painter" the last
        if parse.deps[k] == "relcl" and parse.words[k] in parse.speech.names.was:
            told = [parse.words[m] for m in parse.children[k] if parse.deps[m] == "attr"]
            yield from (*told, "former") if told else ()  # "Ada Bell, who was a minister"
    if parse.deps[head] == "appos":
        yield parse.words[parse.heads[head]]


def _is_called_after(parse: Parse, start: int, stop: int, end: int) -> bool:
    """Whether it is "the Shield of Lowland" or "the Shield of Lowland Brigade": a name with "the"
    before it is whole only with what it is of."""
    words = parse.speech.names
    if stop - start != 1 or end == stop:
        return False
    first = start
    while first > 0 and parse.pos[first - 1] == "PROPN" and _is_capital(parse, first - 1):
        first -= 1
    if first == 0 or parse.words[first - 1] not in parse.speech.grammar.the:
        return False
    nobody = words.titles | words.roles | words.affiliations | words.days
    if parse.words[start] in nobody or parse.words[first] in words.female | words.male:
        return False
    named = parse.words[stop] in words.of and _is_capital(parse, stop + 1)
    if first < start:
        return named and parse.words[stop + 1] in parse.speech.nations
    person = parse.words[stop + 1] in words.female | words.male
    return (named and not person) or parse.words[end - 1] in words.organisations


def is_introduced(parse: Parse, start: int) -> bool:
    """Whether "called" or "calls itself" stands before a name."""
    names, grammar = parse.speech.names, parse.speech.grammar
    before = start - 1
    while before > 0 and parse.words[before] in grammar.the | _QUOTES:
        before -= 1
    if before > 0 and parse.words[before] in grammar.as_:
        before -= 1
    if before > 0 and parse.words[before] in grammar.reflexive:
        return parse.lemmas[before - 1] in names.calling
    return before > 0 and parse.words[before] in names.called and parse.tags[before] == "VBN"


def _is_brotherhood(parse: Parse, start: int, stop: int) -> bool:
    """ "The Sons of the Weir": a group, and not "the Democrats of the House"."""
    names = parse.speech.names
    return (
        stop - start == 1
        and start > 0
        and parse.tags[start] == "NNPS"
        and parse.words[start - 1] in parse.speech.grammar.the
        and parse.words[start] not in names.affiliations | parse.speech.nations.keys()
        and parse.words[start].removesuffix("s") not in parse.speech.nations
    )


def _first_of_name(parse: Parse, start: int, stop: int, low: int) -> int:
    """How far left a name goes: over capitals, "van" and the like, and "Institute of"."""
    words = parse.speech.names
    while start > low:
        before = start - 1
        if _is_date(parse, before):
            return start
        forename = parse.words[before] in words.female | words.male
        named = parse.pos[before] in ("PROPN", "ADJ", "NOUN") or forename
        if _is_capital(parse, before) and named:
            start = before
            continue
        if _is_hyphen(parse, before) and before > low and _is_capital(parse, before - 1):
            start = before - 1
            continue
        if _is_joined(parse, start, stop, low):
            start = before - 1
            continue
        if _is_hyphen(parse, before) and parse.words[before - 1] in words.particles:
            start = before - 1  # "al-Baghdadi"
            continue
        while before > low and {parse.words[before], parse.words[before - 1]} <= words.particles:
            before -= 1  # "van der Berg"
        run = before
        while run > low and _is_capital(parse, run - 1):
            run -= 1
        linked = parse.words[before] in words.particles or (
            parse.words[before] in words.of
            and any(parse.words[k] in words.organisations for k in range(run, stop))
        )
        if not linked or run == before or parse.pos[before - 1] != "PROPN":
            return start
        start = before
    return start


def _is_date(parse: Parse, k: int) -> bool:
    """Whether it is the "October" of "on 5 October Bell said", and no forename."""
    names = parse.speech.names
    if parse.words[k] not in names.days:
        return False
    forename = parse.words[k] in names.female | names.male
    return not forename or (k > 0 and parse.words[k - 1].isdigit())


def _is_joined(parse: Parse, start: int, stop: int, low: int) -> bool:
    """Whether the name goes on left of "and": "the Fish and Wildlife Service"."""
    words, before = parse.speech.names, start - 2
    if parse.words[start - 1] not in words.joins or stop - start < 2 or before <= low:
        return False
    if parse.words[stop - 1] not in words.organisations or parse.pos[before] != "PROPN":
        return False
    first = before
    while first > low and parse.pos[first - 1] == "PROPN":
        first -= 1
    run = {parse.words[k] for k in range(first, before + 1)}
    apart = words.organisations | words.female | words.male | words.titles
    definite = first > 0 and parse.words[first - 1] in parse.speech.grammar.the
    nation = parse.words[before] in parse.speech.nations
    return definite and not nation and run.isdisjoint(apart)


def is_agent(parse: Parse, mention: Mention) -> bool:
    """Whether it does something in its sentence."""
    return parse.deps[mention.name[1] - 1] == "nsubj"


def _is_hyphen(parse: Parse, k: int) -> bool:
    """Whether a token joins the two around it into one name: "Rolls-Royce", "Food & Water"."""
    if parse.words[k] == "&":
        return True
    at = parse.starts[k]
    around = parse.text[max(0, at - 1) : at + 2]
    return parse.words[k] in ("-", "/", "\u2010", "\u2011") and around == around.strip()


def _is_capital(parse: Parse, k: int) -> bool:
    """Whether it begins with a capital, or ends a name that does: the "jin" of "Yun Seo-jin"."""
    if parse.text[parse.starts[k]].isupper():
        return True
    ends = k > 1 and parse.pos[k] == "PROPN" and _is_hyphen(parse, k - 1)
    return ends and parse.pos[k - 2] == "PROPN" and parse.text[parse.starts[k - 2]].isupper()
