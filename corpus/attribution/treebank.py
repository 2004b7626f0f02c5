"""The treebank's names for classes of words and of dependents that many rules ask for."""

from __future__ import annotations

VERBAL = frozenset(("VERB", "AUX"))
TENSED = frozenset(("VBD", "VBP", "VBZ"))
FINITE = TENSED | {"MD"}
PLURAL = frozenset(("NNS", "NNPS"))
SUBJECTS = frozenset(("nsubj", "nsubjpass"))
COMPLEMENTS = frozenset(("xcomp", "ccomp", "pcomp", "acl"))
