// The few sentences that scripts say. As everywhere, the Vietnamese sentence is the key; {n} is a gap.

const english = {
  "Trang {n}": "Page {n}",
  "Trang {n}, đã xem": "Page {n}, seen",
  "Không mở được bản gốc. Hãy đọc ở thẻ Văn bản chữ hoặc tải tệp về.":
    "The original cannot be shown. Read the text tab or download the file.",
  "Đang chuẩn bị in: trang {n} trên {m}": "Preparing to print: page {n} of {m}",
  "Không dựng được mọi trang để in. Hãy tải tệp về rồi in.": "Not every page can be drawn. Download the file and print it.",
  "Đọc tiếp từ trang {n}, chỗ bạn dừng lần trước.": "Going on from page {n}, where you left off.",
  "{n}/{m}": "{n}/{m}",
  "{n} chỗ": "{n} places",
  "Không thấy": "Not found",
  "Đang tìm…": "Searching…",
  "Chưa ghi được trang đã xem. Kiểm tra kết nối mạng.":
    "The pages you saw could not be recorded. Check the network.",
  "Đã khôi phục nội dung bạn chưa gửi.": "The text you had not sent is back.",
  "Bỏ nội dung này": "Discard it",
  "Đã chép.": "Copied.",
  "Đóng": "Close",
  "Đồng ý": "Agree",
  "Thôi": "Cancel",
  "Gõ “{word}” để tiếp tục": "Type “{word}” to go on",
  "Gõ để tìm": "Type to search",
  "{n} gợi ý, chọn bằng phím mũi tên.": "{n} suggestions, choose with the arrow keys.",
  "Không có mục nào khớp.": "Nothing matches.",
  "Hãy chọn một mục trong danh sách.": "Choose one from the list.",
  "{n} mục khớp": "{n} match",
  "Đã chọn {n} người": "{n} people chosen",
  "{n} thay đổi chưa lưu": "{n} unsaved changes",
  "Rời trang khi còn {n} thay đổi chưa lưu?": "Leave with {n} unsaved changes?",
  "Nội dung chưa lưu được giữ trên máy này; mở lại trang là thấy.":
    "What is not saved stays on this computer; open the page again to see it.",
  "Rời trang": "Leave",
  "Ở lại": "Stay",
  "Không đọc được ngày. Hãy nhập như 12/08/2025.": "This is not a date. Write it like 12/08/2025.",
  "Hãy chọn từ ngày {day} trở đi.": "Choose {day} or later.",
  "Hãy chọn đến ngày {day} trở về trước.": "Choose {day} or earlier.",
  "Mở lịch": "Open the calendar",
  "Chọn ngày": "Choose a date",
  "Tháng trước": "Previous month",
  "Tháng sau": "Next month",
  "Hôm nay": "Today",
  "hôm nay": "today",
  "Xóa ngày": "Clear",
  "Hiện": "Show",
  "Ẩn": "Hide",
  "Đợi đến lượt": "Waiting for its turn",
  "Đang tải lên {n}%": "Uploading {n}%",
  "Đang tải lên {n}%, còn {time}": "Uploading {n}%, {time} left",
  "{n} giây": "{n} s",
  "{n} phút": "{n} min",
  "Đã nhận, đang đọc": "Received, reading",
  "Không tải lên được. Kiểm tra mạng rồi thử lại.": "Upload failed. Check the network and try again.",
  "Tệp lớn hơn {n} MB. Hãy tách tệp hoặc quét lại nhẹ hơn.":
    "The file is larger than {n} MB. Split it or scan it lighter.",
  "Tệp rỗng, không có nội dung.": "The file is empty.",
  "Không nhận": "Refused",
  "Hủy": "Cancel",
  "Đã hủy": "Cancelled",
  "Thử lại": "Try again",
  "Hãy xác nhận tệp không chứa bí mật nhà nước trước khi chọn tệp.":
    "Confirm first that the files contain no state secrets.",
};

/** The sentence in the language of the page, its gaps filled. */
export function say(sentence, gaps = {}) {
  const chosen = document.documentElement.lang.startsWith("en") ? english[sentence] ?? sentence : sentence;
  return chosen.replace(/\{(\w+)\}/g, (_, name) => gaps[name] ?? "");
}
