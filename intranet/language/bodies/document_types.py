"""Kinds of papers with their official marks.

Sources: Decree 30/2020/NĐ-CP Art. 7 and annex III (state), Regulation 399-QĐ/TW and guide
36-HD/VPTW (Party), the laws on legal normative documents, practice of the inspectorates.
"""

import enum

from intranet.language.text.normalization import canonical, fold


class Family(enum.Enum):
    """The grammar that a symbol follows."""

    PARTY = "party"  # 57-NQ/TW
    ASSEMBLY = "assembly"  # 24/2018/QH14
    STATE = "state"  # 1169/QĐ-TTg
    LETTER = "letter"  # 7816/VPCP-TTĐT
    DRAFT = "draft"  # Số:      /KH-TTr


class Kind(enum.Enum):
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


VIETNAMESE: dict[Kind, str] = {
    Kind.NQ: "Nghị quyết",
    Kind.QD: "Quyết định",
    Kind.CT: "Chỉ thị",
    Kind.KL: "Kết luận",
    Kind.QC: "Quy chế",
    Kind.QYD: "Quy định",
    Kind.TT: "Thông tư",
    Kind.TTRI: "Thông tri",
    Kind.HD: "Hướng dẫn",
    Kind.TB: "Thông báo",
    Kind.TC: "Thông cáo",
    Kind.CTR: "Chương trình",
    Kind.KH: "Kế hoạch",
    Kind.QH: "Quy hoạch",
    Kind.PA: "Phương án",
    Kind.DEAN: "Đề án",
    Kind.DA: "Dự án",
    Kind.BC: "Báo cáo",
    Kind.BB: "Biên bản",
    Kind.TTR: "Tờ trình",
    Kind.HDONG: "Hợp đồng",
    Kind.CV: "Công văn",
    Kind.CD: "Công điện",
    Kind.BGN: "Bản ghi nhớ",
    Kind.BTT: "Bản thỏa thuận",
    Kind.GUQ: "Giấy ủy quyền",
    Kind.GM: "Giấy mời",
    Kind.GGT: "Giấy giới thiệu",
    Kind.GNP: "Giấy nghỉ phép",
    Kind.GCN: "Giấy chứng nhận",
    Kind.PG: "Phiếu gửi",
    Kind.PC: "Phiếu chuyển",
    Kind.PB: "Phiếu báo",
    Kind.L: "Luật",
    Kind.BL: "Bộ luật",
    Kind.HP: "Hiến pháp",
    Kind.PL: "Pháp lệnh",
    Kind.LENH: "Lệnh",
    Kind.ND: "Nghị định",
    Kind.TTLT: "Thông tư liên tịch",
    Kind.NQLT: "Nghị quyết liên tịch",
    Kind.VBHN: "Văn bản hợp nhất",
    Kind.SY: "Bản sao y",
    Kind.TRS: "Bản trích sao",
    Kind.SL: "Bản sao lục",
}

# Longer names by which offices call the same kind.
OTHER_NAMES = {
    "chương trình hành động": Kind.CTR,
    "chương trình công tác": Kind.CTR,
    "kết luận thanh tra": Kind.KL,
    "thông báo kết luận": Kind.TB,
    "thông báo ý kiến kết luận": Kind.TB,
    "kế hoạch thanh tra": Kind.KH,
    "kế hoạch hành động": Kind.KH,
    "quyết định thanh tra": Kind.QD,
    "sao y": Kind.SY,
    "trích sao": Kind.TRS,
    "sao lục": Kind.SL,
}
BY_NAME = {
    **{fold(name): kind for kind, name in VIETNAMESE.items()},
    **{fold(name): kind for name, kind in OTHER_NAMES.items()},
}

# Marks that are still met beside the official ones.
OTHER_MARKS = {
    "QĐi": Kind.QYD,
    "QD": Kind.QD,
    "ND": Kind.ND,
    "QCh": Kind.QC,
    "QCPH": Kind.QC,
    "DAn": Kind.DA,
    "CTHĐ": Kind.CTR,
    "CTPH": Kind.CTR,
    "TCo": Kind.TC,
    "TBKL": Kind.TB,
    "HDLN": Kind.HD,
    "KHLN": Kind.KH,
    "KHPH": Kind.KH,
    "BCTĐ": Kind.BC,
    "TTh": Kind.BTT,
    "UQ": Kind.GUQ,
    "GT": Kind.GGT,
    "NP": Kind.GNP,
    "GN": Kind.BGN,
}
BY_MARK = {**OTHER_MARKS, **{kind.mark: kind for kind in Kind}}
PARTY_MEANING = {"TT": Kind.TTRI}


def kind_of_name(name: str) -> Kind | None:
    """The kind with this Vietnamese name, in any case and spelling: "NGHỊ QUYẾT" is NQ."""
    return BY_NAME.get(fold(" ".join(canonical(name).split())).strip(" .:"))


def kind_of_mark(mark: str, family: Family | None = None) -> Kind | None:
    """The kind behind an official or older mark; in Party symbols TT is Thông tri."""
    if family is Family.PARTY and mark in PARTY_MEANING:
        return PARTY_MEANING[mark]
    return BY_MARK.get(mark) or BY_MARK.get(mark.upper())
