"""What a document does with the documents that it names."""

import pytest

from intranet.language.symbols.citations import find_citations

# text, then for each symbol in order what is done with it
CASES = [
    ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;", "basis"),
    ("Căn cứ Luật Thanh tra số 11/2022/QH15; Luật Tiếp công dân số 42/2013/QH13;", "basis basis"),
    ("Căn cứ Luật số 1/2020/QH14, Luật số 2/2021/QH15 và Nghị định số 3/2022/NĐ-CP;", "basis " * 3),
    ("Căn cứ vào Quyết định số 12/QĐ-UBND ngày 5/1/2024", "basis"),
    ("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị", "implements"),
    ("Thực hiện chỉ đạo của UBND tỉnh tại Công văn số 123/UBND-NC ngày 5/1/2026", "implements"),
    ("Kế hoạch này triển khai thực hiện Kế hoạch số 211/KH-UBND", "implements"),
    ("Tổ chức thực hiện Chỉ thị số 5/CT-TTg", "implements"),
    ("THÔNG TƯ\nHướng dẫn thi hành một số điều của Nghị định số 12/2022/NĐ-CP\n", "implements"),
    ("Thông tư số 5/2021/TT-BNV hướng dẫn thi hành Nghị định số 12/2020/NĐ-CP", "mentions " * 2),
    ("Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND như sau:", "amends"),
    ("Điều 1. Bổ sung Điều 5a vào Nghị định số 12/2020/NĐ-CP", "amends"),
    ("THÔNG TƯ\nSửa đổi, bổ sung một số điều của Thông tư số 12/2020/TT-BNV\n", "amends"),
    ("Quyết định này thay thế Quyết định số 12/2019/QĐ-UBND.", "replaces"),
    (
        "Quyết định này có hiệu lực kể từ ngày ký và thay thế các Quyết định: số 12/QĐ-UBND ngày "
        "5/1/2024; số 13/QĐ-UBND ngày 6/1/2024.",
        "replaces replaces",
    ),
    ("Điều 1. Bãi bỏ các Quyết định: số 1/QĐ-UBND, số 2/QĐ-UBND và số 3/QĐ-UBND.", "repeals " * 3),
    ("Bãi bỏ các văn bản sau đây:\n1. Quyết định số 1/QĐ-UBND;\n2. Quyết định số 2/QĐ-UBND.\n"
     "Điều 2. Sở Tài chính chủ trì theo Kế hoạch số 3/KH-UBND.", "repeals repeals mentions"),
    ("a) Bãi bỏ khoản 2 Điều 5 Nghị định số 12/2020/NĐ-CP", "amends"),
    ("Thay thế cụm từ “Sở” bằng cụm từ “Ban” tại Điều 3 Quyết định số 12/QĐ-UBND", "amends"),
    ("Nghị định số 12/2020/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực.", "repeals"),
    ("Các văn bản sau hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành:\n"
     "a) Thông tư số 1/2019/TT-BNV;\nb) Thông tư số 2/2019/TT-BNV.", "repeals repeals"),
    ("Quyết định số 12/QĐ-UBND được thay thế bởi Quyết định này.", "replaces"),
    ("Quyết định số 12/QĐ-UBND đã hết hiệu lực.", "mentions"),
    ("Quyết định số 12/QĐ-UBND được thay thế bởi Quyết định số 13/QĐ-UBND.", "mentions mentions"),
    (
        "Căn cứ Nghị định số 12/2020/NĐ-CP đã được sửa đổi, bổ sung theo Nghị định số "
        "34/2022/NĐ-CP;\nCăn cứ Luật số 5/2024/QH15;",
        "basis mentions basis",
    ),
    (
        "Căn cứ Nghị định số 12/2020/NĐ-CP (sửa đổi, bổ sung tại Nghị định số 34/2022/NĐ-CP) và "
        "Nghị định số 56/2023/NĐ-CP;",
        "basis mentions basis",
    ),
    (
        "Căn cứ Nghị định số 34/2022/NĐ-CP ngày 1/2/2022 của Chính phủ sửa đổi, bổ sung một số "
        "điều của Nghị định số 12/2020/NĐ-CP;",
        "basis mentions",
    ),
    ("Căn cứ Luật sửa đổi một số điều của Luật Tổ chức Chính phủ số 47/2019/QH14;", "basis"),
    ("Theo đề nghị của Sở tại Tờ trình số 5/TTr-SNV ngày 1/2/2026.", "mentions"),
    ("Sở xin ý kiến về dự thảo Quyết định bãi bỏ Quyết định số 12/QĐ-UBND.", "mentions"),
    (
        "Thực hiện Nghị quyết số 57-NQ/TW, Thanh tra tỉnh đã ban hành Kế hoạch số 48/KH-TTr.",
        "implements mentions",
    ),
    ("Căn cứ Kế hoạch số 211/KH-UBND về việc triển khai Nghị quyết số 57-NQ/TW;", "basis mentions"),
    ("Sửa đổi Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND", "amends"),
    ("việc này làm căn cứ xét theo Quyết định số 12/QĐ-UBND", "mentions"),
    ("có hiệu lực thi hành; xem Quyết định số 12/QĐ-UBND", "mentions"),
    (
        "Trường hợp Quyết định số 12/QĐ-UBND được thay thế thì áp dụng văn bản mới.",
        "mentions",
    ),
    ("Khoản 2 Điều 5 Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.",
     "amends"),
    ("QUYẾT ĐỊNH\nVỀ VIỆC BÃI BỎ QUYẾT ĐỊNH SỐ 12/2019/QĐ-UBND\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n"
     "Căn cứ Luật số 5/2024/QH15;", "repeals basis"),
    ("Căn cứ Quyết\n\nđịnh số 12/QĐ-\n\nUBND;\n\nCăn cứ Kế hoạch số 5/KH-UBND;", "basis basis"),
    ("Điều lệ này thay thế Điều lệ được công nhận tại Quyết định số 12/QĐ-UBND ngày 5/1/2015.",
     "replaces"),
    ("Điều lệ sửa đổi, bổ sung được phê duyệt theo Quyết định số 12/QĐ-UBND.", "mentions"),
    ("Thực hiện nhiệm vụ được giao, qua kiểm tra Tờ trình số 5/TTr-SNV", "mentions"),
    ("Bãi bỏ Quyết định số 1/QĐ-UBND. Quyết định số 2/QĐ-UBND nêu rõ.", "repeals mentions"),
    ("Phụ lục này được thay thế theo Thông tư số 2/2024/TT-BNV.", "mentions"),
    (
        "Thông tư này thay thế Thông tư số 52/2010/TT-BCA quy định chi tiết một số điều của Luật "
        "Cư trú, Nghị định số 107/2007/NĐ-CP và Nghị định số 56/2010/NĐ-CP.",
        "replaces mentions mentions",
    ),
    (
        "Thông tư này thay thế Thông tư số 1/2010/TT-BCA hướng dẫn Nghị định số 7/2007/NĐ-CP, "
        "Thông tư số 2/2011/TT-BCA.",
        "replaces mentions replaces",
    ),
    ("THÔNG TƯ\nQuy định chi tiết một số điều của Nghị định số 12/2022/NĐ-CP\n", "implements"),
    ("thực hiện theo hướng dẫn tại Thông tư số 2/2011/TT-BCA", "mentions"),
    ("Giấy phép được cấp theo Thông tư số 1/2013/TT-BCA hết hiệu lực kể từ ngày 01/9/2017.",
     "mentions"),
    ("Quy chế ban hành kèm theo Quyết định số 12/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có "
     "hiệu lực.", "repeals"),
    ("Giao Sở xây dựng Quyết định để thay thế Quyết định số 573/QĐ-BYT.", "mentions"),
    ("Rà soát, sửa đổi, bổ sung Quyết định số 12/QĐ-UBND trong quý II.", "mentions"),
    ("Thông tư này thay thế quy định về thực hiện dân chủ tại Thông tư số 3/2010/TT-BC", "amends"),
    ("Bãi bỏ các quy định về xếp lương tại Thông tư số 30/2010/TT-BNV.", "amends"),
    ("Điều 1. Sửa đổi, bổ sung Kế hoạch thực hiện Nghị quyết số 57-NQ/TW", "implements"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_is_done_with_a_named_document(text, expected):
    assert [found.relation for found in find_citations(text)] == expected.split()


def test_the_sentence_of_a_list_item_begins_with_what_is_done():
    text = "Bãi bỏ các văn bản sau:\n1. Quyết định số 1/QĐ-UBND;\n2. Quyết định số 2/QĐ-UBND."
    second = find_citations(text)[1]
    assert second.sentence == "Bãi bỏ các văn bản sau: … 2. Quyết định số 2/QĐ-UBND."
