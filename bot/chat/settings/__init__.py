"""What a chat sets for itself."""
