"""What is claimed over many articles: figures, and where they do not agree."""
