"""Named errors become pages: a clear sentence, and what to do next."""

import logging

from flask import Flask, flash, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from intranet.core.errors import PortalError
from intranet.people.accounts.refused_access import give_up_request
from intranet.people.accounts.sessions import ask_to_sign_in

log = logging.getLogger(__name__)

SENTENCES = {
    400: _l("Yêu cầu chưa đúng. Hãy quay lại trang trước và thử lại."),
    401: _l("Bạn chưa đăng nhập."),
    403: _l("Bạn không có quyền làm việc này."),
    404: _l("Không tìm thấy nội dung này, hoặc nội dung không dành cho bạn."),
    405: _l("Trang này không nhận cách gửi đó. Hãy quay lại trang trước."),
    413: _l("Tệp quá lớn. Hãy tách tệp hoặc giảm độ phân giải bản quét rồi tải lại."),
    429: _l("Bạn thử quá nhiều lần. Hãy đợi một phút rồi thử lại."),
    503: _l("Hệ thống đang bận. Hãy thử lại sau ít phút; nội dung đã lưu không mất."),
}
UNEXPECTED = _l("Hệ thống gặp lỗi. Việc vừa làm chưa được lưu; hãy thử lại hoặc báo quản trị.")


def register(app: Flask) -> None:
    """One place that turns errors into answers."""
    app.register_error_handler(PortalError, portal_error)
    app.register_error_handler(CSRFError, csrf_error)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OverflowError, out_of_range)
    app.register_error_handler(DataError, out_of_range)
    app.register_error_handler(Exception, unexpected)


def portal_error(error: PortalError) -> tuple[Response | str, int]:
    """A page (or JSON) with the error's own sentence."""
    return _answer(error.status, str(error))


def csrf_error(_error: CSRFError) -> Response | tuple[str | dict[str, str], int]:
    """A form of a session that has ended: sign in again, the text is kept."""
    if request.endpoint == "people.sign_in":
        flash(_("Trang đăng nhập đã để quá lâu. Hãy nhập lại."), "warn")
        return redirect(request.full_path)
    return ask_to_sign_in()


def http_error(error: HTTPException) -> tuple[Response | str, int] | HTTPException:
    """The errors of the protocol in our own words."""
    if error.code is None or error.code < 400:
        return error
    if error.code == 429:  # who asks too often is told so at the least cost: no frame, no query
        return _answer(error.code, sentence(error.code), in_frame=False)
    return _answer(error.code, sentence(error.code))


def out_of_range(_error: Exception) -> tuple[Response | str, int]:
    """A number or a day beyond all that the calendar and the database know: no such page."""
    return _answer(404, sentence(404))


def unexpected(error: Exception) -> tuple[Response | str, int]:
    """What nobody foresaw: logged in full, told in one sentence."""
    log.exception("%s %s failed", request.method, request.path, exc_info=error)
    status = 503 if isinstance(error, SQLAlchemyError) else 500
    return _answer(status, sentence(status))


def sentence(status: int) -> str:
    """What a person reads for a status of the protocol."""
    return str(SENTENCES.get(status, UNEXPECTED))


def _answer(status: int, words: str, *, in_frame: bool = True) -> tuple[Response | str, int]:
    give_up_request(status)
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return jsonify(error=words), status
    if request.path.endswith((".png", ".pdf")):  # nobody reads a page in the place of a picture
        return Response(words, content_type="text/plain; charset=utf-8"), status
    in_frame = in_frame and current_user.is_authenticated
    told = {"status": status, "words": words, "in_frame": in_frame}
    return render_template("errors/error.html", **told), status
