"""What was published and who said what: articles in, paragraphs and a change feed out."""
