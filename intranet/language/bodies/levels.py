"""System and level of the body that issued a document, from its symbol and its header.

The office files documents by level: central, provincial Party, provincial committee or council,
the agency itself, others (departments, lower and other bodies).
"""

import enum
import re

from intranet.language.bodies.codes import ISSUERS, IssuerRank
from intranet.language.bodies.document_types import DocumentType, SymbolFamily
from intranet.language.bodies.places import PROVINCES
from intranet.language.bodies.symbol import Symbol
from intranet.language.text.normalization import canonical


class Level(enum.Enum):
    """Level of the issuer as the office sees it (cấp ban hành)."""

    CENTRAL = "central"
    PROVINCIAL_PARTY = "provincial_party"
    PROVINCIAL_COMMITTEE = "provincial_committee"
    AGENCY = "agency"
    OTHER = "other"


class PoliticalSystem(enum.Enum):
    """Which of the three systems a body belongs to: state, Party, mass organisations."""

    STATE = "state"
    PARTY = "party"
    MASS = "mass"


AGENCY, PROVINCE = "THANH TRA TỈNH", "LẠNG SƠN"
HEADER_LINES = 25
NATION = re.compile(
    r"CỘNG H\w{1,3} ?XÃ HỘI( CHỦ NGHĨA)?|ĐỘC LẬP ?- ?TỰ DO ?- ?HẠNH PH|CHỦ NGHĨA VIỆT NAM"
)
MASS_BODY = re.compile(
    r"\b(?:MẶT TRẬN TỔ QUỐC|LIÊN ĐOÀN LAO ĐỘNG|CÔNG ĐOÀN|HỘI (?:LIÊN HIỆP )?PHỤ NỮ|"
    r"HỘI NÔNG DÂN|HỘI CỰU CHIẾN BINH|TỈNH ĐOÀN|ĐOÀN TNCS|ĐOÀN THANH NIÊN CỘNG SẢN|"
    r"HỘI KHUYẾN HỌC|QUỸ KHUYẾN HỌC)\b"
)
PEOPLE = r"(?:UBND|HĐND|[ỦU][YỶ] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)"
LOWER = rf"(?:XÃ|PHƯỜNG|HUYỆN|THỊ TRẤN|QUẬN|THỊ XÃ|ĐẶC KHU|THÀNH PHỐ {PROVINCE})"
PARTY_COMMITTEE = r"ĐẢNG [ỦU][YỶ]"
LOWER_PARTY = r"(?:XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ)"
PROVINCIAL_PARTY_COMMITTEE = re.compile(
    rf"ĐẢNG BỘ TỈNH|{PARTY_COMMITTEE} (?:UBND|[ỦU][YỶ] BAN NHÂN DÂN|CÁC CƠ QUAN ĐẢNG) TỈNH"
)
RANK_LEVEL = {
    IssuerRank.CENTRAL: Level.CENTRAL,
    IssuerRank.CENTRAL_PARTY: Level.CENTRAL,
    IssuerRank.CENTRAL_MASS: Level.CENTRAL,
    IssuerRank.PROVINCE: Level.PROVINCIAL_COMMITTEE,
    IssuerRank.PROVINCE_PARTY: Level.PROVINCIAL_PARTY,
    IssuerRank.DEPARTMENT: Level.OTHER,
    IssuerRank.LOCAL_PARTY: Level.OTHER,
}
NUMBERED_HOUSES = re.compile(r"(?:UBTVQH|QH|NHNN|HĐTP|TATC|VKSTC)\d*")
INSPECTORATE_UNIT = re.compile(
    r"(?:P?NV\d*|P\d+|VP|VT|TH|TCHC|TCKT|KNTC|GQKNTC|PCTN|TCD|XLĐ|GSKT|GS|TTKTXH)"
)


def system_of(header_text: str) -> PoliticalSystem | None:
    """The system by what the header prints; None if it prints neither nation, Party nor body.

    Unions and the Fatherland Front print the nation's name too, so their own is looked at first.
    """
    lines = [line for line in canonical(header_text).split("\n") if line.strip()][:HEADER_LINES]
    header = _flat("\n".join(lines))
    capitals = _flat("\n".join(line for line in lines if line.upper() == line))
    state = bool(NATION.search(header))
    if "ĐẢNG CỘNG SẢN VIỆT NAM" in header and not state:
        return PoliticalSystem.PARTY
    if MASS_BODY.search(capitals):
        return PoliticalSystem.MASS
    return PoliticalSystem.STATE if state else None


def level_of(symbol: Symbol | None, header_text: str) -> Level | None:
    """The level of the issuer by the code of the symbol, where that is shared by the header.

    Without a symbol the body lines of the header decide; None where neither tells.
    """
    header = _flat(header_text)
    if symbol is None:
        return _by_header(header)
    if symbol.family is SymbolFamily.ASSEMBLY:
        return Level.CENTRAL
    if is_inspectorate_letter(symbol, header_text):
        return _of_inspectorate(header)
    return _by_code(symbol.issuer, header)


def is_inspectorate_letter(symbol: Symbol, header_text: str) -> bool:
    """Whether TTr in n/TTr-X is the inspectorate's letter rather than a proposal (tờ trình).

    The header decides, else a unit of an inspectorate behind it.
    """
    if symbol.family is SymbolFamily.LETTER:
        return symbol.issuer == "TTr"
    if symbol.kind is not DocumentType.TTR:
        return False
    text = canonical(header_text)
    if re.search(r"^[^\S\n]*+TỜ TRÌNH\b", text, re.MULTILINE):
        return False
    letter = re.search(r"^[^\S\n]*+(?:V/v|Về việc)|Kính gửi", text, re.MULTILINE)
    if letter and "THANH TRA" in text.upper():
        return True
    return bool(INSPECTORATE_UNIT.fullmatch(symbol.issuer))


def _flat(text: str) -> str:
    return " ".join(canonical(text).upper().split())


def _by_code(code: str, header: str) -> Level:
    rank = ISSUERS[code].rank if code in ISSUERS else None
    if rank is IssuerRank.INSPECTORATE:
        return _of_inspectorate(header)
    if rank is IssuerRank.PROVINCE and re.search(rf"{PEOPLE} {LOWER}\b", header):
        return Level.OTHER
    if rank is IssuerRank.LOCAL_PARTY and _is_provincial_party_committee(header):
        return Level.PROVINCIAL_PARTY
    if rank:
        return RANK_LEVEL[rank]
    if NUMBERED_HOUSES.fullmatch(code) or code.endswith("TW"):
        return Level.CENTRAL
    if code.endswith("TU") and len(code) > 2:
        return Level.PROVINCIAL_PARTY
    if level := _by_header(header):
        return level
    # A ministry that was renamed since.
    return Level.CENTRAL if re.match(r"B[A-ZĐ]{2,}", code) else Level.OTHER


def _of_inspectorate(header: str) -> Level:
    elsewhere = PROVINCE not in header and any(name.upper() in header for name in PROVINCES)
    if not header or (AGENCY in header and not elsewhere):
        return Level.AGENCY
    return Level.CENTRAL if re.search(r"\bBỘ |CHÍNH PHỦ", header) else Level.OTHER


def _is_provincial_party_committee(header: str) -> bool:
    if re.search(rf"{PARTY_COMMITTEE} (?:BỘ )?{LOWER_PARTY}\b", header):
        return False  # a commune prints the province's Party above itself
    return bool(PROVINCIAL_PARTY_COMMITTEE.search(header))


def _by_header(header: str) -> Level | None:
    if AGENCY in header:
        return _of_inspectorate(header)
    if _is_provincial_party_committee(header):
        return Level.PROVINCIAL_PARTY
    return next((level for pattern, level in HEADER_LEVELS if re.search(pattern, header)), None)


# Read in this order: a department prints its parent, the people's committee, above itself.
HEADER_LEVELS = (
    (rf"{PEOPLE} {LOWER}\b|{PARTY_COMMITTEE}|CHI BỘ|HUYỆN [ỦU][YỶ]", Level.OTHER),
    (r"\bSỞ [^\W\d_]+", Level.OTHER),
    (r"TỈNH [ỦU][YỶ]|THÀNH [ỦU][YỶ]", Level.PROVINCIAL_PARTY),
    (rf"{PEOPLE} (?:TỈNH|THÀNH PHỐ)\b", Level.PROVINCIAL_COMMITTEE),
    (
        r"TRUNG ƯƠNG|BỘ CHÍNH TRỊ|BAN BÍ THƯ|QUỐC HỘI|CHÍNH PHỦ|CHỦ TỊCH NƯỚC|"
        r"(?<!CÁN )\bBỘ (?!CHỈ HUY|TƯ LỆNH|ĐỘI|PHẬN|MÔN)[^\W\d_]+",
        Level.CENTRAL,
    ),
)
