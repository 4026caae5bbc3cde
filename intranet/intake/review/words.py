"""The words of the clerk's desk, spelled once."""

from flask_babel import lazy_gettext as _l

FACT_HELP = {
    "symbol": _l("Đối chiếu từng chữ số với ảnh."),
    "subject": _l("Có thể ghép từ nhiều dòng. Đối chiếu với ảnh."),
    "issued_on": _l("Máy không suy đoán ngày: nếu trống, hãy nhập theo văn bản."),
}
FIELD_WORDS = {
    "symbol": _l("Số, ký hiệu"),
    "kind": _l("Loại văn bản"),
    "level": _l("Cấp ban hành"),
    "body": _l("Cơ quan ban hành"),
    "issued_on": _l("Ngày ban hành"),
    "subject": _l("Trích yếu"),
    "signer": _l("Người ký"),
    "signer_title": _l("Chức vụ người ký"),
}
"""The facts as the form calls them."""
CORRECTED_FIELDS = {
    "issuing_body": _l("Cơ quan ban hành"),
    "code": _l("Mã cơ quan trong ký hiệu"),
    "level": _l("Cấp"),
}
"""What a correction is about."""
