"""What every answer tells the browser it may do, and that plain HTTP leads to HTTPS."""

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "style-src": "'self'",
    "script-src": "'self'",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
ALWAYS = {
    "Content-Security-Policy": "; ".join(f"{what} {where}" for what, where in POLICY.items()),
    "Permissions-Policy": "browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31556926; includeSubDomains"}


def register(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer."""

    def add(response: Response) -> Response:
        response.headers.update(ALWAYS)
        if https and request.is_secure:
            response.headers.update(ONLY_HTTPS)
        return response

    app.after_request(add)
    if https:
        app.before_request(to_https)


def to_https() -> Response | None:
    """The same address by HTTPS; a monitor on this machine need not go there."""
    if request.is_secure or request.endpoint == "web.health":
        return None
    return redirect(request.url.replace("http://", "https://", 1))
