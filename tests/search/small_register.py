"""A small register, as an office has it, to be asked in every way people ask."""

from intranet.search.lexicon.meanings import Lexicon, Meaning
from tests.search.filled_engines import entry

NQ57, KH211, QD1169, ND30, LUAT57, NQ57CP, CV123, KH8, BC6, TT13, KH211SO, ROAD, POPLAR = range(
    1, 14
)
BREAK, PEACE, SKILL, PLAIN, PEOPLE, LEGACY, NETWORK, THRIFT, SECRET, TIMES = range(14, 24)

CDS = Meaning("CĐS", "chuyển đổi số")
LEXICON = Lexicon({
    "cds": (CDS,),
    "chuyen doi so": (Meaning("chuyển đổi số", "CĐS"),),
    "ttr": (Meaning("TTr", "tờ trình", ambiguous=True),),
    "ai": (Meaning("AI", "trí tuệ nhân tạo"),),
    "pctn": (Meaning("PCTN", "phòng, chống tham nhũng"),),
    "tro ly ao": (Meaning("trợ lý ảo", "chatbot", synonym=True),),
})  # fmt: skip

REGISTER = (
    entry(NQ57, "Về đột phá phát triển khoa học, công nghệ và chuyển đổi số quốc gia",
          "Bộ Chính trị yêu cầu các cấp ủy quán triệt sâu sắc nghị quyết này.",
          symbol="57-NQ/TW", kind="NQ", level="central", body="Bộ Chính trị",
          issued_on="2024-12-22", year="2024"),
    entry(KH211, "Kế hoạch thực hiện Nghị quyết số 57-NQ/TW trên địa bàn tỉnh",
          "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị. " * 8,
          symbol="211/KH-UBND", kind="KH", level="provincial_committee", body="UBND tỉnh Lạng Sơn",
          issued_on="2025-08-20", year="2025", signer="Nông Văn Mẫu", topics=("Nghị quyết 57",)),
    entry(QD1169, "Quyết định phê duyệt Chương trình hỗ trợ doanh nghiệp nhỏ và vừa",
          "Thủ tướng Chính phủ quyết định một số điều.", symbol="1169/QĐ-TTg", kind="QD",
          level="central", body="Thủ tướng Chính phủ", issued_on="2025-06-16", year="2025"),
    entry(ND30, "Nghị định về công tác văn thư", "Thể thức và kỹ thuật trình bày văn bản.",
          symbol="30/2020/NĐ-CP", kind="ND", level="central", body="Chính phủ",
          issued_on="2020-03-05", year="2020", status="in_force"),
    entry(LUAT57, "Luật Thanh niên", "Thanh niên là công dân Việt Nam từ đủ 16 tuổi.",
          symbol="57/2020/QH14", kind="L", level="central", body="Quốc hội",
          issued_on="2020-06-16", year="2020"),
    entry(NQ57CP, "Nghị quyết phiên họp Chính phủ thường kỳ tháng 4", "Về tình hình kinh tế.",
          symbol="57/NQ-CP", kind="NQ", level="central", body="Chính phủ",
          issued_on="2023-04-21", year="2023"),
    entry(CV123, "V/v rà soát thủ tục hành chính", "Kính gửi các sở, ban, ngành.",
          symbol="123/UBND-NC", kind="CV", level="provincial_committee",
          body="UBND tỉnh Lạng Sơn", issued_on="2025-02-03", year="2025"),
    entry(KH8, "Kế hoạch tuyên truyền về CĐS năm 2025", "Đẩy mạnh CĐS trong cơ quan.",
          symbol="8/KH-TTr", kind="KH", level="agency", body="Thanh tra tỉnh",
          issued_on="2025-01-10", year="2025"),
    entry(BC6, "Báo cáo kết quả 6 tháng đầu năm", "Số liệu chốt đến ngày 15 tháng 6 năm 2025.",
          symbol="45/BC-TTr", kind="BC", level="agency", body="Thanh tra tỉnh",
          issued_on="2025-06-20", year="2025"),
    entry(TT13, "Thông tư quy định về hồ sơ địa chính", "Bản đồ địa chính và sổ địa chính.",
          symbol="13/2017/TT-BTNMT", kind="TT", level="central",
          body="Bộ Tài nguyên và Môi trường", issued_on="2017-07-03", year="2017"),
    entry(KH211SO, "Kế hoạch kiểm tra nội bộ của Sở", "Kiểm tra nội bộ hằng năm.",
          symbol="211/KH-STC", kind="KH", level="other", body="Sở Tài chính",
          issued_on="2025-09-01", year="2025"),
    entry(ROAD, "Con đường liên xã qua nhiều thôn bản của huyện và tỉnh miền núi"),
    entry(POPLAR, "Cây dương dương dương"),
    entry(BREAK, "Phong trào ở cơ sở", "Toàn dân hưởng ứng phong trào bình\ndân học\n\nvụ số."),
    entry(PEACE, "Vì hòa bình và thịnh vượng", "Ngày hội vì hoà bình."),
    entry(SKILL, "Bồi dưỡng kĩ năng số cho cán bộ", "Lớp bồi dưỡng tại thành phố."),
    entry(PLAIN, "BAO CAO RA SOAT NHA DAT", "Bao cao ra soat nha dat cong san doi du."),
    entry(PEOPLE, "Họp mặt nhân sĩ, trí thức", "Gặp mặt trí thức tiêu biểu đầu xuân."),
    entry(LEGACY, "Tờ trình xin chủ trương", "Xin chủ trương mua sắm tập trung."),
    entry(NETWORK, "Ứng dụng trí tuệ nhân tạo trong thanh tra", "Chatbot trả lời công dân."),
    entry(THRIFT, "Phòng, chống tham nhũng trong lĩnh vực đất đai", "Kê khai tài sản."),
    entry(SECRET, "Kế hoạch riêng của lãnh đạo về nhân sự cấp cao", audience=("staff:7",)),
    entry(TIMES, "Lịch tiếp công dân", "Tiếp công dân ngày 05/3/2020 tại trụ sở."),
)  # fmt: skip
