"""A mirror of the corpus in PostgreSQL, from which any number of bots answer."""
