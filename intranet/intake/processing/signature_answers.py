"""What a person is told of the electronic signatures in a file: three answers, never one word."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from intranet.extraction.signatures import notes

UNCHECKED = (
    notes.OFFICE, notes.UNREADABLE, notes.BROKEN, notes.OLD_KIND, notes.UNCHECKED, notes.TOO_MANY,
)  # fmt: skip
TOLD_BY_BADGES = (notes.ADDED, notes.CLAIMED)
"""What the answers say already need not be said twice."""
NOTES = (
    notes.NOT_INTACT, notes.PARTIAL, notes.CHANGED, notes.LOCKED, notes.ADDED, notes.UNCOMPARED,
    notes.CLAIMED, notes.STAMP_UNKNOWN, notes.EXPIRED, notes.EXPIRED_SINCE, notes.UNKNOWN_ROOT,
    notes.TIME_STAMP, notes.WEAK, notes.NO_ROOTS, notes.REVOCATION, *UNCHECKED,
)  # fmt: skip


@dataclass(frozen=True)
class SignatureAnswer:
    """A mark of the look and the words beside it."""

    mark: str
    words: object


@dataclass(frozen=True)
class ShownSignature:
    """One signature; the answers are None when it could not be checked at all."""

    signer: str
    organisation: str
    signed_at: datetime | None
    timestamped: bool
    integrity: SignatureAnswer | None
    cover: SignatureAnswer | None
    trust: SignatureAnswer | None
    notes: Sequence[str]

    @property
    def is_plain(self) -> bool:
        """Whether none of its answers wants a look."""
        answers = (self.integrity, self.cover, self.trust)
        return all(answer and answer.mark in ("valid", "none") for answer in answers)


@dataclass(frozen=True)
class ShownSignatures:
    """All signatures of a file in order; `shared` are the notes that hold for each of them."""

    each: Sequence[ShownSignature] = ()
    shared: Sequence[str] = ()

    @property
    def is_plain(self) -> bool:
        """Whether no answer wants a look, so that a long list may be folded."""
        return all(signature.is_plain for signature in self.each)


INTACT = SignatureAnswer("valid", _l("Phần đã ký nguyên vẹn"))
NOT_INTACT = SignatureAnswer("overdue", _l("Không còn khớp với chữ ký"))
WHOLE = SignatureAnswer("valid", _l("Có, đến byte cuối cùng"))
COVER = {
    notes.ADDED: SignatureAnswer("valid", _l("Có lúc ký; sau chỉ ký thêm, điền mẫu")),
    notes.LOCKED: SignatureAnswer("partly_expired", _l("Có lúc ký; ký thêm khi tệp đã khóa")),
    notes.CHANGED: SignatureAnswer("overdue", _l("Không: tệp bị sửa sau khi ký")),
    notes.PARTIAL: SignatureAnswer("overdue", _l("Không: chỉ một phần tệp")),
    notes.UNCOMPARED: SignatureAnswer(
        "partly_expired", _l("Chưa rõ: tệp được ghi thêm sau khi ký")
    ),
}
UNKNOWN_COVER = SignatureAnswer("none", _l("Không xác định được"))
TRUST = {
    True: SignatureAnswer("valid", _l("Chứng thư dẫn về gốc tin cậy")),
    False: SignatureAnswer("partly_expired", _l("Chưa tin cậy được")),
    None: SignatureAnswer("none", _l("Chưa kiểm tra: chưa có chứng thư gốc")),
}


def shown_signatures(parts: Iterable[dict[str, Any]] | None) -> ShownSignatures | None:
    """The answers for the signatures that a reading stored; None when it did not look for any."""
    if parts is None:
        return None
    signatures = [(part, _sentences(part.get("note") or "")) for part in parts]
    shared = [
        note
        for note in (notes.NO_ROOTS, notes.REVOCATION)
        if signatures and all(note in told for _part, told in signatures)
    ]
    return ShownSignatures([_shown(part, told, shared) for part, told in signatures], shared)


def _sentences(note: str) -> list[str]:
    """The sentences of a note; words that are not ours are left together."""
    known = [sentence for sentence in NOTES if sentence in note]
    return known or [note] * bool(note)


def _shown(part: dict[str, Any], sentences: list[str], shared: list[str]) -> ShownSignature:
    checked = not set(sentences) & set(UNCHECKED)
    return ShownSignature(
        signer=str(part.get("signer") or ""),
        organisation=str(part.get("organisation") or ""),
        signed_at=_moment(part.get("signed_at")),
        timestamped=bool(part.get("timestamped")),
        integrity=(INTACT if part.get("intact") else NOT_INTACT) if checked else None,
        cover=_cover(part, sentences) if checked else None,
        trust=TRUST[part.get("trusted")] if checked else None,
        notes=[note for note in sentences if note not in (*shared, *TOLD_BY_BADGES)],
    )


def _cover(part: dict[str, Any], sentences: list[str]) -> SignatureAnswer:
    if not part.get("intact"):
        return UNKNOWN_COVER
    if part.get("whole"):
        return WHOLE
    return next((answer for note, answer in COVER.items() if note in sentences), UNKNOWN_COVER)


def _moment(iso: str | None) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(iso) if iso else None
    return None
