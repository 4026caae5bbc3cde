"""What people are told of an electronic signature, in Vietnamese."""

OFFICE = "Tệp có chữ ký số Office, chưa kiểm tra. Hãy mở bản gốc bằng phần mềm đã ký để xem."
UNREADABLE = "Tệp có chữ ký số nhưng không đọc được: cấu trúc chữ ký bất thường."
BROKEN = "Có một chữ ký số hỏng: không đọc được ai ký. Hãy lấy lại bản gốc từ nơi gửi."
OLD_KIND = "Chữ ký kiểu cũ, cổng không kiểm tra được. Hãy mở bản gốc bằng phần mềm đã ký để xem."
UNCHECKED = "Không kiểm tra được chữ ký này: cấu trúc bất thường hoặc thuật toán lạ."
TOO_MANY = "Tệp còn những chữ ký khác, chưa kiểm tra vì quá nhiều."
NOT_INTACT = (
    "Nội dung không còn khớp với chữ ký: tệp đã bị sửa, hoặc được phần mềm khác lưu lại "
    "sau khi ký. Hãy lấy bản gốc từ nơi gửi."
)
PARTIAL = "Chữ ký chỉ bao trùm một phần tệp: phần còn lại không được bảo đảm."
ADDED = "Sau chữ ký này tệp chỉ được ký thêm hoặc điền biểu mẫu."
LOCKED = "Chữ ký này khóa tệp, nhưng về sau tệp vẫn được ký thêm hoặc điền biểu mẫu."
CHANGED = (
    "Sau chữ ký này tệp còn được sửa ngoài phần ký thêm và điền biểu mẫu: "
    "hãy đối chiếu với bản gốc."
)
UNCOMPARED = "Sau chữ ký này tệp còn được ghi thêm; tệp quá lớn nên chưa so được phần ghi thêm."
CLAIMED = "Giờ ký do máy người ký khai, không có dấu thời gian."
STAMP_UNKNOWN = "Dấu thời gian không do nơi mà cơ quan tin cậy cấp."
EXPIRED = "Chứng thư không còn hạn (hoặc chưa có hiệu lực) lúc ký."
EXPIRED_SINCE = "Chứng thư nay đã hết hạn, không có dấu thời gian tin cậy để biết ký khi còn hạn."
UNKNOWN_ROOT = "Chứng thư không dẫn về gốc nào mà cơ quan tin cậy."
NO_ROOTS = "Cơ quan chưa đặt danh sách chứng thư gốc nên chưa biết có tin được không."
TIME_STAMP = "Đây là dấu thời gian của cả tệp, không phải chữ ký của người hay cơ quan."
WEAK = "Chữ ký dùng thuật toán băm cũ (SHA-1 hoặc MD5), dễ bị làm giả."
REVOCATION = "Thu hồi chứng thư: không kiểm tra được khi ngoại tuyến."
