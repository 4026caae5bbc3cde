"""Quotes: which passages answer a question, in which order, and how sure that is.

`candidates` are what the index offers, through `passage_index`; `signals` are what a passage has of
a question, `ordering` puts the best first, `certainty` weighs whether they answer at all.
"""

__all__ = ["candidates", "certainty", "ordering", "passage_index", "signals", "words"]
