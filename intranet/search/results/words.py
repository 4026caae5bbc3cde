"""The words of search, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.query.meaning import Step
from intranet.search.values import Sort

SORT = {
    Sort.BEST: _l("Sát nhất"),
    Sort.NEWEST: _l("Mới nhất"),
    Sort.HIGHEST: _l("Cấp cao trước"),
}
FACET = {
    "set": _l("Của tôi"),
    "level": _l("Cấp ban hành"),
    "kind": _l("Loại văn bản"),
    "body": _l("Cơ quan ban hành"),
    "year": _l("Năm ban hành"),
    "topic": _l("Chủ đề"),
}
SET = {"unread": _l("Tôi chưa đọc xong")}
STEP = {
    Step.UNMARKED: _l("tìm cả chữ có dấu"),
    Step.PHRASE: _l("đúng cụm này"),
    Step.WITHOUT: _l("loại ra"),
    Step.SYMBOL: _l("số, ký hiệu"),
    Step.EITHER: _l("một trong các từ"),
    Step.FIELD: _l("điều kiện"),
    Step.DATE: _l("ngày"),
    Step.ABBREVIATION: _l("viết tắt"),
    Step.SYNONYM: _l("đồng nghĩa"),
    Step.FOLDING: _l("kể cả viết thiếu dấu, xếp sau"),
    Step.TYPING: _l("đã bỏ gõ Telex, VNI"),
    Step.SPELLING: _l("đã sửa chính tả"),
    Step.PREFERENCE: _l("mới và còn hiệu lực lên trước"),
}
UNDO = {
    Step.PHRASE: _l("Tìm từng từ thay cho cả cụm"),
    Step.WITHOUT: _l("Không loại từ này ra nữa"),
    Step.EITHER: _l("Bỏ phần này khỏi câu tìm"),
    Step.FIELD: _l("Bỏ điều kiện này"),
    Step.SYMBOL: _l("Chỉ tìm như các từ thường"),
    Step.DATE: _l("Chỉ tìm như các từ thường"),
    Step.ABBREVIATION: _l("Không tìm theo nghĩa này"),
    Step.SYNONYM: _l("Không tìm từ đồng nghĩa"),
    Step.FOLDING: _l("Chỉ tìm chữ viết đúng dấu"),
    Step.TYPING: _l("Tìm đúng chữ đã gõ"),
    Step.SPELLING: _l("Tìm đúng chữ đã gõ"),
    Step.PREFERENCE: _l("Xếp không kể mới cũ"),
}
