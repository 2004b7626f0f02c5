"""What is particular to the language of an article."""
