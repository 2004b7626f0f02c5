"""Copies of all that Dateline keeps, and how they come back."""
