"""Passwords: kept as argon2id hashes, and which ones the agency accepts."""

import secrets
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.language.bodies.places import PROVINCES
from intranet.language.table_files import table_rows
from intranet.language.text.normalization import fold
from intranet.people.errors import WeakPassword
from intranet.people.models import StaffMember

# About 50 ms and 32 MiB an attempt: slow for whoever guesses, bearable when a whole agency
# signs in at half past seven.
HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
LONGEST = 200
CLASSES_NEEDED = 3
FEWEST_GUESSES = 1e9
JUDGED_SIGNS = 40
"""What comes behind makes a password no weaker, and telling how weak takes the square of it."""
# Without letters and digits that look alike on paper.
LETTERS = ("abcdefghkmnpqrstuvwxyz", "ABCDEFGHKLMNPQRSTUVWXYZ", "23456789")


def hash_password(password: str) -> str:
    """The argon2id hash to keep; the same Vietnamese letters typed in another form are the same."""
    return HASHER.hash(_composed(password))


def verify(known_hash: str, password: str) -> bool:
    """Whether the password belongs to the hash that is kept.

    An empty or broken hash belongs to no password, and finding that out takes as long as any other
    refusal, so that the time of an answer does not tell which names exist.
    """
    try:
        return HASHER.verify(known_hash or _nobody(), _composed(password)) and bool(known_hash)
    except (VerificationError, InvalidHashError):
        return False


class Credentials(NamedTuple):
    """Number and kept hash of a person; nobody's are None and ""."""

    staff_id: int | None = None
    password_hash: str = ""


def credentials(session: Session, username: str) -> Credentials:
    """Those of the person with this username, capitals not minded."""
    same = StaffMember.username == username.strip().lower()
    row = session.execute(select(StaffMember.id, StaffMember.password_hash).where(same)).first()
    return Credentials(*row) if row else Credentials()


def needs_new_hash(password_hash: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def random_password() -> str:
    """A random password to hand over on paper, 3 groups of 4 signs, 69 bits or so of chance.

    Chance may draw what would be refused as common: then it is drawn again.
    """
    while True:
        signs = [secrets.choice(alphabet) for alphabet in LETTERS]
        signs += [secrets.choice("".join(LETTERS)) for _place in range(9)]
        secrets.SystemRandom().shuffle(signs)
        drawn = "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8))
        if not is_common(drawn):
            return drawn


@dataclass(frozen=True)
class IssuedPassword:
    """A one-time password as it is handed over, and the hash to keep."""

    password: str
    hash: str


def issue_passwords(usernames: Sequence[str]) -> dict[str, IssuedPassword]:
    """A one-time password for each name. Slow by intention: call it before a transaction begins."""
    passwords = [random_password() for _username in usernames]
    with ThreadPoolExecutor(max_workers=4) as hashing:
        hashes = hashing.map(hash_password, passwords)
        return dict(zip(usernames, map(IssuedPassword, passwords, hashes), strict=True))


def check_password(
    password: str,
    *,
    shortest: int,
    username: str,
    full_name: str,
    old_hash: str = "",
    words: Sequence[str] = (),
) -> None:
    """Raise WeakPassword, saying what to change, unless the password keeps the agency's rule.

    The rule (level 2 of the information systems' safety, with a longer minimum): length, three of
    four kinds of signs, not made of the person's name, not the one in use until now, not one that
    whoever guesses tries first; `words` are those of this office.
    """
    if len(password) < shortest:
        raise WeakPassword(_("Mật khẩu cần ít nhất %(n)s ký tự.", n=shortest))
    if len(password) > LONGEST:
        raise WeakPassword(_("Mật khẩu dài nhất %(n)s ký tự.", n=LONGEST))
    if kinds_of_signs(password) < CLASSES_NEEDED:
        raise WeakPassword(
            _("Mật khẩu cần ít nhất 3 trong 4 loại: chữ thường, chữ hoa, chữ số, ký tự khác.")
        )
    if _names(password, username) or _names(password, full_name):
        raise WeakPassword(_("Mật khẩu không được chứa họ tên hoặc tên đăng nhập của bạn."))
    if old_hash and verify(old_hash, password):
        raise WeakPassword(_("Mật khẩu mới phải khác mật khẩu đang dùng."))
    if is_common(password, (username, *full_name.split(), *words)):
        raise WeakPassword(
            _(
                "Mật khẩu này dễ đoán: từ hay dùng, địa danh, năm hoặc phím liền nhau. Hãy ghép "
                "vài từ không liên quan với nhau, chẳng hạn tên một món ăn và một đồ vật."
            )
        )


def is_common(password: str, known_words: Sequence[str] = ()) -> bool:
    """Whether whoever guesses comes to this password early.

    It is judged as typed and without marks and signs in between: Mật-Khẩu-2026 is Matkhau2026.
    """
    from zxcvbn import zxcvbn  # heavy: whole dictionaries

    typed = _composed(password)[:JUDGED_SIGNS]
    bare = _bare(typed)
    forms = {typed, bare} if 3 * len(bare) >= 2 * len(typed) else {typed}
    words = [*filter(None, map(_bare, known_words)), *_office_words()]
    return bool(min(zxcvbn(form, words)["guesses"] for form in forms) < FEWEST_GUESSES)


@cache
def _office_words() -> tuple[str, ...]:
    rows = table_rows(__file__, "common_password_words.txt")
    return tuple(_bare(word) for word in (*(row[0] for row in rows), *PROVINCES))


def kinds_of_signs(password: str) -> int:
    """How many of the four kinds occur: small letters, capitals, digits, other signs."""
    kinds = (str.islower, str.isupper, str.isdecimal, lambda sign: not sign.isalnum())
    return sum(any(map(is_of, _composed(password))) for is_of in kinds)


def _names(password: str, name: str) -> bool:
    bare = _bare(name)
    return len(bare) >= 4 and bare in _bare(password)


def _bare(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)


@cache
def _nobody() -> str:
    return HASHER.hash(secrets.token_hex())
