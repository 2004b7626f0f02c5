"""What every feature works with: engine, work pool, clock, roles, texts."""
