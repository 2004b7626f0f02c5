"""What is particular to a language of articles, as a value; the code that uses it is elsewhere.

`language` says what there is to know of one, and `en` is English: word lists, patterns, a parser.
Another language is another such folder; no code asks which language it has.
"""
