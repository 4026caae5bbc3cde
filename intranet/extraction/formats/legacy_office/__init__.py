"""Old binary Office files (DOC, XLS, PPT): turned into new ones by `libreoffice`, or read without it.

`libreoffice` makes the printable forms (PDF) of all Office files too.
"""

__all__ = ["libreoffice", "ole"]
