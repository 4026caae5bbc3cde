// The few sentences that scripts say. As everywhere, the Vietnamese sentence is the key; {n} is a gap.

const english = {
  "Trang {n}": "Page {n}",
  "Trang {n}, đã xem": "Page {n}, seen",
  "Không mở được bản gốc. Hãy đọc ở thẻ Văn bản chữ hoặc tải tệp về.":
    "The original cannot be shown. Read the text tab or download the file.",
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
