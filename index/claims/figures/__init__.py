"""Figures: read off articles, put together by what they count, the newest first."""
