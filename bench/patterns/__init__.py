"""Whether every pattern of the portal stays linear on text that somebody chose to slow it.

`attack_strings` makes the texts from a pattern's own parts, `compiled_patterns` and `pattern_uses`
find the patterns and how each is used, `timing` runs one on the other with a limit.
"""
