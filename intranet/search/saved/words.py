"""The words of saved searches and of the lists of words, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.lexicon.word_list import Origin, Show
from intranet.search.models import Alert

ALERT = {
    Alert.BELL: _l("Báo ở chuông"),
    Alert.MAIL: _l("Báo ở chuông và gộp vào thư hằng ngày"),
    Alert.NONE: _l("Không báo"),
}
ALERT_ICON = {Alert.BELL: "bell", Alert.MAIL: "envelope", Alert.NONE: "bell-slash"}
ORIGIN = {
    Origin.ENTERED: _l("Cơ quan nhập"),
    Origin.USUAL: _l("Thường dùng"),
    Origin.LEARNED: _l("Học từ văn bản"),
}
SHOW = {
    Show.ALL: _l("Tất cả"),
    Show.ENTERED: _l("Cơ quan nhập"),
    Show.USUAL: _l("Thường dùng"),
    Show.LEARNED: _l("Học từ văn bản"),
    Show.AMBIGUOUS: _l("Nhiều nghĩa"),
    Show.OFF: _l("Đang tắt"),
}

SAVED_SEARCHES = _l("Câu tìm đã lưu")
