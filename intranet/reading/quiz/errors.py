"""What the check of understanding refuses."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class AlreadyAnswered(BadInput):
    """Questions that somebody has answered stay as they are: results must mean one thing."""

    message = _l(
        "Đã có người trả lời nên không sửa câu hỏi được nữa. Khi ra bản mới, hãy soạn câu hỏi mới."
    )


class TooManyQuestions(BadInput):
    """More questions than a reader should have to answer."""

    message = _l("Mỗi bản có nhiều nhất năm câu hỏi. Hãy bỏ bớt câu ít quan trọng.")


class NotUnderstood(BadInput):
    """Questions are left that the person has not answered right."""

    message = _l("Hãy trả lời đúng các câu kiểm tra rồi xác nhận.")
