"""Help inside the portal: the guide, the words that need explaining, the first visit.

The guide is `docs/huong-dan.md`; which page leads to which part of it stands in `page_parts.py`,
what hard words mean in `hard_words.toml`.
"""

__all__ = ["guide_text", "page_parts"]
