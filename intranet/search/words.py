"""The words of search, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.search.understanding import Step
from intranet.search.values import Sort

SORT = {
    Sort.BEST: _l("Sát nhất"),
    Sort.NEWEST: _l("Mới nhất"),
    Sort.HIGHEST: _l("Cấp cao trước"),
}
FACET = {
    "level": _l("Cấp ban hành"),
    "kind": _l("Loại văn bản"),
    "body": _l("Cơ quan ban hành"),
    "year": _l("Năm ban hành"),
    "topic": _l("Chủ đề"),
}
STEP = {
    Step.UNMARKED: _l("tìm cả chữ có dấu"),
    Step.PHRASE: _l("đúng cụm này"),
    Step.WITHOUT: _l("loại ra"),
    Step.SYMBOL: _l("số, ký hiệu"),
}
UNDO = {
    Step.PHRASE: _l("Tìm từng từ thay cho cả cụm"),
    Step.WITHOUT: _l("Không loại từ này ra nữa"),
}
