"""The words of search, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.query.meaning import ChipKind
from intranet.search.query.request import Sort

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
CHIP = {
    ChipKind.UNMARKED: _l("tìm cả chữ có dấu"),
    ChipKind.PHRASE: _l("đúng cụm này"),
    ChipKind.BEGINNING: _l("từ bắt đầu như thế"),
    ChipKind.WITHOUT: _l("loại ra"),
    ChipKind.SYMBOL: _l("số, ký hiệu"),
    ChipKind.EITHER: _l("một trong các từ"),
    ChipKind.FIELD: _l("điều kiện"),
    ChipKind.DATE: _l("ngày"),
    ChipKind.ABBREVIATION: _l("viết tắt"),
    ChipKind.SYNONYM: _l("đồng nghĩa"),
    ChipKind.FOLDING: _l("kể cả viết thiếu dấu, xếp sau"),
    ChipKind.TYPING: _l("đã bỏ gõ Telex, VNI"),
    ChipKind.SPELLING: _l("đã sửa chính tả"),
    ChipKind.PREFERENCE: _l("mới và còn hiệu lực lên trước"),
}
UNDO = {
    **dict.fromkeys((ChipKind.SYMBOL, ChipKind.DATE), _l("Chỉ tìm như các từ thường")),
    **dict.fromkeys((ChipKind.TYPING, ChipKind.SPELLING), _l("Tìm đúng chữ đã gõ")),
    ChipKind.PHRASE: _l("Tìm từng từ thay cho cả cụm"),
    ChipKind.BEGINNING: _l("Chỉ tìm đúng từ này"),
    ChipKind.WITHOUT: _l("Không loại từ này ra nữa"),
    ChipKind.EITHER: _l("Bỏ phần này khỏi câu tìm"),
    ChipKind.FIELD: _l("Bỏ điều kiện này"),
    ChipKind.ABBREVIATION: _l("Không tìm theo nghĩa này"),
    ChipKind.SYNONYM: _l("Không tìm từ đồng nghĩa"),
    ChipKind.FOLDING: _l("Chỉ tìm chữ viết đúng dấu"),
    ChipKind.PREFERENCE: _l("Xếp không kể mới cũ"),
}
