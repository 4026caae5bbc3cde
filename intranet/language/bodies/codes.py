"""Codes of issuing bodies as they stand in symbols: whose they are and where they stand.

Sources: practice after the mergers of 2025 and the names used before; guide 36-HD/VPTW for the
Party. The same code may be a lower body's: the header of the paper then decides (levels.py).
"""

import enum
import re
from dataclasses import dataclass


class IssuerRank(enum.Enum):
    """Where a code stands by itself, before any header is read."""

    CENTRAL = "central"
    CENTRAL_PARTY = "central party"
    CENTRAL_MASS = "central mass"
    PROVINCE = "province"
    PROVINCE_PARTY = "province party"
    DEPARTMENT = "department"
    INSPECTORATE = "inspectorate"
    LOCAL_PARTY = "local party"


@dataclass(frozen=True)
class Issuer:
    """A body by its code; name is None where only the header can tell."""

    code: str
    rank: IssuerRank
    name: str | None = None


NAMED = {
    IssuerRank.CENTRAL: """
        CP Chính phủ
        TTg Thủ tướng Chính phủ
        CTN Chủ tịch nước
        QH Quốc hội
        UBTVQH Ủy ban Thường vụ Quốc hội
        VPCP Văn phòng Chính phủ
        VPQH Văn phòng Quốc hội
        VPCTN Văn phòng Chủ tịch nước
        HĐBT Hội đồng Bộ trưởng
        TTCP Thanh tra Chính phủ
        BNV Bộ Nội vụ
        BTC Bộ Tài chính
        BKHCN Bộ Khoa học và Công nghệ
        BCT Bộ Công Thương
        BXD Bộ Xây dựng
        BTP Bộ Tư pháp
        BCA Bộ Công an
        BQP Bộ Quốc phòng
        BNG Bộ Ngoại giao
        BGDĐT Bộ Giáo dục và Đào tạo
        BYT Bộ Y tế
        BVHTTDL Bộ Văn hóa, Thể thao và Du lịch
        BNNMT Bộ Nông nghiệp và Môi trường
        BDTTG Bộ Dân tộc và Tôn giáo
        NHNN Ngân hàng Nhà nước Việt Nam
        BTTTT Bộ Thông tin và Truyền thông
        BKHĐT Bộ Kế hoạch và Đầu tư
        BTNMT Bộ Tài nguyên và Môi trường
        BNNPTNT Bộ Nông nghiệp và Phát triển nông thôn
        BLĐTBXH Bộ Lao động - Thương binh và Xã hội
        BGTVT Bộ Giao thông vận tải
        UBDT Ủy ban Dân tộc
        TANDTC Tòa án nhân dân tối cao
        VKSNDTC Viện kiểm sát nhân dân tối cao
        KTNN Kiểm toán nhà nước
        BHXH Bảo hiểm xã hội Việt Nam
        BCYCP Ban Cơ yếu Chính phủ
        TTXVN Thông tấn xã Việt Nam
        BKH Bộ Kế hoạch và Đầu tư
        BNN Bộ Nông nghiệp và Phát triển nông thôn
        BGD Bộ Giáo dục và Đào tạo
        BCN Bộ Công nghiệp
        BTM Bộ Thương mại
        BTS Bộ Thủy sản
        BVHTT Bộ Văn hóa - Thông tin
        BBCVT Bộ Bưu chính, Viễn thông
        BKHCNMT Bộ Khoa học, Công nghệ và Môi trường
        UBTDTT Ủy ban Thể dục Thể thao
        TCCP Ban Tổ chức - Cán bộ Chính phủ
        BTCCBCP Ban Tổ chức - Cán bộ Chính phủ
        HĐTP Hội đồng Thẩm phán Tòa án nhân dân tối cao
        TCT Tổng cục Thuế
        TCHQ Tổng cục Hải quan
        TCTK Tổng cục Thống kê
        TCĐC Tổng cục Địa chính
        UBCK Ủy ban Chứng khoán Nhà nước
    """,
    IssuerRank.CENTRAL_PARTY: """
        VPTW Văn phòng Trung ương Đảng
        BTCTW Ban Tổ chức Trung ương
        BTGDVTW Ban Tuyên giáo và Dân vận Trung ương
        BTGTW Ban Tuyên giáo Trung ương
        BDVTW Ban Dân vận Trung ương
        UBKTTW Ủy ban Kiểm tra Trung ương
        BNCTW Ban Nội chính Trung ương
        BKTTW Ban Kinh tế Trung ương
        BCSCLTW Ban Chính sách, chiến lược Trung ương
    """,
    IssuerRank.CENTRAL_MASS: """
        MTTW Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam
        TLĐ Tổng Liên đoàn Lao động Việt Nam
        TWĐTN Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh
        ĐCT Đoàn Chủ tịch Trung ương Hội Liên hiệp Phụ nữ Việt Nam
        HNDTW Trung ương Hội Nông dân Việt Nam
    """,
    IssuerRank.PROVINCE_PARTY: """
        TU Tỉnh ủy
        VPTU Văn phòng Tỉnh ủy
        BTCTU Ban Tổ chức Tỉnh ủy
        BTGDVTU Ban Tuyên giáo và Dân vận Tỉnh ủy
        BTGTU Ban Tuyên giáo Tỉnh ủy
        BDVTU Ban Dân vận Tỉnh ủy
        UBKTTU Ủy ban Kiểm tra Tỉnh ủy
        BNCTU Ban Nội chính Tỉnh ủy
    """,
    IssuerRank.DEPARTMENT: """
        STC Sở Tài chính
        SNV Sở Nội vụ
        STP Sở Tư pháp
        SXD Sở Xây dựng
        SCT Sở Công Thương
        SYT Sở Y tế
        SKHCN Sở Khoa học và Công nghệ
        SNNMT Sở Nông nghiệp và Môi trường
        SGDĐT Sở Giáo dục và Đào tạo
        SVHTTDL Sở Văn hóa, Thể thao và Du lịch
        SDTTG Sở Dân tộc và Tôn giáo
        SNgV Sở Ngoại vụ
        STTTT Sở Thông tin và Truyền thông
        SKHĐT Sở Kế hoạch và Đầu tư
        STNMT Sở Tài nguyên và Môi trường
        SNNPTNT Sở Nông nghiệp và Phát triển nông thôn
        SLĐTBXH Sở Lao động - Thương binh và Xã hội
        SGTVT Sở Giao thông vận tải
    """,
}

UNNAMED = {
    IssuerRank.CENTRAL: "BCY CATTT TATC VKSTC",
    IssuerRank.CENTRAL_PARTY: "TW BCĐTW BĐNTW ĐUCP ĐUCPTW ĐUMTTW ĐUQH",
    IssuerRank.PROVINCE: "UBND HĐND VPUBND VPĐĐBQH ĐĐBQH CTUBND BCĐ",
    IssuerRank.PROVINCE_PARTY: "BCĐTU ĐUK ĐUKCCQ TCTTU",
    IssuerRank.DEPARTMENT: "SNGV BDT BQLKKTCK CAT BCHQS BCH CTK KBNN LĐLĐ MTTQ VP TCTTKĐA",
    IssuerRank.INSPECTORATE: "TTr TTT ĐTTr",
    IssuerRank.LOCAL_PARTY: "HU ThU TXU ĐU CB ĐUX",
}


def _read() -> dict[str, Issuer]:
    issuers: dict[str, Issuer] = {}
    for rank, codes in UNNAMED.items():
        issuers.update({code: Issuer(code, rank) for code in codes.split()})
    for rank, table in NAMED.items():
        for row in table.strip().splitlines():
            code, name = row.strip().split(maxsplit=1)
            issuers[code] = Issuer(code, rank, name)
    return issuers


ISSUERS = _read()
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
