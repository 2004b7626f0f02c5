"""Questions written from parsed sentences: who, which, what, when, where, how many, why, said."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# spaCy's Doc, Span and Token; the library is typed loosely, hence Any.
Doc = Any
Sentence = Any
Token = Any
Ranges = Sequence[tuple[int, int]]

SPEECH = frozenset(
    """
    say tell claim deny confirm add warn announce report insist argue suggest believe allege
    acknowledge admit note explain state describe
    """.split()
)
_HUMAN = frozenset(
    """
    man woman president minister official police officer spokesman spokesperson spokeswoman leader
    governor mayor senator lawmaker judge lawyer doctor expert author teacher soldier fighter
    attacker insurgent troop force resident people child student worker driver victim gunman suspect
    person group company government party team authority army military court union agency council
    committee commission department ministry administration organization critic activist protester
    player coach star singer actor director analyst scientist researcher mother father son daughter
    wife husband king queen prince princess pope bishop teen teenager boy girl voter candidate
    republican democrat conservative liberal investor owner chief executive chairman founder ceo
    """.split()
)
_STATES = frozenset(
    """
    California Texas Florida Ohio Pennsylvania Michigan Georgia Arizona Nevada Iowa Virginia
    Colorado Alabama Tennessee Kentucky Louisiana Missouri Minnesota Wisconsin Illinois Indiana
    Oregon Washington Utah Montana Kansas Oklahoma Arkansas Mississippi Maryland Massachusetts
    Connecticut Maine Vermont Hawaii Alaska Idaho Wyoming Nebraska Delaware
    """.split()
)
_COUNTRIES = frozenset(
    """
    Russia Ukraine China Japan India Pakistan Iran Iraq Israel Turkey France Germany Spain Italy
    Britain England Scotland Wales Ireland Canada Mexico Brazil Argentina Chile Peru Colombia Egypt
    Libya Sudan Kenya Nigeria Ghana Ethiopia Somalia Australia Poland Hungary Greece Sweden Norway
    Finland Denmark Belgium Netherlands Switzerland Austria Portugal Syria Lebanon Yemen
    Afghanistan Taiwan Thailand Vietnam Philippines Indonesia Malaysia Singapore Cuba Haiti
    Venezuela Qatar UK US U.S.
    """.split()
)
_NOUNS = {
    "GPE": ["country", "city", "place"],
    "ORG": ["company", "organization", "group"],
    "PERSON": ["person"],
    "NORP": ["group"],
    "LOC": ["area"],
    "FAC": ["building", "place"],
    "EVENT": ["event"],
    "MONEY": ["amount"],
    "PERCENT": ["percentage"],
    "PRODUCT": ["product"],
    "WORK_OF_ART": ["title"],
    "LAW": ["law"],
}
_SUBJECTS = {
    "PERSON": ["Who"],
    "ORG": ["Who", "Which organization", "What company", "Which group"],
    "GPE": ["Which country", "What place", "Who"],
    "NORP": ["Who", "Which group"],
}
_NUMERIC = {"CARDINAL", "QUANTITY", "MONEY", "PERCENT"}
_PLACE_PREPOSITIONS = set("in at near outside inside across on from to".split())
_TIME_PREPOSITIONS = set("on in at since by during until from".split())


@dataclass(frozen=True, slots=True)
class Written:
    """A question, its kind, and the tokens `start`..`stop` of the document that answer it."""

    text: str
    kind: str
    start: int
    stop: int


def tidy(text: str) -> str:
    """Single spaces, none before punctuation, no punctuation or quotation marks at the ends."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:-–—\"“”'‘’")
    text = re.sub(r"\s+([,.;:?!’])", r"\1", text)
    return re.sub(r"\s+('s|’s|n't)\b", r"\1", text)


class Grammar:
    """Writes questions; which modifiers go and which wording is used is random."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def questions(self, doc: Doc, sentence: Sentence) -> list[Written]:
        """Every question that the sentence's clauses give."""
        written: list[Written] = []
        for verb in sentence:
            if verb.pos_ in {"VERB", "AUX"} and verb.dep_ in {"ROOT", "ccomp", "conj", "relcl"}:
                written += self._clause(doc, sentence, verb)
        written += self._cloze(doc, sentence)
        return written

    def _clause(self, doc: Doc, sentence: Sentence, verb: Token) -> Iterator[Written]:
        subjects = [child for child in verb.lefts if child.dep_ in {"nsubj", "nsubjpass"}]
        if not subjects:
            return
        subject = subjects[0]
        start, stop = _subtree(subject)
        if stop > verb.i or stop - start > 14:
            return
        helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
        negations = [c for c in verb.children if c.dep_ == "neg"]
        end = min(
            [verb.right_edge.i + 1, verb.i + 26]
            + [
                child.left_edge.i
                for child in verb.rights
                if child.dep_ in {"punct", "cc", "conj", "parataxis"}
            ]
        )
        if end <= verb.i:
            return
        pronoun = subject.pos_ == "PRON"
        first = min([c.i for c in helpers + negations], default=verb.i)
        kind = _entity(subject)
        predicate = self._words(doc, first, end, self._trim(doc, verb.i + 1, end))
        if not pronoun and subject.pos_ in {"PROPN", "NOUN", "NUM"} and kind not in _NUMERIC:
            plain = "What" if subject.pos_ == "NOUN" and not _is_human(subject) else "Who"
            asked = self._rng.choice(
                ["Which state"] if kind == "STATE" else _SUBJECTS.get(kind, [plain])
            )
            yield Written(
                f"{asked} {predicate}?", "who" if asked == "Who" else "which", start, stop
            )
        number = _number(subject)
        if number is not None and not pronoun:
            counted = self._words(doc, number + 1, stop)
            if counted:
                yield Written(f"How many {counted} {predicate}?", "howmany", number, number + 1)
        if pronoun and self._rng.random() < 0.85:
            return
        front, middle, main = _fronted(verb, helpers, negations)
        named = self._words(doc, start, stop, self._trim(doc, start, stop))

        def ask(opening: str, drop: Ranges) -> str:
            rest = self._words(doc, verb.i + 1, end, [*drop, *self._trim(doc, verb.i + 1, end)])
            return tidy(f"{opening} {front} {named} {middle} {main} {rest}") + "?"

        yield from self._objects(doc, verb, end, ask)
        yield from self._clauses(
            doc, verb, (start, stop), pronoun, (front, named, middle, main), ask
        )
        if verb.lemma_ not in {"say", "add"}:
            yield from self._entities(doc, sentence, verb, end, ask)

    def _objects(self, doc: Doc, verb: Token, end: int, ask: Any) -> Iterator[Written]:
        objects = [c for c in verb.rights if c.dep_ in {"dobj", "attr", "oprd"} and c.i < end]
        for target in objects[:1]:
            start, stop = _subtree(target)
            if stop - start > 16 or stop > end:
                continue
            number = _number(target)
            if number is not None:
                counted = self._words(doc, number + 1, stop)
                if counted and len(counted) < 60:
                    asked = ask(f"How many {counted}", [(start, stop)])
                    yield Written(asked, "howmany", number, number + 1)
            elif target.pos_ != "PRON":
                kind = _entity(target)
                opening = "What"
                if kind == "PERSON":
                    opening = "Who"
                elif kind in _NOUNS and self._rng.random() >= 0.4:
                    opening = f"Which {self._rng.choice(_NOUNS[kind])}"
                yield Written(ask(opening, [(start, stop)]), "what", start, stop)

    def _clauses(
        self,
        doc: Doc,
        verb: Token,
        subject: tuple[int, int],
        pronoun: bool,
        parts: tuple[str, str, str, str],
        ask: Any,
    ) -> Iterator[Written]:
        front, named, middle, main = parts
        for child in verb.rights:
            start, stop = _subtree(child)
            if child.dep_ == "ccomp" and verb.lemma_ in SPEECH and stop - start >= 4:
                topic = self._topic(doc, start, stop)
                if topic:
                    asked = tidy(f"What {front} {named} {middle} {main} about {topic}") + "?"
                    yield Written(asked, "say", start, stop)
                content = self._words(doc, start, stop, self._trim(doc, start, stop))
                if not pronoun and len(content) < 140:
                    asked = tidy(f"Who {verb.text} {content}") + "?"
                    yield Written(asked, "whosaid", *subject)
            elif child.dep_ == "advcl" and any(
                c.lower_ in {"because", "after", "since", "amid"} for c in child.lefts
            ):
                yield Written(ask("Why", [(start, stop)]), "why", start, stop)

    def _entities(
        self, doc: Doc, sentence: Sentence, verb: Token, end: int, ask: Any
    ) -> Iterator[Written]:
        for entity in sentence.ents:
            start, stop = entity.start, entity.end
            if not verb.i < start < end:
                continue
            before = doc[start - 1]
            if entity.label_ in {"DATE", "TIME"} and stop - start < 6:
                if re.search(r"year-old|years? old|-year", entity.text):
                    continue
                start -= before.lower_ in _TIME_PREPOSITIONS
                lasting = re.search(r"\b(?:years|months|days|weeks|hours|minutes)\b", entity.text)
                long = lasting and not re.search(r"ago|last", entity.text)
                asked = ask("How long" if long else "When", [(start, stop)])
                yield Written(asked, "when", start, stop)
            elif (
                entity.label_ in {"GPE", "LOC", "FAC"}
                and before.dep_ == "prep"
                and before.lower_ in _PLACE_PREPOSITIONS
            ):
                opening = "Where" if self._rng.random() < 0.6 else f"In which {self._place(entity)}"
                yield Written(ask(opening, [(start - 1, stop)]), "where", start - 1, stop)
            elif entity.label_ in {"MONEY", "PERCENT"}:
                opening = "How much" if entity.label_ == "MONEY" else "What percentage"
                yield Written(ask(opening, [(start, stop)]), "howmuch", start, stop)

    def _cloze(self, doc: Doc, sentence: Sentence) -> Iterator[Written]:
        """The sentence with one name left out, as quizzes ask: "… was bought by which company?"."""
        names = [e for e in sentence.ents if e.label_ in _NOUNS and e.end - e.start < 6]
        if not names or not 7 < len(sentence) < 40:
            return
        name = self._rng.choice(names)
        drop = self._trim(doc, sentence.start, sentence.end, keep=(name.start, name.end))
        before = self._words(doc, sentence.start, name.start, drop)
        after = self._words(doc, name.end, sentence.end, drop)
        noun = self._place(name) if name.label_ == "GPE" else self._rng.choice(_NOUNS[name.label_])
        person = "who" if name.label_ == "PERSON" else f"which {noun}"
        openings = [f"which {noun}", f"what {noun}", "what", person]
        if name.label_ in {"MONEY", "PERCENT"}:
            openings = ["how much", f"what {noun}"]
        asked = tidy(f"{before} {self._rng.choice(openings)} {after}").rstrip(".") + "?"
        if len(asked) > 25 and len(f"{before}{after}".split()) > 4:
            yield Written(asked[0].upper() + asked[1:], "cloze", name.start, name.end)

    def _trim(
        self, doc: Doc, start: int, stop: int, keep: tuple[int, int] | None = None
    ) -> list[tuple[int, int]]:
        """Modifiers that the question does without, as token ranges."""
        drop = []
        for token in doc[start:stop]:
            first, last = _subtree(token)
            if first < start or last > stop or (keep and first < keep[1] and keep[0] < last):
                continue
            chance = 0.0
            if token.dep_ in {"relcl", "advcl", "appos", "parataxis", "acl"} and last - first > 2:
                chance = 0.75
            elif token.dep_ in {"advmod", "amod", "npadvmod"}:
                chance = 0.3
            elif token.dep_ == "prep":
                chance = 0.25
            if chance and self._rng.random() < chance:
                drop.append((first, last))
        return drop

    def _words(self, doc: Doc, start: int, stop: int, drop: Ranges = ()) -> str:
        kept = [
            " " if doc[i].is_space else doc[i].text_with_ws
            for i in range(start, stop)
            if not any(first <= i < last for first, last in drop)
        ]
        return tidy("".join(kept))

    def _topic(self, doc: Doc, start: int, stop: int) -> str | None:
        chunks = [
            chunk.text
            for chunk in doc[start:stop].noun_chunks
            if chunk.root.pos_ in {"NOUN", "PROPN"} and len(chunk) < 6
        ]
        return tidy(self._rng.choice(chunks)) if chunks else None

    def _place(self, entity: Any) -> str:
        if entity.text in _COUNTRIES:
            return "country"
        return "state" if entity.text in _STATES else self._rng.choice(["city", "place", "town"])


def _subtree(token: Token) -> tuple[int, int]:
    return token.left_edge.i, token.right_edge.i + 1


def _entity(token: Token) -> str:
    return "STATE" if token.text in _STATES else str(token.ent_type_)


def _is_human(token: Token) -> bool:
    return token.lemma_.lower() in _HUMAN


def _number(token: Token) -> int | None:
    """The place of the numeral that counts this noun."""
    for child in token.lefts:
        if child.dep_ == "nummod" and child.ent_type_ in {"CARDINAL", "QUANTITY", ""}:
            return int(child.i)
    return None


def _fronted(verb: Token, helpers: list[Token], negations: list[Token]) -> tuple[str, str, str]:
    """The auxiliary that goes first, what stays between, and the main verb's form."""
    if helpers:
        front, middle = helpers[0].text.lower(), " ".join(c.text for c in helpers[1:])
        main = verb.text
    elif verb.lemma_ == "be":
        front, middle, main = verb.text.lower(), "", ""
    else:
        front = {"VBZ": "does", "VBP": "do"}.get(verb.tag_, "did")
        middle, main = "", verb.lemma_
    return front, f"not {middle}".strip() if negations else middle, main
