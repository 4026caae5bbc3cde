"""Parcels: one file that carries several, a ZIP or an edXML package. Nothing is kept here.

The whole parcel is looked through before its first file is handed on, so that a bomb, a path
that leads outside or a secret part in an edXML package leaves nothing behind.
"""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from intranet.extraction.errors import ExtractionError, SecretMark, TooLarge
from intranet.extraction.formats import archives
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.sandbox.preflight import preflight
from intranet.intake.channels import edxml_package
from intranet.intake.channels.edxml_metadata import metadata_json
from intranet.intake.quarantine.preflight import NAMELESS
from intranet.intake.quarantine.refusals import SECRET_MARK, EmptyArchive, NothingAttached
from intranet.language.secrecy.examination import Secrecy, examine

ZIP, EDXML = "zip", "edxml"
BLOCK = 1 << 20
IN_MEMORY = 32 << 20
MOST_UNPACKED = 200 << 20
LITTER = re.compile(r"^__MACOSX/|(^|/)(\.DS_Store|Thumbs\.db|desktop\.ini)\Z")
"""What machines leave in archives without anybody having put it there."""


@dataclass(frozen=True)
class ParcelMember:
    """One file of a parcel: its name inside, and what the package says of it, if any."""

    name: str
    open: Callable[[], BinaryIO]
    packet: dict[str, Any] | None = None


def kind_of(stream: BinaryIO, most_bytes: int) -> str:
    """Which parcel the file is: "zip", "edxml" or "" for a plain file; the stream is rewound.

    What cannot be opened counts as plain: it is refused with its reason where plain files are.
    """
    head = stream.read(edxml_package.HEAD)
    stream.seek(0)
    if edxml_package.is_edxml(head):
        return EDXML
    if not head.startswith(b"PK"):
        return ""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > most_bytes:
        return ""
    try:
        return ZIP if sniff(stream.read()).kind == ZIP else ""
    except ExtractionError:
        return ""
    finally:
        stream.seek(0)


def members(path: Path, kind: str, seconds: float) -> list[ParcelMember]:
    """The files of a parcel on the disk, in its order. `seconds` bounds the look at each.

    Raises ExtractionError with the reason when the parcel is refused as a whole.
    """
    return _zip_members(path) if kind == ZIP else _package_members(path, seconds)


def _zip_members(path: Path) -> list[ParcelMember]:
    packed = [member for member in archives.members(path) if not LITTER.search(member.name)]
    for member in packed:
        with member.open() as stream:
            while stream.read(BLOCK):
                pass  # reading checks the true size and the sum of every member
    if not packed:
        raise EmptyArchive
    return [ParcelMember(member.name, member.open) for member in packed]


def seekable(stream: BinaryIO) -> BinaryIO:
    """What a packed stream holds, so that it can be looked at twice."""
    content = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while block := stream.read(BLOCK):
        content.write(block)
    content.seek(0)
    return cast("BinaryIO", content)


def _package_members(path: Path, seconds: float) -> list[ParcelMember]:
    package = edxml_package.parse(path.read_bytes())
    if examine(f"Số: {package.symbol}\n{package.subject}").verdict is Secrecy.BLOCK:
        raise SecretMark
    unpacked: list[ParcelMember] = []
    size = 0
    for name, data in (file for named in package.attached for file in _files(*named, path.parent)):
        size += len(data)
        if size > MOST_UNPACKED:
            raise TooLarge
        packet = metadata_json(package, is_main=not unpacked)
        unpacked.append(ParcelMember(name, partial(io.BytesIO, data), packet))
        with _on_disk(data, path.parent) as place:
            seen = preflight(place, name=name, seconds=seconds)
        if seen.rule == SECRET_MARK:
            # An annex of a secret document bears no mark of its own: one secret part refuses all.
            raise SecretMark
    if not unpacked:
        raise NothingAttached
    return unpacked


def _files(name: str, data: bytes, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The files of one attachment: the members of its ZIP, or itself when it is none."""
    if kind_of(io.BytesIO(data), MOST_UNPACKED) != ZIP:
        yield name or NAMELESS, data
        return
    with _on_disk(data, folder) as place:
        for member in _zip_members(place):
            with member.open() as stream:
                yield member.name, stream.read()


@contextmanager
def _on_disk(data: bytes, folder: Path) -> Iterator[Path]:
    """The bytes as a file for as long as the block lasts."""
    with NamedTemporaryFile(dir=folder, delete=False) as target:
        target.write(data)
    place = Path(target.name)
    try:
        yield place
    finally:
        place.unlink(missing_ok=True)
