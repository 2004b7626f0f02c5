"""Adding and removing articles, and the index process that follows."""
