"""Signature fields of a PDF."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

MAX_PAGES = 3000


def signed_fields(reader: PdfFileReader) -> Iterator[Any]:
    """Signature fields with something in them; when the form was lost, those left on pages."""
    fields = [field for _, _, field in enumerate_sig_fields(reader, filled_status=True)]
    yield from fields or _stray_fields(reader.root["/Pages"])


def _stray_fields(pages: Any) -> Iterator[Any]:
    waiting, seen = [pages], 0
    while waiting and seen < MAX_PAGES:
        node, seen = waiting.pop().get_object(), seen + 1
        waiting += reversed(list(node.get("/Kids", ())))
        for mark in node.get("/Annots", ()):
            field = mark.get_object()
            if field.get("/FT") == "/Sig" and "/V" in field:
                yield field
