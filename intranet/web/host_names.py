"""The names under which the portal answers: an address that somebody else made up is refused.

What the browser says ends in the address of a feed and in the QR code of a proof.
"""

from ipaddress import ip_address
from socket import gethostname
from urllib.parse import urlsplit

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from config import Settings
from intranet.core.current_settings import settings
from intranet.core.errors import PortalError

WITHOUT_NAME = {"static", "web.health"}
"""What says nothing of addresses and is asked by machines."""


class StrangeHostName(PortalError):
    """The address names a machine that is not ours."""

    message = _l(
        "Cổng không nhận tên máy chủ trong địa chỉ này. Hãy mở cổng bằng địa chỉ mà cơ quan đã "
        "thông báo; quản trị khai tên ở PORTAL_ADDRESS hoặc TRUSTED_HOSTS."
    )


def register(app: Flask) -> None:
    """Look at the name before anything else."""
    app.before_request(refuse_strange_name)


def refuse_strange_name() -> None:
    """Raises StrangeHostName."""
    if request.endpoint not in WITHOUT_NAME and not answers_to(request.host, settings()):
        raise StrangeHostName


def answers_to(host: str, settings: Settings) -> bool:
    """Whether this is a name of ours; without any set: of this machine, or a bare IP address."""
    name = urlsplit(f"//{host}").hostname or ""
    known = known_names(settings)
    if any(name == one or (one[0] == "." and name.endswith(one)) for one in known):
        return True
    own = not known and name == gethostname().lower()
    return own or name == "localhost" or _is_address(name, only_own=bool(known))


def known_names(settings: Settings) -> list[str]:
    """What PORTAL_ADDRESS and TRUSTED_HOSTS name; `.example.vn` means all below it."""
    portal = urlsplit(settings.portal_address).hostname or ""
    listed = (part.strip().lower() for part in settings.trusted_hosts.split(","))
    return [name for name in (portal, *listed) if name]


def _is_address(name: str, *, only_own: bool) -> bool:
    try:
        return ip_address(name).is_loopback or not only_own
    except ValueError:
        return False
