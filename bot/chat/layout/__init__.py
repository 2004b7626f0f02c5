"""How passages and articles are laid out in messages."""
