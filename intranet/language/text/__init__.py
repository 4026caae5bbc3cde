"""Text: letters, syllables, dates and abbreviations of Vietnamese, and how two texts differ.

`normalization` is the one spelling that everything else compares; `telex` and `legacy_encodings`
bring what was typed or coded otherwise into it. `similarity` says how alike whole texts are,
`text_diff` what changed between two versions; `fuzzy_matching` finds known phrases again in
damaged letters.
"""

__all__ = [
    "abbreviations", "dates", "fuzzy_matching", "legacy_encodings", "normalization", "similarity",
    "syllables", "telex", "text_diff",
]  # fmt: skip
