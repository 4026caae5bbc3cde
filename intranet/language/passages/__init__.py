"""Passages: the pieces of a text that are found and quoted (điều, khoản, điểm, mục, đoạn).

`splitting` cuts the pages of a file; `spans` holds what it yields and how pages become one text.
`lines` finds what is quoted from other texts, `marks` what opens an article, a section or an item,
`outline` puts the marks in order, `paragraphs` cuts where nothing is marked.
"""

__all__ = ["spans", "splitting"]
