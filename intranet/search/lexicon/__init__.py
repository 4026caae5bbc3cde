"""Words that stand for others: usual, entered and learned abbreviations, synonyms.

Start at `queries.lexicon_for`, the meanings of the words of one query; the Office keeps the list by
`actions`, and `learning` reads abbreviations out of directives.
"""

__all__ = ["commands", "learning", "meanings", "queries", "usual_words", "views"]
