"""Words around the names of authors in languages that have no rules of their own yet.

"en" is left out: in Dutch it joins names, in Spanish a place follows it.
"""

from __future__ import annotations

BY = frozenset("von Von par Par por Por di av Av af Af door Door przez Przez від Від от От".split())
"""Stand before a name of two words or more: "Von Anna Berg", not "Von Trapp"; "Di" is a name."""
JOINT = frozenset("und et y e og och ja i та і й и ve και و".split())
BEHIND = frozenset("기자 특파원 記者 记者".split())
"""What an author is, behind the name."""
NOBODY = frozenset(
    "redaktion redaktionen redaksjonen redacción redaccion redação redacao redazione rédaction"
    " redactie redakcja toimitus редакция редакція 편집국".split()
)
