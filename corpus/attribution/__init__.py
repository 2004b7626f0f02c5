"""Who said what: source, cue and content of every attribution in an article, with its speaker."""

from __future__ import annotations

from corpus.attribution.types import Act, Attribution, Attributor, Kind

__all__ = ["Act", "Attribution", "Attributor", "Kind", "load_attributor"]


def load_attributor(name: str) -> Attributor:
    """The attributor called "rules", or "learned", the full stack; nothing is loaded before use."""
    from corpus.attribution.attributors import LearnedAttributor, RuleAttributor

    if name == "rules":
        return RuleAttributor()
    if name == "learned":
        return LearnedAttributor()
    raise ValueError(f"attributor {name!r} is neither 'rules' nor 'learned'")
