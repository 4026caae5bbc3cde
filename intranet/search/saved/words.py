"""The words of saved searches, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.saved.models import Alert

ALERT = {
    Alert.BELL: _l("Báo ở chuông"),
    Alert.MAIL: _l("Báo ở chuông và gộp vào thư hằng ngày"),
    Alert.NONE: _l("Không báo"),
}
ALERT_ICON = {Alert.BELL: "bell", Alert.MAIL: "envelope", Alert.NONE: "bell-slash"}

SAVED_SEARCHES = _l("Câu tìm đã lưu")
