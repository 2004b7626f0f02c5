"""How the cross-encoder was trained; nothing here runs in the product."""
