"""What became of articles after they were quoted, and telling those who were shown them."""
