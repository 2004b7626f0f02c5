"""Two faces of one engine: a Telegram chat and a terminal."""
