"""The words of saved searches and of the lists of words, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.lexicon.word_list import WordFilter, WordOrigin
from intranet.search.saved.models import Alert

ALERT = {
    Alert.BELL: _l("Báo ở chuông"),
    Alert.MAIL: _l("Báo ở chuông và gộp vào thư hằng ngày"),
    Alert.NONE: _l("Không báo"),
}
ALERT_ICON = {Alert.BELL: "bell", Alert.MAIL: "envelope", Alert.NONE: "bell-slash"}
ORIGIN = {
    WordOrigin.ENTERED: _l("Cơ quan nhập"),
    WordOrigin.USUAL: _l("Thường dùng"),
    WordOrigin.LEARNED: _l("Học từ văn bản"),
}
SHOW = {
    WordFilter.ALL: _l("Tất cả"),
    WordFilter.ENTERED: _l("Cơ quan nhập"),
    WordFilter.USUAL: _l("Thường dùng"),
    WordFilter.LEARNED: _l("Học từ văn bản"),
    WordFilter.AMBIGUOUS: _l("Nhiều nghĩa"),
    WordFilter.OFF: _l("Đang tắt"),
}

SAVED_SEARCHES = _l("Câu tìm đã lưu")
