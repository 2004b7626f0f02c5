"""Logs, metrics and the state of the index, for the operator."""
