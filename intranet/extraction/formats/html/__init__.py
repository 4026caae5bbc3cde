"""Web pages (HTML, MHT): `document` reads one, `flow` tells its paragraphs and tables."""

__all__: list[str] = []
