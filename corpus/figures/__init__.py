"""Figures read off articles: a value as printed, what it counts, and of which event."""
