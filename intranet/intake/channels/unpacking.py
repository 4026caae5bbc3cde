"""Parcels: one file that carries several papers, a ZIP or an edXML package. Nothing is kept here.

The whole parcel is looked through before its first paper is handed on, so that a bomb, a path
that leads outside or a secret part in an edXML package leaves nothing behind.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from intranet.extraction.errors import ExtractionError, SecretMark, TooLarge, UnknownKind
from intranet.extraction.formats import archives
from intranet.extraction.formats.sniffing import sniff
from intranet.extraction.sandbox.preflight import glance
from intranet.intake.channels import edxml_package
from intranet.intake.channels.edxml_metadata import packet_of
from intranet.language.secrecy.examination import Secrecy, examine

ZIP, EDXML = "zip", "edxml"
BLOCK = 1 << 20
IN_MEMORY = 32 << 20
MOST_UNPACKED = 200 << 20
LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What machines leave in archives without anybody having put it there."""
EMPTY = "Tệp nén không chứa văn bản nào. Hãy chọn lại đúng tệp."


class NoPapers(UnknownKind):
    """Nothing of the archive is a paper."""

    message = EMPTY


@dataclass(frozen=True)
class Part:
    """One paper of a parcel: its name inside, and what the package says of it, if any."""

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
    if not head.startswith(b"PK") or _size(stream) > most_bytes:
        return ""
    try:
        found = sniff(stream.read()).kind
    except ExtractionError:
        return ""
    finally:
        stream.seek(0)
    return ZIP if found == ZIP else ""


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size


def parts(path: Path, kind: str, seconds: float) -> list[Part]:
    """The papers of a parcel on the disk, in its order. `seconds` bounds the look at each part.

    Raises ExtractionError with the reason when the parcel is refused as a whole.
    """
    return _of_zip(path) if kind == ZIP else _of_package(path, seconds)


def _of_zip(path: Path) -> list[Part]:
    members = [one for one in archives.members(path) if not _is_litter(one.name)]
    for member in members:
        with member.open() as stream:
            while stream.read(BLOCK):
                pass  # reading checks the true size and the sum of every member
    if not members:
        raise NoPapers
    return [Part(member.name, member.open) for member in members]


def seekable(stream: BinaryIO) -> BinaryIO:
    """What a packed stream holds, so that it can be looked at twice."""
    content = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while block := stream.read(BLOCK):
        content.write(block)
    content.seek(0)
    return cast("BinaryIO", content)


def _is_litter(name: str) -> bool:
    return name.startswith(LITTER[0]) or name.rsplit("/", 1)[-1] in LITTER[1:]


def _of_package(path: Path, seconds: float) -> list[Part]:
    package = edxml_package.parse(path.read_bytes())
    if examine(f"Số: {package.symbol}\n{package.subject}").verdict is Secrecy.BLOCK:
        raise SecretMark
    found: list[Part] = []
    unpacked = 0
    for attached in package.attached:
        for name, data in _papers(attached, path.parent):
            unpacked += len(data)
            if unpacked > MOST_UNPACKED:
                raise TooLarge
            found.append(Part(name, partial(io.BytesIO, data)))
            # An annex of a secret paper bears no mark of its own: one secret part refuses all.
            _must_not_be_secret(name, data, path.parent, seconds)
    if not found:
        raise edxml_package.NothingAttached
    return [
        replace(part, packet=packet_of(package, is_main=number == 0))
        for number, part in enumerate(found)
    ]


def _papers(attached: edxml_package.Attached, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The papers of one attachment: the members of its ZIP, or itself when it is none."""
    if kind_of(io.BytesIO(attached.data), MOST_UNPACKED) != ZIP:
        yield attached.name or "van-ban", attached.data
        return
    with _on_disk(attached.data, folder) as place:
        for part in _of_zip(place):
            with part.open() as stream:
                yield part.name, stream.read()


def _must_not_be_secret(name: str, data: bytes, folder: Path, seconds: float) -> None:
    with _on_disk(data, folder) as place:
        seen = glance(place, name=name, seconds=seconds)
    if seen.rule == "secret_mark":
        raise SecretMark


class _on_disk:
    """The bytes as a file for as long as the block lasts."""

    def __init__(self, data: bytes, folder: Path) -> None:
        self.data, self.folder = data, folder

    def __enter__(self) -> Path:
        with NamedTemporaryFile(dir=self.folder, delete=False) as target:
            target.write(self.data)
        self.place = Path(target.name)
        return self.place

    def __exit__(self, *_error: object) -> None:
        self.place.unlink(missing_ok=True)
