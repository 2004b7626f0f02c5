"""Feeds: fetched by themselves, and listed for editors."""
