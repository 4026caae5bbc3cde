"""The words of suggestions and of the form for a search in parts, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.query.field_syntax import Key
from intranet.search.suggest.typed_query import SuggestionGroup

GROUP = {
    SuggestionGroup.RECENT: _l("Tìm gần đây"),
    SuggestionGroup.PAGE: _l("Trang"),
    SuggestionGroup.PERSON: _l("Người"),
    SuggestionGroup.SYMBOL: _l("Số, ký hiệu"),
    SuggestionGroup.TITLE: _l("Văn bản"),
    SuggestionGroup.PHRASE: _l("Cụm từ"),
    SuggestionGroup.CONDITION: _l("Điều kiện"),
    SuggestionGroup.SAVED: _l("Đã lưu"),
}
KEY = {
    Key.SYMBOL: _l("số, ký hiệu"),
    Key.LEVEL: _l("cấp ban hành"),
    Key.KIND: _l("loại văn bản"),
    Key.BODY: _l("cơ quan ban hành"),
    Key.SIGNER: _l("người ký"),
    Key.FROM: _l("ban hành từ ngày, tháng hoặc năm"),
    Key.UNTIL: _l("ban hành đến ngày, tháng hoặc năm"),
    Key.TOPIC: _l("chủ đề"),
    Key.UNREAD: _l("tôi chưa đọc xong"),
}
