"""ZIP archives of documents: what is in them, looked through before anything is opened."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from intranet.extraction.errors import BrokenFile, EncryptedFile, ExtractionError, TooLarge

MOST_MEMBERS = 500
LARGEST_MEMBER = 100 * 2**20  # bytes unpacked
LARGEST_SUM = 300 * 2**20
DENSEST = 200  # times smaller when packed; documents stay below 60
SMALL = 2**20  # below this any density is harmless
LONGEST_NAME = 255
UTF8_FLAG, LOCKED_FLAG = 0x800, 0x1
UNIX = 3
DRIVE = re.compile(r"^[A-Za-z]:")
# What zipfile raises for archives that were cut short or changed.
TORN = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError)
SWOLLEN = "Tệp nén phình quá lớn khi mở ra. Hãy giải nén trên máy và gửi từng văn bản."


class UnsafeArchive(ExtractionError):
    """A name in the archive would lead outside it, or is no plain file."""

    message = (
        "Tệp nén chứa đường dẫn không an toàn. Hãy giải nén trên máy, kiểm tra và gửi từng văn bản."
    )


@dataclass(frozen=True)
class ArchiveMember:
    """One file in an archive: its name with folders ("2024/ke-hoach.docx") and declared size."""

    name: str
    size: int
    source: Path = field(repr=False)
    entry: zipfile.ZipInfo = field(repr=False, compare=False)
    reached: dict[str, int] = field(repr=False, compare=False)  # bytes unpacked, by name

    def open(self) -> BinaryIO:
        """The content as a stream that is read once, from the beginning.

        Its reads raise TooLarge when more comes out than the limits allow, whatever the archive
        declares, and BrokenFile when it is torn.
        """
        return cast("BinaryIO", _MemberStream(self))


class _MemberStream(io.RawIOBase):
    """The bytes of one member, counted while they are read."""

    def __init__(self, member: ArchiveMember) -> None:
        super().__init__()
        self._member = member
        self._position = 0
        with open_zip(member.source) as archive:  # stays open until the stream is closed
            try:
                self._stream = archive.open(member.entry)
            except (*TORN, RuntimeError) as error:
                raise BrokenFile from error

    def readable(self) -> bool:
        return True

    def readinto(self, into: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(into))
        except TORN as error:
            raise BrokenFile from error
        self._position += len(data)
        name, reached = self._member.name, self._member.reached
        reached[name] = max(self._position, reached.get(name, 0))  # each stretch counts once
        if reached[name] > LARGEST_MEMBER or sum(reached.values()) > LARGEST_SUM:
            raise TooLarge(SWOLLEN)
        into[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def members(path: Path) -> Iterator[ArchiveMember]:
    """The files of a ZIP in its order, folders left out.

    The whole directory is checked before the first comes: UnsafeArchive for names that lead
    outside and for links, EncryptedFile, TooLarge for too many files, too large or too dense
    ones, BrokenFile. An archive within the archive comes as a file like any other and is not
    looked into: whoever takes members refuses it by its kind and says so beside its name.
    """
    with open_zip(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_MEMBERS:
        raise TooLarge(f"Tệp nén chứa hơn {MOST_MEMBERS} tệp. Hãy chia nhỏ rồi gửi lại.")
    reached: dict[str, int] = {}
    listed = [ArchiveMember(_name(e), e.file_size, path, e, reached) for e in entries]
    for member in listed:
        _check(member)
    if sum(member.size for member in listed) > LARGEST_SUM:
        raise TooLarge(SWOLLEN)
    if len({member.name for member in listed}) < len(listed):
        raise BrokenFile("Tệp nén có hai tệp trùng tên. Hãy đổi tên, nén lại rồi gửi.")
    return iter(listed)


def open_zip(path: Path) -> zipfile.ZipFile:
    """The open archive. Raises BrokenFile for torn ones."""
    try:
        return zipfile.ZipFile(path)
    except TORN as error:
        raise BrokenFile from error


def is_dense(entry: zipfile.ZipInfo, times: int) -> bool:
    """Whether a large file is more than so many times smaller when packed."""
    return entry.file_size > SMALL and entry.file_size > times * max(entry.compress_size, 1)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: archives without the UTF-8 mark often hold UTF-8 all the same."""
    name = entry.filename
    if not entry.flag_bits & UTF8_FLAG:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _check(member: ArchiveMember) -> None:
    entry = member.entry
    name = member.name
    odd = any(ord(sign) < 32 for sign in name) or not 0 < len(name) <= LONGEST_NAME
    outside = name.startswith("/") or DRIVE.match(name) or ".." in name.split("/")
    if odd or outside or not _is_plain(entry):
        raise UnsafeArchive
    if entry.flag_bits & LOCKED_FLAG:
        raise EncryptedFile("Tệp nén được đặt mật khẩu. Hãy gỡ mật khẩu rồi gửi lại.")
    if entry.file_size > LARGEST_MEMBER or is_dense(entry, DENSEST):
        raise TooLarge(SWOLLEN)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether it is an ordinary file, not a link or a device; other systems do not say."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return entry.create_system != UNIX or kind in (0, stat.S_IFREG)
