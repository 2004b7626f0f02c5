"""What is missing in a set-up, and which command mends it."""
