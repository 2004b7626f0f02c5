"""Pages from the open web, by address, within limits."""
