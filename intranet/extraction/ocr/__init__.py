"""OCR (nhận dạng chữ): the letters of page pictures.

`recognition` reads one page and the stamps of secrecy and urgency on it: `page_source` gives its
picture, `page_image` prepares it, `tesseract` reads it. `shown_marks` looks for secrecy marks drawn
on printed pages: `mark_sheet` lays what may be one on a sheet. `stamp_lines` tells arrival stamps.
"""

__all__ = ["mark_sheet", "recognition", "shown_marks", "stamp_lines", "tesseract"]
