"""How well each candidate answers, and how likely it is that any does."""
