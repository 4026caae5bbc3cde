"""Time stamps of an RFC 3161 authority over anchors: asked for, and held against its roots."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

SECONDS = 20
LONGEST_ANSWER = 1 << 20
KIND = "application/timestamp-query"


class StampMissing(Exception):
    """The authority gave no stamp; the message says why."""


def stamp(url: str, content: bytes) -> bytes:
    """The authority's token (DER) over the content. Raises StampMissing."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise StampMissing("TSA_URL phải bắt đầu bằng http:// hoặc https://.")
    # Heavy: only the worker asks for stamps, and only where TSA_URL is set.
    from pyhanko.sign.timestamps.api import TimeStamper

    class Authority(TimeStamper):
        """Asks over plain HTTP, as RFC 3161 has it."""

        async def async_request_tsa_response(self, req: Any) -> Any:
            """The answer of the authority."""
            return await asyncio.to_thread(_ask, url, req.dump())

    try:
        authority: Any = Authority
        answer = authority().async_timestamp(hashlib.sha256(content).digest(), "sha256")
        return bytes(asyncio.run(answer).dump())
    except Exception as error:
        # A foreign server may answer anything; an anchor without a stamp is still an anchor.
        raise StampMissing(f"{type(error).__name__}: {error}"[:300]) from error


def _ask(url: str, query: bytes) -> Any:
    from asn1crypto.tsp import TimeStampResp  # heavy, see stamp

    with urlopen(Request(url, query, {"Content-Type": KIND}), timeout=SECONDS) as answer:
        return TimeStampResp.load(answer.read(LONGEST_ANSWER))


def stamped_at(token: bytes, content: bytes, roots: Sequence[Path]) -> datetime | None:
    """When the authority saw the content; None when the stamp is not of it, or not trusted.

    Without roots only the signature itself is looked at, not who made it.
    """
    try:
        return asyncio.run(_stamped_at(token, content, roots))
    except Exception:
        return None  # whatever a foreign token holds that the library cannot take apart


async def _stamped_at(token: bytes, content: bytes, roots: Sequence[Path]) -> datetime | None:
    # Heavy, see stamp.
    from asn1crypto.cms import ContentInfo
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    # Heavy too: it reads certificates.
    from intranet.extraction.signatures.certificates import trust_anchors

    signed = ContentInfo.load(token)["content"]
    moment = signed["encap_content_info"]["content"].parsed["gen_time"].native
    trusted = trust_anchors(roots)
    context = ValidationContext(
        trust_roots=list(trusted.roots) if trusted else [],
        other_certs=list(trusted.between) if trusted else [],
        moment=moment, allow_fetching=False, best_signature_time=moment,
    )  # fmt: skip
    found = await validate_tst_signed_data(
        signed, context, lambda algorithm: hashlib.new(algorithm, content).digest()
    )
    status = TimestampSignatureStatus(**found)
    holds = status.intact and status.valid and (status.trusted or trusted is None)
    return status.timestamp if holds else None
