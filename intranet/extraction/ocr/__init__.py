"""OCR (nhận dạng chữ): the letters of page pictures.

`recognition` reads one page: `page_source` gives its picture, `page_image` prepares it,
`tesseract` reads it, `red_marks` reads stamps of secrecy and urgency apart.
"""

__all__ = ["recognition", "stamp_lines", "tesseract"]
