"""The issuing body (cơ quan ban hành): its name, system and level, told from the header.

Names of bodies, and how they are joined and spelled: `language/bodies/names.py`.
"""

import re
from collections.abc import Sequence

from intranet.extraction.facts.header import MOTTO, DocumentHeader
from intranet.extraction.facts.number_and_date import CollectionTitle
from intranet.extraction.values import Fact, Line, box_of
from intranet.language.bodies import names
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import PoliticalSystem, level_of, system_of
from intranet.language.bodies.symbol import Symbol

MOST_BODIES = 6
NOT_BODY = re.compile(
    r"^(?:SỐ\b|KHẨN|THƯỢNG KHẨN|HỎA TỐC|HOẢ TỐC|MẬT|TỐI MẬT|TUYỆT MẬT|DỰ THẢO|LUẬT SỐ|V/V|PHỤ LỤC"
    r"|CÔNG VĂN|SAO Y|ĐẾN\b|MẪU|ĐƠN\b|HỢP ĐỒNG|GIẤY|SỔ\b|BIỂU|\W|\d)"
)
JOINT = (DocumentType.TTLT, DocumentType.NQLT)
PARTY_BODY = re.compile(
    r"^(?:BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|ĐẢNG|CHI BỘ"
    r"|(?:TỈNH|THÀNH|HUYỆN) ỦY)\b"
)
CONSOLIDATED = re.compile(r"^VĂN BẢN HỢP NHẤT\s*-?")
URGENCY = re.compile(r"\b(?:THƯỢNG KHẨN|H[ỎO][ẢA]? TỐC(?: HẸN GIỜ)?|HOẢ TỐC|KHẨN)\b")


def issuer_lines(header: DocumentHeader) -> tuple[Line, ...]:
    """The lines in capitals that name parent and issuer, parent first."""
    taken: list[Line] = []
    for line in header.above:
        words = CONSOLIDATED.sub("", MOTTO.sub("", line.text)).strip(" *-_.|")
        if len(words) <= 3 or words.upper() != words or NOT_BODY.match(words):
            if taken and re.match(r"^\W{0,3}Số\b", line.text):
                break
            continue
        if line.column == "right" and taken and taken[-1].column == "left":
            break
        taken.append(Line(words, line.page, line.column, line.box, line.bold, line.centred))
    return tuple(taken[:MOST_BODIES])


def body_of(
    header: DocumentHeader,
    symbol: Symbol | None,
    title: CollectionTitle | None = None,
    *,
    damaged: bool = False,
) -> Fact | None:
    """The official name of the issuing body, from the header, else by the code of the symbol."""
    by_code = names.body_of_symbol(symbol) if symbol else None
    if title and title.body and (name := names.body_name([title.body.upper()], damaged=damaged)):
        return Fact(name, 0.85, title.box)
    lines = issuer_lines(header) if header.has_nation or header.heading else ()
    words = [line.text for line in lines]
    name = names.body_name(words, damaged=damaged) if lines else None
    if symbol and symbol.kind in JOINT:
        name = names.joint_names(words, damaged=damaged) or name
    if damaged and by_code and name not in names.NAMES.values():
        return Fact(by_code, 0.7)  # stamps left less of the header than the code says
    if name:
        sure = not damaged or name == by_code or name in names.NAMES.values()
        return Fact(name, 0.9 if sure else 0.7, box_of(lines))
    return Fact(by_code, 0.7) if by_code else None


def system_fact(header: DocumentHeader, symbol: Symbol | None, body: Fact | None) -> Fact | None:
    """State, party or mass organisation by what the header prints, else by symbol or body."""
    named = body.value.upper() if body else ""
    parents = "\n".join(names.repaired_names(line.text) for line in issuer_lines(header))
    if system := system_of(f"{header.text}\n{parents}\n{named}"):
        return Fact(system.value, 0.9)
    if symbol is None and body is None:
        return None
    party = re.match(r"[\d…]*-", symbol.key) if symbol else PARTY_BODY.search(named)
    return Fact((PoliticalSystem.PARTY if party else PoliticalSystem.STATE).value, 0.7)


def level_fact(header: DocumentHeader, symbol: Symbol | None, body: Fact | None) -> Fact | None:
    """Level of the issuer as the office sees it."""
    # What the header says beside its issuer may speak of others: forms name their decree.
    issuers = "\n".join(line.text for line in issuer_lines(header))
    level = level_of(symbol, f"{header.text if symbol else issuers}\n{body.value if body else ''}")
    return Fact(level.value, 0.9 if symbol else 0.8) if level and (symbol or body) else None


def urgency_of(lines: Sequence[Line]) -> Fact | None:
    """The urgency mark of the header, in its spelling of Decree 30/2020."""
    for line in lines:
        if len(line.text) < 60 and (mark := URGENCY.search(line.text)):
            return Fact(mark.group().replace("HOẢ", "HỎA"), 0.85, line.box)
    return None
