"""Layout: words and paragraphs become lines and pages, whatever format they come from.

`text_lines` puts words with places into lines and columns, `paragraphs` does it for running text.
`page_quality` judges the text layer of a page, `ruled_tables` reads tables by their rules,
`printed_pages` divides running text as it prints, and `searchable_text` is the text that search and
comparison read.
"""

__all__ = [
    "geometry",
    "page_quality",
    "paragraphs",
    "printed_pages",
    "ruled_tables",
    "searchable_text",
    "text_lines",
]
