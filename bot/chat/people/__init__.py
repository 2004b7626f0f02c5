"""Who may do what, and how each chat is answered."""
