"""Old binary Office files (DOC, XLS, PPT): turned into new ones, or read as they are.

`libreoffice` turns them into new ones, and makes the printable forms (PDF) of all Office files too.
"""

__all__ = ["libreoffice", "ole"]
