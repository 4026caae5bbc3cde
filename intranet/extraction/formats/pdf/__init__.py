"""PDF files: `document` reads one, `page_contents` is what lies on each page."""

__all__ = ["page_contents", "warnings"]
