"""The words of the repository, spelled once."""

from flask_babel import lazy_gettext as _l

from intranet.directives.models import RelationKind, Status, Urgency
from intranet.language.bodies.document_types import TYPE_NAMES
from intranet.language.bodies.levels import Level

TYPE = TYPE_NAMES
LEVEL = {
    Level.CENTRAL: _l("Trung ương"),
    Level.PROVINCIAL_PARTY: _l("Tỉnh ủy"),
    Level.PROVINCIAL_COMMITTEE: _l("UBND tỉnh"),
    Level.AGENCY: _l("Cơ quan"),
    Level.OTHER: _l("Khác"),
}
STATUS_MARK = {
    Status.IN_FORCE: "valid",
    Status.NOT_YET: "received",
    Status.PARTLY_EXPIRED: "opened",
    Status.REPLACED: "replaced",
    Status.EXPIRED: "withdrawn",
}
URGENCY = {
    Urgency.NORMAL: _l("Thường"),
    Urgency.URGENT: _l("Khẩn"),
    Urgency.VERY_URGENT: _l("Thượng khẩn"),
    Urgency.EXPRESS: _l("Hỏa tốc"),
}
STATUS = {
    Status.IN_FORCE: _l("Còn hiệu lực"),
    Status.NOT_YET: _l("Chưa có hiệu lực"),
    Status.PARTLY_EXPIRED: _l("Hết hiệu lực một phần"),
    Status.REPLACED: _l("Đã thay thế"),
    Status.EXPIRED: _l("Hết hiệu lực"),
}
RELATION = {
    RelationKind.BASIS: _l("Căn cứ"),
    RelationKind.IMPLEMENTS: _l("Thực hiện"),
    RelationKind.AMENDS: _l("Sửa đổi, bổ sung"),
    RelationKind.REPLACES: _l("Thay thế"),
    RelationKind.REPEALS: _l("Bãi bỏ"),
    RelationKind.MENTIONS: _l("Viện dẫn"),
}
RELATION_BACK = {
    RelationKind.BASIS: _l("Là căn cứ của"),
    RelationKind.IMPLEMENTS: _l("Được triển khai bởi"),
    RelationKind.AMENDS: _l("Được sửa đổi bởi"),
    RelationKind.REPLACES: _l("Được thay thế bởi"),
    RelationKind.REPEALS: _l("Được bãi bỏ bởi"),
    RelationKind.MENTIONS: _l("Được viện dẫn bởi"),
}
RELATION_DOES = {
    RelationKind.BASIS: _l("căn cứ vào"),
    RelationKind.IMPLEMENTS: _l("thực hiện"),
    RelationKind.AMENDS: _l("sửa đổi, bổ sung"),
    RelationKind.REPLACES: _l("thay thế"),
    RelationKind.REPEALS: _l("bãi bỏ"),
    RelationKind.MENTIONS: _l("viện dẫn"),
}
GRAPH_LEVEL = {
    Level.CENTRAL: _l("Trung ương"),
    Level.PROVINCIAL_PARTY: _l("Tỉnh ủy"),
    Level.PROVINCIAL_COMMITTEE: _l("UBND tỉnh"),
    Level.OTHER: _l("Sở, ngành"),
    Level.AGENCY: _l("Nội bộ"),
}
METHOD = {
    "text": _l("Lớp chữ trong tệp"),
    "converted": _l("Chuyển từ bảng mã cũ"),
    "ocr": _l("Nhận dạng từ ảnh"),
}
SORT = {
    "newest": _l("Mới ban hành trước"),
    "oldest": _l("Cũ nhất trước"),
    "arrived": _l("Mới đến trước"),
    "symbol": _l("Theo số, ký hiệu"),
}
