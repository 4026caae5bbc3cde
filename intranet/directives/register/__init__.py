"""The register of directives (danh mục văn bản): filters, pages, columns, export.

A further column is added in `columns`; a further filter in `directive_filter`.
"""

__all__ = ["directive_filter", "queries"]
