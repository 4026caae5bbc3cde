"""A clerk's browser for the benches: signs in, sends a file, tries again until it is answered."""

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from secrets import token_hex
from typing import Any

from bench.portal import PASSWORD, USERNAME, Portal

PATIENCE = 600
BEAT = 0.2
DOWN = (urllib.error.URLError, http.client.HTTPException, OSError, ValueError)


class Browser:
    """Sends files through the upload page, as its script does."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.sent_again = 0
        self._new_session()

    def _new_session(self) -> None:
        self.open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        ).open
        self.token = ""

    def send(self, path: Path) -> None:
        """Send one file until the portal says what became of it. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                rows = self._sent(path)
            except DOWN:
                self.sent_again += 1
                time.sleep(BEAT)
                continue
            if any(row.get("id") or row["state"] == "duplicate" for row in rows):
                self.portal.accepted.append(path.name)
            return
        raise TimeoutError(path.name)

    def _sent(self, path: Path) -> list[dict[str, Any]]:
        if not self.token:
            self._sign_in()
        edge = token_hex(16)
        body = b"".join(
            (
                _field(edge, "attested", "y"),
                f'--{edge}\r\nContent-Disposition: form-data; name="file"; '.encode(),
                f"filename*=UTF-8''{urllib.parse.quote(path.name)}\r\n\r\n".encode(),
                path.read_bytes(),
                f"\r\n--{edge}--\r\n".encode(),
            )
        )
        heads = {
            "Content-Type": f"multipart/form-data; boundary={edge}",
            "Accept": "application/json",
            "X-CSRFToken": self.token,
        }
        asked = urllib.request.Request(f"{self.portal.address}/tai-len/tep", body, heads)
        try:
            with self.open(asked, timeout=PATIENCE) as answer:
                return _rows(answer.geturl(), answer.read())
        except urllib.error.HTTPError as error:
            if error.code in (400, 413) and error.headers.get_content_subtype() == "json":
                return _rows("/tai-len/tep", error.read())
            self._new_session()
            raise

    def _sign_in(self) -> None:
        address = f"{self.portal.address}/dang-nhap"
        with self.open(address, timeout=30) as page:
            html = page.read().decode()
        token = html.split('name="csrf-token" content="')[1].split('"')[0]
        fields = {"csrf_token": token, "username": USERNAME, "password": PASSWORD}
        with self.open(address, urllib.parse.urlencode(fields).encode(), timeout=30) as page:
            html = page.read().decode()
        self.token = html.split('name="csrf-token" content="')[1].split('"')[0]


def _field(edge: str, name: str, value: str) -> bytes:
    return f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def _rows(address: str, content: bytes) -> list[dict[str, Any]]:
    """The rows of an answer; a parcel's answer that was cut off counts as none."""
    if not address.endswith("/tai-len/tep"):
        raise ValueError("signed out")
    rows = [json.loads(line) for line in content.decode().splitlines()]
    if rows[0].get("state") is None:
        raise ValueError(rows[0].get("error", "no row"))
    parcel = [row for row in rows if row.get("parcel")]
    if parcel and not parcel[-1]["done"]:
        raise ValueError("cut off")
    return rows
