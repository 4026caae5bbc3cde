"""Invented texts of each kind that an office files."""

LAW = """LUẬT
TIẾP NHẬN PHẢN ÁNH
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định việc tiếp nhận phản ánh của người dân.
Điều 2. Giải thích từ ngữ
Trong Luật này, các từ ngữ dưới đây được hiểu như sau:
1. Phản ánh là việc báo tin cho cơ quan
1. Tờ trình kèm theo không phải là phản ánh.
2. Người phản ánh là người báo tin theo
Điều 1 của Luật này.
Điều 3. Thời hạn trả lời
1. Cơ quan trả lời trong thời hạn quy định tại khoản
2. Điều này không áp dụng với phản ánh nặc danh.
2. Thời hạn là 10 ngày.
"""
DECISION = """THANH TRA TỈNH
QUYẾT ĐỊNH
Ban hành Quy chế trực ban
CHÁNH THANH TRA QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Quy chế trực ban của
Thanh tra tỉnh.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
Nơi nhận:
- Như Điều 2;
1. Lưu: VT.
CHÁNH THANH TRA
QUY CHẾ
Trực ban của Thanh tra tỉnh
Điều 1. Người trực
1. Mỗi ngày có một người trực.
2. Người trực ghi sổ.
"""
AMENDING = """Điều 1. Sửa đổi, bổ sung một số điều của Luật Tiếp nhận phản ánh
1. Sửa đổi, bổ sung Điều 3 như sau:
“Điều 3. Thời hạn trả lời
1. Thời hạn là 5 ngày.
2. Quá hạn thì báo cáo.
Điều 4. Trách nhiệm
1. Người đứng đầu chịu trách nhiệm.”.
2. Sửa đổi, bổ sung Điều 7 như sau:
Điều 7. Hồ sơ
1. Hồ sơ gồm đơn.
3. Bãi bỏ Điều 9.
Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2027.
"""
PLAN = """KẾ HOẠCH
Nâng cao kỹ năng số
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Mọi công chức dùng được chữ ký số.
2. Yêu cầu
2.1. Đúng tiến độ
Xong trước ngày 30/6.
2.2. Tiết kiệm
Không mua thêm máy.
II. NHIỆM VỤ
a) Mở lớp tập huấn chữ ký số cho toàn cơ quan:
Chủ trì thực hiện: Văn phòng;
Phối hợp thực hiện: Các phòng nghiệp vụ.
b) Mua máy:
Chủ trì thực hiện: Văn phòng.
c) Viết bài:
Chủ trì thực hiện: Văn phòng.
d) Thi thử:
Chủ trì thực hiện: Văn phòng.
đ) Thử phần mềm trả lời tự động:
Chủ trì thực hiện: Phòng Nghiệp vụ 2.
"""
LETTER = """UBND TỈNH
Kính gửi: Các phòng nghiệp vụ.
Thực hiện chỉ đạo của Chánh Thanh tra, Văn phòng đề nghị các phòng báo cáo.
Báo cáo gửi trước ngày 15 hằng tháng.
"""
PARTY = """NGHỊ QUYẾT
I- TÌNH HÌNH
1- Kết quả đạt được còn ít.
2- Hạn chế còn nhiều.
II- QUAN ĐIỂM
1- Lấy người dân làm trung tâm.
"""
MINUTES = """BIÊN BẢN
Họp giao ban tháng 5
I. THÀNH PHẦN
1. Ông Nguyễn Văn Mẫu, chủ trì;
2. Bà Trần Thị Mẫu, thư ký.
II. NỘI DUNG
1. Phòng Nghiệp vụ 1 báo cáo.
2. Kết luận: xong trước ngày 20.
"""
OCR = """Điều 1. Phạm vi
Quy chế này áp dụng tại cơ quan.
Điêu 2. Nguyên tắc
1. Công khai.
2. Kịp thời.
4. Đúng người.
Điều 4. Kiểm tra
Văn phòng kiểm tra.
Điều 3. Lưu trữ
Hồ sơ lưu 5 năm.
"""
TABLE = "BẢNG PHÂN CÔNG\n" + "".join(
    f"{row} | Nhiệm vụ số {row} của cơ quan trong năm | Văn phòng | Quý {row % 4 + 1}\n"
    for row in range(1, 60)
)
ALL = (LAW, DECISION, AMENDING, PLAN, LETTER, PARTY, MINUTES, OCR, TABLE)
