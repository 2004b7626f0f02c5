"""The rules by which `corpus.segment` tells an article's prose from what surrounds it."""
