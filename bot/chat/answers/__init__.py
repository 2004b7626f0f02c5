"""Questions and everything that hangs on an answer: pages, ratings, sharing, receipts."""
