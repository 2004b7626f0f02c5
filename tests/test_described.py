"""Who is believed where two say different things of an article, and who is asked next."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from corpus.types import Described, Metadata

ORDER = ["own", "sidecar", "request", "origin", "page", "address", "text"]


def saying(field: str, value: Any) -> Metadata:
    return Metadata(**{field: value})


@pytest.mark.parametrize("field", [field.name for field in fields(Metadata)])
def test_each_value_is_that_of_the_first_who_has_one(field: str) -> None:
    described = Described(**{teller: saying(field, teller) for teller in ORDER})
    for teller in ORDER:
        assert described.settled == saying(field, teller)
        described = replace(described, **{teller: Metadata()})
    assert described.settled == Metadata()


def test_an_empty_value_is_none() -> None:
    described = Described(own=Metadata(outlet=""), page=Metadata(outlet="The Gull"))
    assert described.settled.outlet == "The Gull"
