"""Word files (DOCX): `document` reads one; styles, numbering and runs are what it needs to know."""

__all__: list[str] = []
