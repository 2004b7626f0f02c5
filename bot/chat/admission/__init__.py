"""Who gets access: the gate before every handler, requests and decisions."""
