"""The abbreviations and synonyms that every office of the administration uses.

They are a constant, not rows: a new version of the portal brings new ones to every house without
a migration, and the tables hold only what people decided. The Office switches any of them off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from intranet.search.analysis import analyse

ABBREVIATIONS = """
UBND Ủy ban nhân dân
HĐND Hội đồng nhân dân
UBMTTQ Ủy ban Mặt trận Tổ quốc
MTTQ Mặt trận Tổ quốc
ĐBQH đại biểu Quốc hội
UBTVQH Ủy ban Thường vụ Quốc hội
QH Quốc hội
CP Chính phủ
TTg Thủ tướng Chính phủ
VPCP Văn phòng Chính phủ
TTCP Thanh tra Chính phủ
TW Trung ương
T.Ư Trung ương
TƯ Trung ương
BCT Bộ Chính trị
BCT Bộ Công Thương
BBT Ban Bí thư
BCH Ban Chấp hành
BTV Ban Thường vụ
BCS Ban cán sự
TU Tỉnh ủy
ĐU Đảng ủy
UBKT Ủy ban Kiểm tra
BNC Ban Nội chính
BTG Ban Tuyên giáo
BTC Ban Tổ chức
BTC Bộ Tài chính
BNV Bộ Nội vụ
BTP Bộ Tư pháp
BCA Bộ Công an
BQP Bộ Quốc phòng
BYT Bộ Y tế
BKHCN Bộ Khoa học và Công nghệ
BGDĐT Bộ Giáo dục và Đào tạo
SNV Sở Nội vụ
STC Sở Tài chính
STP Sở Tư pháp
SKHCN Sở Khoa học và Công nghệ
BCĐ ban chỉ đạo
TGV tổ giúp việc
VP văn phòng
CVP Chánh Văn phòng
TTT Thanh tra tỉnh
TTr thanh tra
TTr tờ trình
TTV thanh tra viên
ĐTT đoàn thanh tra
KLTT kết luận thanh tra
QĐTT quyết định thanh tra
TTCN thanh tra chuyên ngành
PCTN phòng, chống tham nhũng
PCTNTC phòng, chống tham nhũng, tiêu cực
PCTNLPTC phòng, chống tham nhũng, lãng phí, tiêu cực
THTK thực hành tiết kiệm
CLP chống lãng phí
KNTC khiếu nại, tố cáo
GQKNTC giải quyết khiếu nại, tố cáo
TCD tiếp công dân
XLĐ xử lý đơn
TSTN tài sản, thu nhập
KSTS kiểm soát tài sản
CĐS chuyển đổi số
KHCN khoa học và công nghệ
KH&CN khoa học và công nghệ
KHCNĐMST khoa học, công nghệ, đổi mới sáng tạo
ĐMST đổi mới sáng tạo
CNTT công nghệ thông tin
CNTT-TT công nghệ thông tin và truyền thông
TTTT thông tin và truyền thông
ANM an ninh mạng
ATTT an toàn thông tin
ATTTM an toàn thông tin mạng
DVC dịch vụ công
DVCTT dịch vụ công trực tuyến
HTTT hệ thống thông tin
CSDL cơ sở dữ liệu
CSDLQG cơ sở dữ liệu quốc gia
TTĐT thông tin điện tử
TTNT trí tuệ nhân tạo
AI trí tuệ nhân tạo
CPĐT chính phủ điện tử
CQĐT chính quyền điện tử
CQS chính quyền số
KTS kinh tế số
XHS xã hội số
BDHVS bình dân học vụ số
QLVB quản lý văn bản
VBĐT văn bản điện tử
CKS chữ ký số
DLCN dữ liệu cá nhân
BVDLCN bảo vệ dữ liệu cá nhân
TTHC thủ tục hành chính
KSTTHC kiểm soát thủ tục hành chính
CCHC cải cách hành chính
HCC hành chính công
TTPVHCC trung tâm phục vụ hành chính công
QLNN quản lý nhà nước
NSNN ngân sách nhà nước
VBQPPL văn bản quy phạm pháp luật
QPPL quy phạm pháp luật
PBGDPL phổ biến, giáo dục pháp luật
BMNN bí mật nhà nước
CBCC cán bộ, công chức
CBCCVC cán bộ, công chức, viên chức
CCVC công chức, viên chức
CBĐV cán bộ, đảng viên
NLĐ người lao động
HĐLĐ hợp đồng lao động
TCCB tổ chức cán bộ
TĐKT thi đua, khen thưởng
KTXH kinh tế - xã hội
KT-XH kinh tế - xã hội
QPAN quốc phòng, an ninh
ANTT an ninh trật tự
GPMB giải phóng mặt bằng
XDCB xây dựng cơ bản
HTQT hợp tác quốc tế
CTMTQG chương trình mục tiêu quốc gia
NTM nông thôn mới
ĐVHC đơn vị hành chính
SHCĐ sinh hoạt chuyên đề
GDĐT giáo dục và đào tạo
BHXH bảo hiểm xã hội
BHYT bảo hiểm y tế
PCCC phòng cháy, chữa cháy
"""

SYNONYMS = """
chatbot = trợ lý ảo
trang thông tin điện tử = cổng thông tin điện tử
website = trang thông tin điện tử
sinh hoạt chuyên đề = hội nghị chuyên đề
hồ sơ công việc = hồ sơ điện tử
hạn xử lý = thời hạn giải quyết
nền tảng số = hệ thống số
người đứng đầu = thủ trưởng
quán triệt = phổ biến
tập huấn = bồi dưỡng
"""


@dataclass(frozen=True)
class WordPair:
    """Words and what they stand for, as they are written, each with its folded key."""

    words: str
    words_key: str
    other: str
    other_key: str

    @property
    def keys(self) -> tuple[str, str]:
        """By what the tables know the pair."""
        return self.words_key, self.other_key


def key_of(words: str) -> str:
    """The folded syllables of the words, parted by single spaces: how the lexicon knows them."""
    return " ".join(analyse(words).fold)


def pair(words: str, other: str) -> WordPair:
    """The pair with its keys."""
    return WordPair(words, key_of(words), other, key_of(other))


@cache
def usual_abbreviations() -> Mapping[tuple[str, str], WordPair]:
    """The usual abbreviations by their keys."""
    lines = (line.split(" ", 1) for line in ABBREVIATIONS.strip().splitlines())
    return {one.keys: one for one in (pair(short, long) for short, long in lines)}


@cache
def usual_synonyms() -> Mapping[tuple[str, str], WordPair]:
    """The usual synonyms by their keys."""
    lines = (line.split(" = ") for line in SYNONYMS.strip().splitlines())
    return {one.keys: one for one in (pair(words, other) for words, other in lines)}
