"""Reading one directive: its page, texts, pictures of pages, originals, changes between versions.

Start with `views_directive`.
"""

__all__ = [
    "page_pictures", "printable_forms", "queries", "sending", "shown_file", "version_changes",
]  # fmt: skip
