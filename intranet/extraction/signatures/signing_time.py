"""When an electronic signature says that it was made."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import Any

from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

HOME = timezone(timedelta(hours=7))
WITHOUT_ZONE = re.compile(r"D:\d{4,14}$")


def claimed(embedded: EmbeddedPdfSignature) -> datetime | None:
    """What the signer's machine said, aware; a time without a zone is meant as Vietnam's."""
    try:
        moment = embedded.self_reported_timestamp
    except (ValueError, TypeError, KeyError):
        return None
    if not isinstance(moment, datetime):
        return None
    raw = str(embedded.sig_object.get("/M", ""))
    from_dictionary = not _has_signing_time(embedded.signer_info["signed_attrs"])
    if moment.tzinfo is None or (from_dictionary and WITHOUT_ZONE.match(raw)):
        return moment.replace(tzinfo=HOME)
    return moment


def _has_signing_time(attributes: Iterable[Any]) -> bool:
    return any(attribute["type"].native == "signing_time" for attribute in attributes)


def iso(moment: datetime | None) -> str | None:
    """The moment in ISO, told in Vietnam's time."""
    return moment.astimezone(HOME).isoformat(timespec="seconds") if moment else None
