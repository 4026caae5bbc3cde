"""Bodies: who issues documents (cơ quan ban hành), and the types of documents that they issue.

A body is told by its code in a symbol (`codes`) or by the capitals of a header (`names`); `levels`
says where it stands. Names of document types and their official marks: `document_types`.
"""

__all__ = ["codes", "document_types", "levels", "names", "places", "symbol"]
