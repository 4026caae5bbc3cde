"""What is typed, and which papers of the small register must come first."""

import unicodedata

from tests.search.small_register import (
    BC6,
    BREAK,
    CV123,
    KH8,
    KH211,
    KH211SO,
    LUAT57,
    ND30,
    NETWORK,
    NQ57,
    NQ57CP,
    PEACE,
    PEOPLE,
    PLAIN,
    QD1169,
    ROAD,
    SKILL,
    THRIFT,
    TIMES,
    TT13,
)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


# What is typed, and what must stand first (of several: in any order before all others).
CASES: tuple[tuple[str, tuple[int, ...]], ...] = (
    # Symbols in all spellings.
    ("57-NQ/TW", (NQ57,)),
    ("57/nq-tw", (NQ57,)),
    ("57 nq tw", (NQ57,)),
    ("57nqtw", (NQ57,)),
    ("số 57-NQ/TW", (NQ57,)),
    ("57 – NQ/TW", (NQ57,)),
    ("Nghị quyết 57-NQ/TW", (NQ57,)),
    ("Nghị quyết số 57-NQ/TW ngày 22/12/2024", (NQ57,)),
    ("57-NQ/TW năm 2024", (NQ57,)),
    ("NQ 57", (NQ57, NQ57CP, LUAT57)),
    ("nq57", (NQ57, NQ57CP, LUAT57)),
    ("nghị quyết 57", (NQ57, NQ57CP, LUAT57)),
    ("nghi quyet 57", (NQ57, NQ57CP, LUAT57)),
    ("nghị quyết 57 của Bộ Chính trị", (NQ57,)),
    ("nghị quyết 57 năm 2023", (NQ57CP,)),
    ("nghị quyết 57 chuyển đổi số", (NQ57,)),
    ("luật 57/2020", (LUAT57,)),
    ("57/2020/qh14", (LUAT57,)),
    ("kế hoạch 211 của UBND tỉnh", (KH211,)),
    ("ke hoach 211 cua ubnd tinh", (KH211,)),
    ("kế hoạch 211 Sở Tài chính", (KH211SO,)),
    ("kế hoạch 211", (KH211, KH211SO)),
    ("211/kh-ubnd", (KH211,)),
    ("1169qdttg", (QD1169,)),
    ("1169/QD-TTG", (QD1169,)),
    ("nghị định 30/2020", (ND30,)),
    ("nđ 30", (ND30,)),
    ("công văn 123", (CV123,)),
    ("123", (CV123,)),
    ("kế hoạch thực hiện nghị quyết 57", (KH211,)),
    ("kế hoạch thực hiện 57-NQ/TW", (KH211,)),
    ("báo cáo 6 tháng", (BC6,)),
    # Days.
    ("22/12/2024", (KH211, NQ57)),
    ("ngày 22 tháng 12 năm 2024", (KH211, NQ57)),
    ("22-12-2024", (KH211, NQ57)),
    ("15/6/2025", (BC6,)),
    ("tiếp công dân 5-3-2020", (TIMES,)),
    # Marks, tones, codes.
    ("đường", (ROAD,)),
    ("day manh tuyen truyen", (KH8,)),
    ("hoà bình", (PEACE,)),
    ("hòa bình", (PEACE,)),
    (nfd("hoà bình"), (PEACE,)),
    (nfd("con đường liên xã"), (ROAD,)),
    ("HOÀ BÌNH", (PEACE,)),
    ("kỹ năng số", (SKILL,)),
    ("ky nang so", (SKILL,)),
    ("rà soát nhà đất", (PLAIN,)),
    ("Ðột phá phát triển", (NQ57,)),  # Eth for Đ
    # Abbreviations and synonyms, both ways.
    ("tuyên truyền chuyển đổi số", (KH8,)),
    ("đột phá CĐS quốc gia", (NQ57,)),
    ("dot pha cds", (NQ57,)),
    ("PCTN đất đai", (THRIFT,)),
    ("AI trong thanh tra", (NETWORK,)),
    ("trợ lý ảo trả lời", (NETWORK,)),
    # Typing left-overs and misspellings.
    ("chuyeenr ddooir soos quoocs gia", (NQ57,)),
    ("d9o65t pha1 pha1t trie63n", (NQ57,)),
    ("THANH NIEEN", (LUAT57,)),
    ("thanhh niên", (LUAT57,)),
    ("hồ xơ địa chính", (TT13,)),
    ("ho so dia chinhh", (TT13,)),
    ("hổ trợ doanh nghiệp", (QD1169,)),
    ("trí thứt tiêu biểu", (PEOPLE,)),
    # Phrases, over line and page breaks too.
    ('"bình dân học vụ số"', (BREAK,)),
    ('"binh dan hoc vu"', (BREAK,)),
    ("“công tác văn thư”", (ND30,)),
    # Leaving out, offering, narrowing.
    ("kế hoạch -tuyên -kiểm", (KH211,)),
    ('kế hoạch -"57-NQ/TW" -CĐS', (KH211SO,)),
    ("thanh niên OR văn thư", (LUAT57, ND30)),
    ("loai:KH cap:cơ quan", (KH8,)),
    ("kế hoạch co-quan:\"UBND tỉnh\"", (KH211,)),
    ("loại: kế hoạch cấp: ubnd tỉnh", (KH211,)),
    ("nguoi-ky:\"nong van mau\"", (KH211,)),
    ("chu-de:57 kế hoạch", (KH211,)),
    ("den:2017", (TT13,)),
    ("từ: 9/2025", (KH211SO,)),
    ("ky-hieu:30", (ND30,)),
    # Broken ones.
    ('"thanh niên', (LUAT57,)),
    ("OR thanh niên", (LUAT57,)),
    ("tu:32/13/2024 thanh niên", (LUAT57,)),
    ("(thanh niên)", (LUAT57,)),
)  # fmt: skip
