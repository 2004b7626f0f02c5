"""Saved questions, alerts and briefings."""
