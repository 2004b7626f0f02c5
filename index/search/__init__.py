"""Candidates by full text and by vectors, and the index that holds the vectors."""
