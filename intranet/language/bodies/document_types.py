"""Kinds of papers with their official marks.

Sources: Decree 30/2020/NĐ-CP Art. 7 and annex III (state), Regulation 399-QĐ/TW and guide
36-HD/VPTW (Party), the laws on legal normative documents, practice of the inspectorates.
"""

import enum
from typing import Protocol

from intranet.language.text.normalization import canonical, fold


class SymbolFamily(enum.Enum):
    """The grammar that a symbol follows."""

    PARTY = "party"  # 57-NQ/TW
    ASSEMBLY = "assembly"  # 24/2018/QH14
    STATE = "state"  # 1169/QĐ-TTg
    LETTER = "letter"  # 7816/VPCP-TTĐT
    DRAFT = "draft"  # Số:      /KH-TTr


class SymbolParts(Protocol):
    """What the rules of bodies and levels read in a symbol; see `symbols.parsing.Symbol`."""

    @property
    def family(self) -> SymbolFamily:
        """The grammar that it follows."""
        ...

    @property
    def kind(self) -> "DocumentType | None":
        """The type of document that its mark names."""
        ...

    @property
    def body(self) -> str:
        """All codes of the issuer and its units."""
        ...

    @property
    def issuer(self) -> str:
        """The first code: the issuer without its unit."""
        ...


class DocumentType(enum.Enum):
    """Kind of paper (tên loại văn bản); the value is its official mark."""

    NQ = "NQ"
    QD = "QĐ"
    CT = "CT"
    KL = "KL"
    QC = "QC"
    QYD = "QyĐ"
    TT = "TT"
    TTRI = "TTri"
    HD = "HD"
    TB = "TB"
    TC = "TC"
    CTR = "CTr"
    KH = "KH"
    QH = "QH"
    PA = "PA"
    DEAN = "ĐA"
    DA = "DA"
    BC = "BC"
    BB = "BB"
    TTR = "TTr"
    HDONG = "HĐ"
    CV = "CV"
    CD = "CĐ"
    BGN = "BGN"
    BTT = "BTT"
    GUQ = "GUQ"
    GM = "GM"
    GGT = "GGT"
    GNP = "GNP"
    GCN = "GCN"
    PG = "PG"
    PC = "PC"
    PB = "PB"
    L = "L"
    BL = "BL"
    HP = "HP"
    PL = "PL"
    LENH = "Lệnh"
    ND = "NĐ"
    TTLT = "TTLT"
    NQLT = "NQLT"
    VBHN = "VBHN"
    SY = "SY"
    TRS = "TrS"
    SL = "SL"

    @property
    def mark(self) -> str:
        """The official abbreviation, such as QĐ."""
        return self.value


TYPE_NAMES: dict[DocumentType, str] = {
    DocumentType.NQ: "Nghị quyết",
    DocumentType.QD: "Quyết định",
    DocumentType.CT: "Chỉ thị",
    DocumentType.KL: "Kết luận",
    DocumentType.QC: "Quy chế",
    DocumentType.QYD: "Quy định",
    DocumentType.TT: "Thông tư",
    DocumentType.TTRI: "Thông tri",
    DocumentType.HD: "Hướng dẫn",
    DocumentType.TB: "Thông báo",
    DocumentType.TC: "Thông cáo",
    DocumentType.CTR: "Chương trình",
    DocumentType.KH: "Kế hoạch",
    DocumentType.QH: "Quy hoạch",
    DocumentType.PA: "Phương án",
    DocumentType.DEAN: "Đề án",
    DocumentType.DA: "Dự án",
    DocumentType.BC: "Báo cáo",
    DocumentType.BB: "Biên bản",
    DocumentType.TTR: "Tờ trình",
    DocumentType.HDONG: "Hợp đồng",
    DocumentType.CV: "Công văn",
    DocumentType.CD: "Công điện",
    DocumentType.BGN: "Bản ghi nhớ",
    DocumentType.BTT: "Bản thỏa thuận",
    DocumentType.GUQ: "Giấy ủy quyền",
    DocumentType.GM: "Giấy mời",
    DocumentType.GGT: "Giấy giới thiệu",
    DocumentType.GNP: "Giấy nghỉ phép",
    DocumentType.GCN: "Giấy chứng nhận",
    DocumentType.PG: "Phiếu gửi",
    DocumentType.PC: "Phiếu chuyển",
    DocumentType.PB: "Phiếu báo",
    DocumentType.L: "Luật",
    DocumentType.BL: "Bộ luật",
    DocumentType.HP: "Hiến pháp",
    DocumentType.PL: "Pháp lệnh",
    DocumentType.LENH: "Lệnh",
    DocumentType.ND: "Nghị định",
    DocumentType.TTLT: "Thông tư liên tịch",
    DocumentType.NQLT: "Nghị quyết liên tịch",
    DocumentType.VBHN: "Văn bản hợp nhất",
    DocumentType.SY: "Bản sao y",
    DocumentType.TRS: "Bản trích sao",
    DocumentType.SL: "Bản sao lục",
}

# Longer names by which offices call the same kind.
LONGER_TYPE_NAMES = {
    "chương trình hành động": DocumentType.CTR,
    "chương trình công tác": DocumentType.CTR,
    "kết luận thanh tra": DocumentType.KL,
    "thông báo kết luận": DocumentType.TB,
    "thông báo ý kiến kết luận": DocumentType.TB,
    "kế hoạch thanh tra": DocumentType.KH,
    "kế hoạch hành động": DocumentType.KH,
    "quyết định thanh tra": DocumentType.QD,
    "sao y": DocumentType.SY,
    "trích sao": DocumentType.TRS,
    "sao lục": DocumentType.SL,
}
TYPE_BY_NAME = {
    **{fold(name): kind for kind, name in TYPE_NAMES.items()},
    **{fold(name): kind for name, kind in LONGER_TYPE_NAMES.items()},
}

# Marks that are still met beside the official ones.
OTHER_MARKS = {
    "QĐi": DocumentType.QYD,
    "QD": DocumentType.QD,
    "ND": DocumentType.ND,
    "QCh": DocumentType.QC,
    "QCPH": DocumentType.QC,
    "DAn": DocumentType.DA,
    "CTHĐ": DocumentType.CTR,
    "CTPH": DocumentType.CTR,
    "TCo": DocumentType.TC,
    "TBKL": DocumentType.TB,
    "HDLN": DocumentType.HD,
    "KHLN": DocumentType.KH,
    "KHPH": DocumentType.KH,
    "BCTĐ": DocumentType.BC,
    "TTh": DocumentType.BTT,
    "UQ": DocumentType.GUQ,
    "GT": DocumentType.GGT,
    "NP": DocumentType.GNP,
    "GN": DocumentType.BGN,
}
BY_MARK = {**OTHER_MARKS, **{kind.mark: kind for kind in DocumentType}}
PARTY_MEANING = {"TT": DocumentType.TTRI}


def type_of_name(name: str) -> DocumentType | None:
    """The kind with this Vietnamese name, in any case and spelling: "NGHỊ QUYẾT" is NQ."""
    return TYPE_BY_NAME.get(fold(" ".join(canonical(name).split())).strip(" .:"))


def type_of_mark(mark: str, family: SymbolFamily | None = None) -> DocumentType | None:
    """The kind behind an official or older mark; in Party symbols TT is Thông tri."""
    if family is SymbolFamily.PARTY and mark in PARTY_MEANING:
        return PARTY_MEANING[mark]
    return BY_MARK.get(mark) or BY_MARK.get(mark.upper())
