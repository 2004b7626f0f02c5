"""SQLite: the corpus, who said what in it, and the table of speakers."""
