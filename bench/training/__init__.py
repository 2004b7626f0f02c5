"""How the reader was trained; nothing here runs in the product."""
