"""Questions, answers and what belongs to them: pages, ratings, sharing, receipts."""
