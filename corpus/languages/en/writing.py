"""How English is written."""

from __future__ import annotations

from corpus.languages.language import Alias, Writing

WRITING = Writing(
    abbreviations=frozenset(
        """
        mr mrs ms dr prof gen col lt sgt capt cmdr maj adm gov sen rep st jr sr vs etc inc ltd co
        corp no jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m e.g i.e u.s u.k u.n v
        """.split()
    ),
    possessives=("'s",),
    openers=frozenset(
        """
        the a an in on at but and it he she they we i this that these those as for with from by of
        to when while after before if not no there his her their its our what who how why where
        some many most all also however still now then so or was is are were
        """.split()
    ),
    # Only other ways of writing the same name. A demonym is no alias: the Russian Volunteer Corps
    # is not Russia. Without its points, "US" must be in capitals: in lower case it is a pronoun.
    aliases={
        "usa": Alias(
            r"(?i:United States(?: of America)?|U\.S\.A\.?|U\.S\.?|USA)|US",
            ("usa", "us", "u s", "united states"),
        ),
        "uk": Alias(
            r"(?i:United Kingdom|Great Britain|Britain|U\.K\.?|UK)",
            ("uk", "u k", "britain", "united kingdom"),
        ),
        "eu": Alias(r"(?i:European Union|E\.U\.?)|EU", ("eu", "e u", "european union")),
        "un": Alias(r"(?i:United Nations|U\.N\.?)|UN", ("un", "u n", "united nations")),
    },
)
