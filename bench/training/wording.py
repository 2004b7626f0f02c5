"""Other words for a question, and questions that the passage no longer answers."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.training.grammar import Written, tidy

_SYNONYMS = """
kill,leave dead;injure,wound,hurt;announce,reveal,unveil;say,state;claim,assert,allege
deny,reject,dispute;buy,acquire,purchase;resign,step down,quit;arrest,detain;attack,strike,assault
evacuate,displace;win,secure;begin,start,launch;end,finish,conclude;increase,rise,grow
fall,drop,decline;ban,prohibit,outlaw;approve,pass,back;sign,agree;accuse,blame;warn,caution
release,publish,issue;destroy,wreck;help,assist;order,direct;hit,strike;vote,elect;name,appoint
leave,depart;investigate,probe;seize,capture;cancel,scrap;plan,intend;show,demonstrate
criticize,condemn;call,urge;sue,take to court;sentence,jail;die,pass away;find,discover
make,produce;cut,reduce,slash;give,grant;meet,hold talks with;visit,travel to;report,disclose
propose,suggest;oppose,resist;support,back;confirm,verify;stop,halt;cause,lead to;build,construct
ask,request;get,receive;use,employ;provide,supply;lose,be beaten;join,enter
describe,characterize;tell,inform
"""
_OPPOSITES = """
confirm,deny;win,lose;increase,reduce;rise,fall;open,close;buy,sell;support,oppose;approve,reject
begin,end;start,stop;accept,refuse;join,leave;praise,criticize;attack,defend;claim,disavow
hire,fire;gain,lose;raise,lower;allow,forbid;sign,veto;add,remove;enter,exit;help,hinder
welcome,condemn
"""
_ONE_WAY = {
    "arrest": "free",
    "release": "withhold",
    "build": "demolish",
    "destroy": "rebuild",
    "kill": "rescue",
    "cut": "raise",
    "ban": "legalize",
    "agree": "decline",
    "promise": "decline",
}
_PAST = {
    "say": "said",
    "win": "won",
    "lose": "lost",
    "begin": "began",
    "rise": "rose",
    "fall": "fell",
    "buy": "bought",
    "sell": "sold",
    "leave": "left",
    "build": "built",
    "find": "found",
    "make": "made",
    "cut": "cut",
    "hit": "hit",
    "give": "gave",
    "tell": "told",
    "meet": "met",
    "get": "got",
    "strike": "struck",
    "quit": "quit",
    "withhold": "withheld",
    "forbid": "forbade",
    "free": "freed",
    "fire": "fired",
}
_PARTICIPLE = {"rise": "risen", "fall": "fallen", "begin": "begun", "give": "given"}
_DOUBLED = {"stop", "ban", "grab", "plan", "permit", "admit", "step", "drop"}
_COUNTED = {"CARDINAL", "PERCENT", "MONEY", "QUANTITY", "ORDINAL"}


class Wording:
    """Knows each verb form of the corpus (`forms`: lower-cased form to lemma and Penn tag)."""

    def __init__(self, rng: random.Random, forms: Mapping[str, tuple[str, str]]) -> None:
        self._rng = rng
        self._forms = forms
        self._synonyms: dict[str, set[str]] = defaultdict(set)
        for group in re.split(r"[;\n]", _SYNONYMS.strip()):
            words = group.split(",")
            for word in words:
                if " " not in word:
                    self._synonyms[word] |= set(words) - {word}
        self._opposites = dict(_ONE_WAY)
        for pair in re.split(r"[;\n]", _OPPOSITES.strip()):
            one, other = pair.split(",")
            self._opposites.setdefault(one, other)
            self._opposites.setdefault(other, one)

    def vary(self, question: str) -> str:
        """The same question, less of a copy: synonyms, dropped words, lower case, no mark."""
        words = question.removesuffix("?").split(" ")
        if self._rng.random() < 0.5:
            words = [self._replaced(word) for word in words]
        if self._rng.random() < 0.15:
            words = [w for i, w in enumerate(words) if i < 2 or self._rng.random() > 0.15]
        varied = f"{' '.join(words)}?"
        if self._rng.random() < 0.2:
            varied = varied.lower()
        return varied.rstrip("?") if self._rng.random() < 0.2 else varied

    def near_misses(
        self,
        written: Written,
        entities: Iterable[Any],
        context: str,
        *,
        local: Mapping[str, Sequence[str]],
        everywhere: Mapping[str, Sequence[str]],
        labels: set[str],
    ) -> list[str]:
        """Questions that look alike but that the passage does not answer.

        A name or number is swapped for another of its kind that `context` does not have (from the
        same article where there is one), a verb for its opposite, or a time or place is asked for
        that is not told. `labels` are the kinds of entities in the passage.
        """
        question = written.text
        missed = []
        for entity in list(entities)[:2]:
            name = tidy(entity.text)
            pool = [other for other in local.get(entity.label_, ()) if other != name]
            nearby = [other for other in pool if other.lower() not in context.lower()]
            if entity.label_ not in _COUNTED and nearby and self._rng.random() < 0.7:
                other = self._rng.choice(nearby)
            else:
                other = self._rng.choice(everywhere[entity.label_])
            if other.lower() in context.lower() or name.lower() in other.lower():
                continue
            missed.append(question.replace(name, other))
        missed += self._opposite(question)
        opening = re.match(
            r"(Who|What|When|Where|Why|Which \w+) (?:did|was|is|has|does|were|have|will) ", question
        )
        if opening and written.kind in {"what", "when", "where", "howmany", "who"}:
            asked = [] if labels & {"DATE", "TIME"} or written.kind == "when" else ["When"]
            asked += [] if labels & {"GPE", "LOC", "FAC"} else ["Where"]
            if asked:
                missed.append(f"{self._rng.choice(asked)}{question[opening.end(1) :]}")
        return missed

    def _opposite(self, question: str) -> list[str]:
        words = question.split(" ")
        for place, word in enumerate(words[1:], start=1):
            lemma, tag = self._forms.get(word.lower().strip("?"), ("", ""))
            if lemma in self._opposites and self._rng.random() < 0.7:
                mark = "?" if word.endswith("?") else ""
                words[place] = _inflected(self._opposites[lemma], tag) + mark
                return [" ".join(words)]
        return []

    def _replaced(self, word: str) -> str:
        lemma, tag = self._forms.get(word.lower(), (word.lower(), "VB"))
        if lemma not in self._synonyms or self._rng.random() >= 0.6:
            return word
        other = self._rng.choice(sorted(self._synonyms[lemma]))
        head, _, rest = other.partition(" ")
        return word if head == "be" else f"{_inflected(head, tag)} {rest}".strip()


def _inflected(lemma: str, tag: str) -> str:
    if tag == "VBD":
        return _past(lemma)
    if tag == "VBN":
        return _PARTICIPLE.get(lemma, _past(lemma))
    if tag == "VBZ":
        return f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else f"{lemma}s"
    if tag == "VBG":
        cut = lemma.endswith("e") and not lemma.endswith("ee")
        return f"{lemma[:-1] if cut else lemma}ing"
    return lemma


def _past(lemma: str) -> str:
    if lemma in _PAST:
        return _PAST[lemma]
    if lemma.endswith("e"):
        return f"{lemma}d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma[:-1]}ied"
    return f"{lemma}{lemma[-1]}ed" if lemma in _DOUBLED else f"{lemma}ed"
