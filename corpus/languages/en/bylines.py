"""Words around the names of authors and outlets in English."""

from __future__ import annotations

from corpus.languages import bylines_elsewhere as elsewhere
from corpus.languages.bylines import BylineWords

BYLINES = BylineWords(
    by="by",
    before_by=frozenset(("written", "words", "text", "story", "reported", "posted", "reporting")),
    joint=frozenset(("and", "&")) | elsewhere.JOINT,
    roles=frozenset(
        """
        writer writers reporter reporters editor editors correspondent correspondents journalist
        journalists columnist columnists contributor contributors producer producers staff
        photographer photographers author authors reports analyst critic blogger freelancer
        director chief president professor intern moderator manager
        """.split()
    ),
    role_joints=frozenset(("for", "at", "of", "in")),
    nobody=frozenset(
        """
        admin administrator webmaster root user guest author editor editorial staff none null
        undefined unknown anonymous wordpress newsroom agencies follow share default test n/a na
        """.split()
    )
    | elsewhere.NOBODY,
    agencies=frozenset(
        (
            *("ap", "associated press", "the associated press", "reuters", "thomson reuters"),
            *("afp", "agence france-presse", "bloomberg", "bloomberg news", "cnn", "upi", "dpa"),
            *("pa", "pa media", "press association", "efe", "ansa", "tass", "xinhua", "pti"),
        )
    ),
    sections=frozenset(
        (
            *(
                "front page",
                "frontpage",
                "home",
                "homepage",
                "home page",
                "start page",
                "main page",
            ),
            *("index", "welcome", "latest", "latest news", "top stories", "headlines", "live"),
            *("news", "sport", "business", "opinion", "world", "politics", "culture", "archive"),
        )
    ),
    outlets=frozenset(
        """
        bulletin chronicle courier dispatch examiner express gazette globe guardian herald inquirer
        journal mail mirror news newspaper observer post press sentinel standard telegraph times
        tribune wire
        """.split()
    ),
    common_to_outlets=frozenset(
        """
        blog breaking business company corporate culture entertainment finance financial foreign
        general guest health home in international latest local market more national new official
        opinion our political politics press read regional related release science sport sports
        technology top us video weather world your
        """.split()
    ),
    mastheads=frozenset(
        """
        advertiser argus bulletin chronicle courier dispatch echo examiner gazette guardian herald
        inquirer journal monitor observer review sentinel telegraph tribune
        """.split()
    ),
    slogan=r"(?=.*\b(?:your|our)\b)[^.!?:\"]{5,80}\bsince (?:1[6-9]|20)\d\d",
    told="told the",
    article="the",
    on="on",
    place="in",
    published_by=(
        r"(?i:(?:posted|published)(?: online)? (?:by|in)|(?:source|outlet|publication|newspaper):)"
    ),
    published=r"(?i:(?:posted|published)(?: on)?:?|date:)",
    labels={
        "title": r"headline|head|title",
        "outlet": r"outlet|source|publication|newspaper|publisher",
        "published": r"(?:publication )?date|(?:date )?published(?: on)?",
        "byline": r"(?:written )?by|byline|authors?|author\(s\)",
        "url": r"url|link",
        "dateline": r"dateline",
    },
)
