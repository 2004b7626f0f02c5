"""The catalogues: complete, alike, used, and grammatical where numbers are concerned."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from bot.chat.commands import OFFERED, help_lines
from bot.chat.people.roles import Role
from bot.texts import LANGUAGES, LOCALES, Forms, Texts, UserMessage, catalogue, language_for

BOT = Path(__file__).parent.parent / "bot"
OTHERS = LANGUAGES[1:]


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def templates(text: str | Forms) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())


def all_placeholders(text: str | Forms) -> set[str]:
    return set().union(*map(placeholders, templates(text)))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_text_with_the_same_values(language: str) -> None:
    english, other = catalogue("en"), catalogue(language)
    assert list(other) == list(english)  # in the same order too, so that they can be compared
    for key, text in english.items():
        assert all_placeholders(other[key]) == all_placeholders(text), key
        assert isinstance(other[key], str) == isinstance(text, str), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_texts_have_a_form_for_every_whole_number(language: str) -> None:
    locale = Locale.parse(LOCALES[language])
    categories = {locale.plural_form(number) for number in range(200)}
    for key, text in catalogue(language).items():
        if isinstance(text, str):
            continue
        assert set(text) == categories, key
        # One form may stand for many numbers (21, in Ukrainian), so all of them say which.
        if language != "en":
            assert all(placeholders(form) == all_placeholders(text) for form in text.values()), key


@pytest.mark.parametrize(
    ("language", "key", "said"),
    [
        ("en", "articles", ["0 articles", "1 article", "2 articles", "5 articles", "21 articles"]),
        ("uk", "articles", ["0 статей", "1 стаття", "2 статті", "5 статей", "21 стаття"]),
        ("ru", "articles", ["0 статей", "1 статья", "2 статьи", "5 статей", "21 статья"]),
        ("ru", "from_outlets", ["из 0 изданий", "из 1 издания", "из 2 изданий", "из 5 изданий",
                                "из 21 издания"]),
        ("ru", "outlets", ["0 изданий", "1 издание", "2 издания", "5 изданий", "21 издание"]),
        ("uk", "passages", ["0 уривків", "1 уривок", "2 уривки", "5 уривків", "21 уривок"]),
    ],
)  # fmt: skip
def test_numbers_decide_the_form(language: str, key: str, said: list[str]) -> None:
    assert [Texts(language)(key, n=number) for number in (0, 1, 2, 5, 21)] == said
    # From eleven on they end like five, whatever their last digit.
    assert Texts(language)(key, n=12) == said[3].replace("5", "12")


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_fit_to_be_sent(language: str) -> None:
    for key, text in catalogue(language).items():
        for template in templates(text):
            assert template == template.strip() != "", key
            assert "  " not in template, key
            assert not {"\n", "\u030a", "\u2028"} & set(template), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    foreign = set("«»„" if language == "en" else "“”„")
    for key, text in catalogue(language).items():
        assert not foreign & set("".join(templates(text))), key


def test_nothing_is_left_in_english() -> None:
    same = {
        language: [
            key
            for key, text in catalogue(language).items()
            if text == catalogue("en")[key] and any(map(str.isalpha, _without_values(text)))
        ]
        for language in OTHERS
    }
    alike = "add cancel changes digest quiet settings status forget feeds rebuild questions errors"
    commands = [f"help.{name}.form" for name in alike.split()]
    assert same == {"uk": sorted(commands, key=list(catalogue("en")).index)} | {
        "ru": sorted(commands, key=list(catalogue("en")).index)
    }


def _without_values(text: str | Forms) -> str:
    return "".join(part for each in templates(text) for part, *_ in string.Formatter().parse(each))


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_typed_is_the_same_everywhere(language: str) -> None:
    """Commands, their fixed words and links must work as they are shown."""
    for key, text in catalogue("en").items():
        typed = {
            word.strip("(),.;:“”")
            for template in templates(text)
            for word in template.split()
            if word.startswith("/")
            or (word.endswith(":") and word[:-1] in ("since", "until", "by"))
        }
        other = " ".join(templates(catalogue(language)[key]))
        assert all(word in other for word in typed if word.islower()), key


# Code and catalogues


def _calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """(where, key, names of values or None where they are not written out) of each use by key."""
    for path in [
        *(BOT / "chat").rglob("*.py"),
        BOT / "texts" / "speakers.py",
        *(BOT / "terminal").rglob("*.py"),
    ]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first = node.args[0]
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            says = name in ("texts", "_texts", "ENGLISH") or name in _MESSAGES
            if says and isinstance(first, ast.Constant) and isinstance(first.value, str):
                names = {keyword.arg or "" for keyword in node.keywords}
                yield f"{path.name}:{node.lineno}", first.value, None if "" in names else names


def _kinds(kind: type[UserMessage]) -> set[str]:
    return {kind.__name__}.union(*map(_kinds, kind.__subclasses__()))


_MESSAGES = _kinds(UserMessage)


def test_code_says_only_what_there_is_and_gives_it_all_its_values() -> None:
    uses = list(_calls())
    assert len(uses) > 100
    english = catalogue("en")
    for where, key, names in uses:
        assert key in english, where
        if names is not None:
            assert names == all_placeholders(english[key]) | (
                set() if isinstance(english[key], str) else {"n"}
            ), where


def test_no_text_is_left_over() -> None:
    strings: set[str] = set()
    for path in BOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
    unused = [
        key
        for key in catalogue("en")
        if key not in strings and f"{key.partition('.')[0]}." not in strings
    ]
    assert unused == []


def test_every_command_of_a_menu_has_a_name_and_a_line_of_help() -> None:
    english = catalogue("en")
    offered = {*OFFERED.private[Role.ADMIN], *OFFERED.group_admins}
    assert {f"command.{name}" for name in offered} == {k for k in english if k[:8] == "command."}
    helped = set(help_lines(Role.ADMIN, inline=True))
    assert {f"help.{name}.{part}" for name in helped for part in ("form", "means")} == {
        key for key in english if key[:5] == "help."
    }
    assert offered - helped <= {"help"}


# Numbers and days


@pytest.mark.parametrize(
    ("language", "day", "number", "percent", "choice"),
    [
        ("en", "4 March 2031", "1,234", "62%", "A, B or C"),
        ("uk", "4 березня 2031\u202fр.", "1\xa0234", "62%", "A, B або C"),
        ("ru", "4 марта 2031\u202fг.", "1\xa0234", "62\xa0%", "A, B или C"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(
    language: str, day: str, number: str, percent: str, choice: str
) -> None:
    texts = Texts(language)
    assert texts.day("2031-03-04") == day
    assert number in texts("too_long", limit=300, length=1234)
    assert texts.percent(0.62) == percent
    assert texts.choice("A", "B", "C") == choice


def test_a_moment_is_told_by_the_clock_of_the_chat_and_a_bare_day_is_not_moved() -> None:
    kyiv, evening = Texts("en", ZoneInfo("Europe/Kyiv")), "2031-03-04T23:30:00+00:00"
    assert Texts().day(evening) == "4 March 2031"
    assert kyiv.day(evening) == "5 March 2031"
    assert kyiv.day("2031-03-04") == "4 March 2031"
    assert kyiv.clock(datetime(2031, 3, 4, 23, 30, tzinfo=UTC)) == (
        "5 March 2031, 01:30 (Europe/Kyiv)"
    )
    assert Texts("uk").day(None) == "без дати"


def test_the_language_of_an_app_is_known_by_its_code() -> None:
    codes = {"uk": "uk", "uk-UA": "uk", "ru": "ru", "en-GB": "en", "de": "en", "": "en", None: "en"}
    assert {code: language_for(code) for code in codes} == codes
