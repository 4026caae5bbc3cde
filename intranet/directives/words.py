"""The words of the repository, spelled once."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from intranet.directives.models import RelationKind, Status, Urgency
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.language.bodies.levels import Level

TYPE = {kind: lazy_pgettext("document type", name) for kind, name in TYPE_NAMES.items()}
LEVEL = {
    Level.CENTRAL: _l("Trung ương"),
    Level.PROVINCIAL_PARTY: _l("Tỉnh ủy"),
    Level.PROVINCIAL_COMMITTEE: _l("UBND tỉnh"),
    Level.AGENCY: _l("Cơ quan"),
    Level.OTHER: _l("Khác"),
}
URGENCY = {
    Urgency.NORMAL: _l("Thường"),
    Urgency.URGENT: _l("Khẩn"),
    Urgency.VERY_URGENT: _l("Thượng khẩn"),
    Urgency.EXPRESS: _l("Hỏa tốc"),
}
STATUSES = {
    Status.IN_FORCE: (_l("Còn hiệu lực"), "valid"),
    Status.NOT_YET: (_l("Chưa có hiệu lực"), "received"),
    Status.PARTLY_EXPIRED: (_l("Hết hiệu lực một phần"), "opened"),
    Status.REPLACED: (_l("Đã thay thế"), "replaced"),
    Status.EXPIRED: (_l("Hết hiệu lực"), "withdrawn"),
}
STATUS = {status: word for status, (word, _mark) in STATUSES.items()}
STATUS_MARK = {status: mark for status, (_word, mark) in STATUSES.items()}
# A relation as a name, seen from the other side, and as what a directive does.
RELATIONS = {
    RelationKind.BASIS: (_l("Căn cứ"), _l("Là căn cứ của"), _l("căn cứ vào")),
    RelationKind.IMPLEMENTS: (_l("Thực hiện"), _l("Được triển khai bởi"), _l("thực hiện")),
    RelationKind.AMENDS: (
        _l("Sửa đổi, bổ sung"), _l("Được sửa đổi bởi"), _l("sửa đổi, bổ sung"),
    ),
    RelationKind.REPLACES: (_l("Thay thế"), _l("Được thay thế bởi"), _l("thay thế")),
    RelationKind.REPEALS: (_l("Bãi bỏ"), _l("Được bãi bỏ bởi"), _l("bãi bỏ")),
    RelationKind.MENTIONS: (_l("Viện dẫn"), _l("Được viện dẫn bởi"), _l("viện dẫn")),
}  # fmt: skip
RELATION, RELATION_BACK, RELATION_DOES = (
    {kind: words[at] for kind, words in RELATIONS.items()} for at in range(3)
)
METHOD = {
    "text": _l("Lớp chữ trong tệp"),
    "converted": _l("Chuyển từ bảng mã cũ"),
    "ocr": _l("Nhận dạng từ ảnh"),
}
SORT = {
    "newest": _l("Mới nhất trước"),
    "oldest": _l("Cũ nhất trước"),
    "arrived": _l("Mới đến trước"),
    "waiting": _l("Đến lâu trước"),
    "symbol": _l("Ký hiệu từ A"),
    "symbol_back": _l("Ký hiệu từ Z"),
}
