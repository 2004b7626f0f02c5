"""Who is let in: the gate before every handler, requests and decisions."""
