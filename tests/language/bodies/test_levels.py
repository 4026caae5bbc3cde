"""Whose a document is: system, level and name of the body."""

import pytest

from intranet.language.bodies.levels import (
    Level,
    PoliticalSystem,
    is_inspectorate_letter,
    level_of,
    system_of,
)
from intranet.language.bodies.names import body_name, body_of_symbol
from intranet.language.symbols.parsing import parse_symbol

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
OWN = "UBND TỈNH LẠNG SƠN\nTHANH TRA TỈNH\n"


@pytest.mark.parametrize(
    ("symbol", "header", "level"),
    [
        ("57-NQ/TW", "", Level.CENTRAL),
        ("1169/QĐ-TTg", "", Level.CENTRAL),
        ("24/2018/QH14", "", Level.CENTRAL),
        ("1211/2016/UBTVQH13", "", Level.CENTRAL),
        ("36-HD/VPTW", "", Level.CENTRAL),
        ("09-KH/BABCTW", "", Level.CENTRAL),
        ("367-QĐ/TWĐTN-VP", "", Level.CENTRAL),
        ("7816/VPCP-TTĐT", "", Level.CENTRAL),
        ("100-KH/TU", "", Level.PROVINCIAL_PARTY),
        ("15-HD/BTGDVTU", "", Level.PROVINCIAL_PARTY),
        ("12-KH/ĐU", "ĐẢNG BỘ TỈNH LẠNG SƠN\nĐẢNG ỦY UBND TỈNH", Level.PROVINCIAL_PARTY),
        ("12-KH/ĐU", "ĐẢNG ỦY XÃ HỮU LŨNG", Level.OTHER),
        ("211/KH-UBND", "UBND TỈNH LẠNG SƠN", Level.PROVINCIAL_COMMITTEE),
        ("6/QĐ-UBND", "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH", Level.PROVINCIAL_COMMITTEE),
        ("6/QĐ-UBND", "ỦY BAN NHÂN DÂN\nXÃ HỮU LŨNG", Level.OTHER),
        ("6/QĐ-UBND", "UBND THÀNH PHỐ LẠNG SƠN", Level.OTHER),
        ("508/TTr-SNV", "SỞ NỘI VỤ\nTỜ TRÌNH", Level.OTHER),
        ("45/KH-TTr", OWN, Level.AGENCY),
        ("45/KH-TTr", "", Level.AGENCY),
        ("45/KH-TTr", "UBND TỈNH CAO BẰNG\nTHANH TRA TỈNH", Level.OTHER),
        ("410/TTr-NV1", OWN + "V/v đôn đốc\nKính gửi: Các phòng", Level.AGENCY),
        (None, OWN, Level.AGENCY),
        (None, "UBND TỈNH LẠNG SƠN\nSỞ NỘI VỤ", Level.OTHER),
        (None, "UBND TỈNH LẠNG SƠN\nVĂN PHÒNG", Level.PROVINCIAL_COMMITTEE),
        (None, "BAN CHẤP HÀNH TRUNG ƯƠNG", Level.CENTRAL),
        (None, "BỘ TÀI CHÍNH", Level.CENTRAL),
        (None, "TỈNH ỦY LẠNG SƠN", Level.PROVINCIAL_PARTY),
        (None, "CÔNG TY A", None),
    ],
)
def test_the_level_is_that_of_the_issuer(symbol, header, level):
    assert level_of(parse_symbol(symbol) if symbol else None, header) is level


@pytest.mark.parametrize(
    ("header", "system"),
    [
        (NATION + OWN, PoliticalSystem.STATE),
        ("TỈNH ỦY LẠNG SƠN\nĐẢNG CỘNG SẢN VIỆT NAM", PoliticalSystem.PARTY),
        (NATION + "LIÊN ĐOÀN LAO ĐỘNG TỈNH", PoliticalSystem.MASS),
        ("ĐOÀN TNCS HỒ CHÍ MINH\nBCH TỈNH ĐOÀN", PoliticalSystem.MASS),
        (NATION + OWN + "Về phối hợp với Công đoàn", PoliticalSystem.STATE),
        ("CÔNG TY A", None),
    ],
)
def test_the_system_is_what_the_header_prints(header, system):
    assert system_of(header) is system


@pytest.mark.parametrize(
    ("symbol", "header", "letter"),
    [
        ("410/TTr-NV1", "", True),
        ("508/TTr-SNV", "TỜ TRÌNH\nKính gửi: THANH TRA", False),
        ("508/TTr-SNV", "", False),
        ("45/KH-TTr", "", False),
    ],
)
def test_ttr_is_a_letter_of_the_inspectorate_or_a_proposal(symbol, header, letter):
    assert is_inspectorate_letter(parse_symbol(symbol), header) is letter


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH BÌNH THUẬN"], "Ủy ban nhân dân tỉnh Bình Thuận"),
        (
            ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"],
            "Ủy ban nhân dân Thành phố Hồ Chí Minh",
        ),
        (["ĐẢNG BỘ TỈNH HÀ GIANG", "ĐẢNG UỶ XÃ LŨNG CÚ"], "Đảng uỷ xã Lũng Cú"),
        (["BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"], "Bộ Lao động - Thương binh và Xã hội"),
        (["UBND TỈNH", "SỞ TƯ PHÁP"], "Sở Tư pháp"),
        (["UBND TỈNH", "SỞ KHOA HỌC VÀ", "CÔNG NGHỆ"], "Sở Khoa học và Công nghệ"),
        (["BỘ CÔNG THƯƠNG"], "Bộ Công Thương"),
        (["VĂN PHÒNG QUỐC HỘI"], "Văn phòng Quốc hội"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "*"], "Ban Chấp hành Trung ương"),
        (["TỈNH ỦY LẠNG SƠN", "BAN TỔ CHỨC"], "Ban Tổ chức"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TỔ CHỨC"], "Ban Tổ chức"),
        (["TỈNH ỦY", "BAN TỔ CHỨC"], "Ban Tổ chức"),
        (["TỈNH ỦY LẠNG SƠN"], "Tỉnh ủy Lạng Sơn"),
        (["TỈNH ỦY", "LẠNG SƠN"], "Tỉnh ủy Lạng Sơn"),
        (["HỘI ĐỒNG QL QUỸ KHUYẾN HỌC"], "Hội đồng QL Quỹ Khuyến học"),
        (["UBND TỈNH LẠNG SƠN", "THANH TRA TỈNH"], "Thanh tra tỉnh"),
        (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "***"], None),
        ([], None),
    ],
)
def test_capitals_of_a_header_give_the_official_name(lines, name):
    assert body_name(lines) == name


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("71/NQ-CP", "Chính phủ"),
        ("1169/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("24/2018/QH14", "Quốc hội"),
        ("1211/2016/UBTVQH13", "Ủy ban Thường vụ Quốc hội"),
        ("01/2019/TT-BNV", "Bộ Nội vụ"),
        ("211/KH-UBND", None),
        ("57-NQ/TW", None),
    ],
)
def test_a_code_names_its_body_only_where_it_is_one_body(symbol, name):
    assert body_of_symbol(parse_symbol(symbol)) == name
