"""An HTML page: its passages, which of them are the article, and what it says of itself."""
