"""Who a certificate names, and the roots that this office trusts."""

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from asn1crypto import pem, x509

MAX_CERTIFICATE = 2**20
MAX_CERTIFICATES = 500
LONGEST_NAME = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TrustAnchors:
    """`roots` end a chain that is trusted; `between` only help to build one."""

    roots: tuple[x509.Certificate, ...] = ()
    between: tuple[x509.Certificate, ...] = ()


def trust_anchors(files: Iterable[Path]) -> TrustAnchors | None:
    """The certificates in these files (PEM, several a file, or DER); None without roots.

    Certificates that signed themselves are roots; all others stand between root and signer and
    are needed because most Vietnamese signatures carry the signer's certificate alone. What is no
    certificate is passed over and logged.
    """
    every = chain.from_iterable(map(_certificates, files))
    certificates = list(islice(every, MAX_CERTIFICATES))
    roots = tuple(each for each in certificates if each.subject == each.issuer)
    between = tuple(each for each in certificates if each.subject != each.issuer)
    return TrustAnchors(roots, between) if roots else None


def _certificates(path: Path) -> Iterator[x509.Certificate]:
    if not path.is_file() or path.stat().st_size > MAX_CERTIFICATE:
        return
    try:
        content = path.read_bytes()
        parts = pem.unarmor(content, multiple=True) if pem.detect(content) else [("", {}, content)]
        for _, _, der in parts:
            certificate = x509.Certificate.load(der, strict=True)
            certificate.native  # noqa: B018 - parses all of it, so that broken ones fail here
            yield certificate
    except (ValueError, TypeError, KeyError):
        log.warning("%s holds no certificate that can be read", path.name)


def holder(certificate: x509.Certificate) -> tuple[str, str]:
    """Name and organisation (unit first) of the one to whom the certificate was given."""
    named: dict[str, object] = certificate.subject.native
    parts = [*_texts(named, "organizational_unit_name"), *_texts(named, "organization_name")]
    names = _texts(named, "common_name") or _texts(named, "email_address") or parts
    return ", ".join(names[:1]), ", ".join(dict.fromkeys(parts))


def _texts(named: dict[str, object], field: str) -> list[str]:
    values = named.get(field) or []
    return [_clean(str(value)) for value in (values if isinstance(values, list) else [values])]


def _clean(text: str) -> str:
    """On one line, composed, without characters that hide or turn round what follows."""
    shown = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign
        for sign in unicodedata.normalize("NFC", text)
    )
    return " ".join(shown.split())[:LONGEST_NAME]


def valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether the certificate was in its time at an aware moment."""
    return bool(certificate.not_valid_before <= moment <= certificate.not_valid_after)
