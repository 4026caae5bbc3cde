"""ocr: to be described."""
