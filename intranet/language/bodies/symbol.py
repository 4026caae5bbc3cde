"""The symbol of a document (số, ký hiệu) as a value; `symbols.parsing` finds it in a text."""

import re
from dataclasses import dataclass

from intranet.language.bodies.document_types import DocumentType, SymbolFamily


@dataclass(frozen=True)
class Symbol:
    """One symbol as found; key is its spelling without blanks, such as 57-NQ/TW.

    number is None for the blank number of a draft, whose key opens with "…". year is the year
    inside the number (30/2020/NĐ-CP), body the code of the issuer (TW, BNV-VPCP). start and end
    are offsets in the source text.
    """

    key: str
    number: str | None
    year: int | None
    kind: DocumentType | None
    body: str
    family: SymbolFamily
    secret: bool
    start: int
    end: int

    @property
    def issuer(self) -> str:
        """The first code of the body: the issuer without its unit."""
        return re.split(r"[-.&]", self.body)[0]
