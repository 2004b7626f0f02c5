"""Speakers over the articles: which of them are one, by what name, and for whom they speak."""
