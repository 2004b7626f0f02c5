"""Telegram's own rules: entities, limits, links, keyboards, delivery."""
