"""Dateline in Telegram: from an update to a message, and how messages are made and sent."""
