"""Codes of issuing bodies as they stand in symbols: whose they are and where they stand.

The table is `issuer_codes.tsv`: a new code is a line there.

Sources: practice after the mergers of 2025 and the names used before; guide 36-HD/VPTW for the
Party. The same code may be a lower body's: the header of the document then decides (levels.py).
"""

import enum
import re
from dataclasses import dataclass

from intranet.language.table_files import table_rows


class IssuerRank(enum.Enum):
    """Where a code stands by itself, before any header is read."""

    CENTRAL = "central"
    CENTRAL_PARTY = "central_party"
    CENTRAL_MASS = "central_mass"
    PROVINCE = "province"
    PROVINCE_PARTY = "province_party"
    DEPARTMENT = "department"
    INSPECTORATE = "inspectorate"
    LOCAL_PARTY = "local_party"


@dataclass(frozen=True)
class Issuer:
    """The body of a code; name is None where only the header can tell."""

    rank: IssuerRank
    name: str | None = None


ISSUERS = {
    code: Issuer(IssuerRank(rank), *name)
    for rank, code, *name in table_rows(__file__, "issuer_codes.tsv")
}
BY_CAPITALS = {code.upper(): issuer for code, issuer in ISSUERS.items()}
NUMBERED = re.compile(r"\d{1,2}$")


def issuer_of(code: str) -> Issuer | None:
    """The issuer with this code, in any case and with the number of its term or unit."""
    plain = NUMBERED.sub("", code)
    return ISSUERS.get(code) or ISSUERS.get(plain) or BY_CAPITALS.get(plain.upper())


# Codes that may stand first in the symbol of a letter, where no kind precedes them.
LETTER_CODES = tuple(
    code
    for code, issuer in ISSUERS.items()
    if issuer.rank in (IssuerRank.CENTRAL, IssuerRank.PROVINCE, IssuerRank.DEPARTMENT)
    or code in ("TTr", "TTT", "MTTW", "TLĐ")
)
