"""Formats: files of every format as pages, lines and warnings.

Start at `registry`: one entry for each format. `sniffing` tells what a file is, `reader` reads it
by the reader of its format, `archives` looks into ZIP files, `words_beside` at what is seen beside
the text, `page_rendering` draws pages.
"""

__all__ = [
    "archives",
    "format_reading",
    "images",
    "legacy_office",
    "page_rendering",
    "pdf",
    "reader",
    "registry",
    "sniffing",
    "words_beside",
    "xml_package",
]
