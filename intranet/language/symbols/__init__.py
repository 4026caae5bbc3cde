"""Symbols: the numbers and codes of documents (số, ký hiệu), and citations of them in a text.

`parsing` finds symbols by the patterns of `grammar`, and reads what people type (`typed_symbols`).
`citations` adds the day and the sentence, and `citation_relations` what the
document does with each one (căn cứ, sửa đổi, bãi bỏ), by the cue words of `cue_words`.
"""

__all__ = ["citations", "clauses", "cue_words", "grammar", "parsing"]
