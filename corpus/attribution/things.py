"""Things: what is no being, so that it speaks for nobody and only shows something."""

from __future__ import annotations

from corpus.attribution.parsing import Parse


def is_thing(parse: Parse, noun: int) -> bool:
    """Whether a common noun names nobody who could speak: "the law", "activity in the basin"."""
    names, lemma = parse.speech.names, parse.lemmas[noun]
    if lemma in names.mute | names.things:
        return True
    if parse.pos[noun] != "NOUN" or not lemma.endswith(tuple(names.abstract_endings)):
        return False
    able = names.roles | names.titles | names.organisations | names.groups | names.self_naming
    told = names.documents | names.findings | names.collectives | names.businesses
    return lemma not in able | told
