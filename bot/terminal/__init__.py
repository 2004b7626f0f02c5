"""What the commands read from files and show on the terminal."""
