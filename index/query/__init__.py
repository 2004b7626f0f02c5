"""What a question asks for: words, names, days, a speaker, an act."""
