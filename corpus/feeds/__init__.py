"""Feeds: what they say, when they are fetched, and which articles come of it."""
