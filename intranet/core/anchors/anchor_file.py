"""The anchor file: one line of JSON for each anchor, and one for each stamp of an authority.

An anchor names the hash of the one before it and is signed with the portal's own Ed25519 key, so
lines cannot be changed, taken out or put in between. Heads are told as the hash of a row's hash:
who reads the file can compare, but cannot look a receipt up by what stands there.
"""

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intranet.core.hash_chain import START, WRITING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class ChainHead:
    """The end of one chain: the number of its newest row, how many there are, and when it came."""

    last_id: int
    rows: int
    head: str
    at: str


@dataclass(frozen=True)
class Anchor:
    """The heads of all chains at one moment (mốc neo), by the names of their tables."""

    number: int
    made_at: str
    why: str
    previous: str
    key: str
    heads: dict[str, ChainHead]
    signature: str = ""

    @property
    def writing(self) -> bytes:
        """What is signed and stamped: everything but the signature, in a fixed writing."""
        body = asdict(self)
        del body["signature"]
        return WRITING.encode(body).encode()

    @property
    def digest(self) -> str:
        """The hash that the next anchor names."""
        return hashlib.sha256(self.writing).hexdigest()

    @property
    def line(self) -> str:
        """The anchor as it stands in the file."""
        return WRITING.encode(asdict(self))


@dataclass(frozen=True)
class AnchorFile:
    """All anchors in order, stamps by the number of their anchor, and the first unreadable line."""

    anchors: tuple[Anchor, ...] = ()
    stamps: dict[int, bytes] = field(default_factory=dict)
    unreadable_line: int = 0

    @property
    def last_number(self) -> int:
        """The number of the newest anchor, 0 without any."""
        return self.anchors[-1].number if self.anchors else 0

    @property
    def last_digest(self) -> str:
        """What the next anchor names as the one before it."""
        return self.anchors[-1].digest if self.anchors else START


def hidden(row_hash: str) -> str:
    """The hash of a row's hash: it can be compared, but nobody can look a row up by it."""
    return hashlib.sha256(row_hash.encode()).hexdigest()


def read_anchors(path: Path) -> AnchorFile:
    """What stands in the file; one that is not there holds nothing."""
    anchors: list[Anchor] = []
    stamps: dict[int, bytes] = {}
    unreadable = 0
    lines = path.read_bytes().splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            content = json.loads(line)
            if "stamp_of" in content:
                stamps[int(content["stamp_of"])] = base64.b64decode(content["token"], validate=True)
            else:
                anchors.append(_anchor(content))
        except (ValueError, TypeError, KeyError, AttributeError):
            unreadable = unreadable or number
    return AnchorFile(tuple(anchors), stamps, unreadable)


def _anchor(content: dict[str, Any]) -> Anchor:
    heads = {str(name): ChainHead(**head) for name, head in content.pop("heads").items()}
    anchor = Anchor(heads=heads, **content)
    if not all(isinstance(number, int) for number in _numbers(anchor)):
        raise ValueError
    return anchor


def _numbers(anchor: Anchor) -> list[object]:
    return [anchor.number, *(head.last_id for head in anchor.heads.values())]


def append_anchor(path: Path, anchor: Anchor) -> None:
    """Write an anchor behind all others, all the way to the disk. Raises OSError."""
    _append(path, anchor.line)


def append_stamp(path: Path, number: int, token: bytes) -> None:
    """Write the stamp that an authority gave for an anchor. Raises OSError."""
    _append(path, WRITING.encode({"stamp_of": number, "token": base64.b64encode(token).decode()}))


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "rb+") as stream:
        # A line that was cut short by a power failure must not swallow this one.
        torn = stream.seek(0, os.SEEK_END) and not _ends_a_line(stream.fileno())
        stream.write(b"\n" * torn + line.encode() + b"\n")
        stream.flush()
        os.fsync(stream.fileno())


def _ends_a_line(descriptor: int) -> bool:
    return os.pread(descriptor, 1, os.fstat(descriptor).st_size - 1) == b"\n"


def signed(anchor: Anchor, place: Path) -> Anchor:
    """The anchor with the portal's signature; its key is made where there is none yet."""
    key = _own_key(place)
    named = replace(anchor, key=key.public_key().public_bytes_raw().hex())
    return replace(named, signature=key.sign(named.writing).hex())


def _own_key(place: Path) -> "Ed25519PrivateKey":
    # Few processes sign, and what signs is heavy.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not place.exists():
        made = Ed25519PrivateKey.generate().private_bytes_raw().hex()
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            stream.write(made)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(place.read_text("ascii")))


def public_key(place: Path) -> str:
    """The portal's public key as anchors name it; "" where the portal has no key (yet)."""
    return _own_key(place).public_key().public_bytes_raw().hex() if place.exists() else ""


def is_signed(anchor: Anchor) -> bool:
    """Whether the signature was made over these very heads with the key that it names."""
    # Heavy, see _own_key.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(anchor.key))
        key.verify(bytes.fromhex(anchor.signature), anchor.writing)
    except (InvalidSignature, ValueError):
        return False
    return True
