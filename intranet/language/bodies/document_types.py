"""Types of documents (tên loại văn bản) with their official marks.

Sources: Decree 30/2020/NĐ-CP Art. 7 and annex III (state), Regulation 399-QĐ/TW and guide
36-HD/VPTW (Party), the laws on legal normative documents, practice of the inspectorates.
"""

import enum
from typing import Self

from intranet.language.table_files import table_rows
from intranet.language.text.normalization import canonical, fold


class SymbolFamily(enum.Enum):
    """The grammar that a symbol follows."""

    PARTY = "party"  # 57-NQ/TW
    ASSEMBLY = "assembly"  # 24/2018/QH14
    STATE = "state"  # 1169/QĐ-TTg
    LETTER = "letter"  # 7816/VPCP-TTĐT
    DRAFT = "draft"  # Số:      /KH-TTr


class DocumentType(enum.Enum):
    """Type of document (tên loại văn bản): its official mark, which is the value, and its name."""

    _value_: str
    vietnamese: str

    NQ = "NQ", "Nghị quyết"
    QD = "QĐ", "Quyết định"
    CT = "CT", "Chỉ thị"
    KL = "KL", "Kết luận"
    QC = "QC", "Quy chế"
    QYD = "QyĐ", "Quy định"
    TT = "TT", "Thông tư"
    TTRI = "TTri", "Thông tri"
    HD = "HD", "Hướng dẫn"
    TB = "TB", "Thông báo"
    TC = "TC", "Thông cáo"
    CTR = "CTr", "Chương trình"
    KH = "KH", "Kế hoạch"
    QH = "QH", "Quy hoạch"
    PA = "PA", "Phương án"
    DEAN = "ĐA", "Đề án"
    DA = "DA", "Dự án"
    BC = "BC", "Báo cáo"
    BB = "BB", "Biên bản"
    TTR = "TTr", "Tờ trình"
    HDONG = "HĐ", "Hợp đồng"
    CV = "CV", "Công văn"
    CD = "CĐ", "Công điện"
    BGN = "BGN", "Bản ghi nhớ"
    BTT = "BTT", "Bản thỏa thuận"
    GUQ = "GUQ", "Giấy ủy quyền"
    GM = "GM", "Giấy mời"
    GGT = "GGT", "Giấy giới thiệu"
    GNP = "GNP", "Giấy nghỉ phép"
    GCN = "GCN", "Giấy chứng nhận"
    PG = "PG", "Phiếu gửi"
    PC = "PC", "Phiếu chuyển"
    PB = "PB", "Phiếu báo"
    L = "L", "Luật"
    BL = "BL", "Bộ luật"
    HP = "HP", "Hiến pháp"
    PL = "PL", "Pháp lệnh"
    LENH = "Lệnh", "Lệnh"
    ND = "NĐ", "Nghị định"
    TTLT = "TTLT", "Thông tư liên tịch"
    NQLT = "NQLT", "Nghị quyết liên tịch"
    VBHN = "VBHN", "Văn bản hợp nhất"
    SY = "SY", "Bản sao y"
    TRS = "TrS", "Bản trích sao"
    SL = "SL", "Bản sao lục"

    def __new__(cls, mark: str, vietnamese: str) -> Self:
        """A member whose value is the mark alone."""
        member = object.__new__(cls)
        member._value_, member.vietnamese = mark, vietnamese
        return member

    @property
    def mark(self) -> str:
        """The official abbreviation, such as QĐ."""
        return self._value_


TYPE_NAMES = {kind: kind.vietnamese for kind in DocumentType}

OFFICIAL_MARKS = {kind.mark: kind for kind in DocumentType}
ALIASES = table_rows(__file__, "document_type_aliases.tsv")
# Longer names by which offices call the same type, and marks that are still met.
LONGER_TYPE_NAMES, OTHER_MARKS = (
    {alias: OFFICIAL_MARKS[mark] for what, alias, mark in ALIASES if what == wanted}
    for wanted in ("name", "mark")
)
TYPE_BY_NAME = {
    **{fold(name): kind for kind, name in TYPE_NAMES.items()},
    **{fold(name): kind for name, kind in LONGER_TYPE_NAMES.items()},
}

BY_MARK = {**OTHER_MARKS, **OFFICIAL_MARKS}


def type_of_name(name: str) -> DocumentType | None:
    """The type with this Vietnamese name, in any case and spelling: "NGHỊ QUYẾT" is NQ."""
    return TYPE_BY_NAME.get(fold(" ".join(canonical(name).split())).strip(" .:"))


def type_of_mark(mark: str, family: SymbolFamily | None = None) -> DocumentType | None:
    """The type behind an official or older mark; in Party symbols TT is Thông tri."""
    if family is SymbolFamily.PARTY and mark == "TT":
        return DocumentType.TTRI
    return BY_MARK.get(mark) or BY_MARK.get(mark.upper())
