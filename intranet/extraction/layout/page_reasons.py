"""What the clerk is told about the way a page was read."""

GOOD = "Lớp chữ của trang đọc tốt."
BLANK = "Trang trống."
SCAN = "Trang là ảnh quét, không có lớp chữ."
DRAWN = "Chữ trên trang được vẽ thành hình, không có lớp chữ."
BANNER_ONLY = "Trang là ảnh quét, lớp chữ chỉ có dòng chữ ký số hoặc dấu đóng thêm."
FEW = "Trang là ảnh quét, lớp chữ chỉ có vài chữ."
LOST_LETTERS = "Lớp chữ mất nhiều chữ (chữ thay thế hoặc mã riêng của phông)."
SPACED_LETTERS = "Chữ trong lớp chữ bị tách rời từng chữ cái."
WITHOUT_MARKS = "Lớp chữ do máy quét nhận dạng không có dấu tiếng Việt."
DAMAGED = "Lớp chữ không đọc được thành tiếng Việt."
SCANNER = "Lớp chữ do máy quét nhận dạng sẵn, đọc được thành tiếng Việt."
MIXED = "Trang vừa có chữ vừa có ảnh lớn: nhận dạng thêm chữ trong ảnh."
OLD_FONT = "Chữ dùng phông cũ, đã chuyển sang Unicode."
OLD_CODE = "Chữ dùng bảng mã cũ ({name}), đã chuyển sang Unicode."
WRONG_D = "Chữ đ bị ghi thành ñ, đã sửa lại."
FOREIGN = "Trang viết bằng tiếng nước ngoài."
TYPED_BARE = "Chữ trên trang được gõ không dấu."
DOUBTFUL = "Nhiều từ trên trang không phải tiếng Việt: hãy đối chiếu với hình trang."
SHORT = "Trang có ít chữ hoặc chủ yếu là số."
FORCED = {
    "text": "Dùng nguyên lớp chữ của tệp theo yêu cầu.",
    "converted": "Chuyển mã chữ theo yêu cầu.",
    "ocr": "Nhận dạng lại theo yêu cầu.",
}
