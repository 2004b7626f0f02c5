"""The state of the claims in a story: who says what, from whom it comes, what is doubted."""
