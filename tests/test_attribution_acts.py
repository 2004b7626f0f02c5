"""Acts: what the cue says that the speaker does."""

from __future__ import annotations

import pytest

from tests.parses import attribute


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bell said that the dam was safe.", "states"),
        ("Bell claimed that the dam was safe.", "claims"),
        ("Bell confirmed that the dam was safe.", "confirms"),
        ("Bell denied that the dam was unsafe.", "denies"),
        ("Bell promised that the dam would be safe.", "promises"),
        ("Bell did not admit that the dam was unsafe.", "denies"),
        ("The Lantern could not confirm that the dam was safe.", "cannot-verify"),
        ("Bell was unable to verify that the dam was safe.", "cannot-verify"),
        ("The Weir Brigade claimed responsibility for the fire.", "claims-responsibility"),
        ("The Weir Brigade said it was behind the fire.", "claims-responsibility"),
        ("The Weir Brigade took responsibility for the fire.", "claims-responsibility"),
        ("The Weir Brigade claimed to be behind the fire.", "claims-responsibility"),
        ("The Weir Brigade said it was not behind the fire.", "states"),
        ("“We confirm that the dam is safe,” Bell said.", "confirms"),
        ("Bell condemned the plan.", "accuses"),
    ],
)
def test_acts(text: str, expected: str) -> None:
    assert [attribution.act.value for attribution in attribute(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bell would not stay on as mayor of the town and denied that the dam leaked.", "denies"),
        ("Bell did not resign on Monday after the vote and confirmed that it leaked.", "confirms"),
    ],
)
def test_a_negation_of_another_verb_far_before_the_cue_does_not_negate_it(
    text: str, expected: str
) -> None:
    assert [attribution.act.value for attribution in attribute(text)] == [expected]
