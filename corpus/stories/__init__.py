"""Which articles tell of one event: the frame in which claims are compared."""
