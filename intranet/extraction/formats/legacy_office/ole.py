"""Old Office containers (MS-CFB): which program wrote one, and whether it is locked."""

import struct

from intranet.extraction.formats.registry import FORMATS

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = 128
HEADER = 512
STREAMS = {name: kind for kind, entry in FORMATS.items() for name in entry.streams}
LOCKED_OFFICE = ("EncryptedPackage", "EncryptionInfo")
FILEPASS = 0x2F  # the record that opens an encrypted workbook (MS-XLS 2.4.117)


def kind_of_container(data: bytes) -> str | None:
    """doc, xls or ppt by the streams of the container, or None when it is something else."""
    return next((kind for name, kind in STREAMS.items() if _entry(data, name) is not None), None)


def is_locked(data: bytes) -> bool:
    """Whether the container holds an encrypted document, new style or old."""
    if any(_entry(data, name) is not None for name in LOCKED_OFFICE):
        return True
    word = _stream_start(data, "WordDocument")
    if len(word) > 12 and word[:2] == b"\xec\xa5" and word[11] & 0x01:
        return True
    return _workbook_is_locked(data)


def _entry(data: bytes, name: str) -> int | None:
    """Offset of the directory entry of a stream: entries are 128 bytes, aligned."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    at = data.find(wanted)
    while at != -1:
        if at % ENTRY == 0:
            return at
        at = data.find(wanted, at + 1)
    return None


def _stream_start(data: bytes, name: str) -> bytes:
    """The first bytes of a stream; empty when the container is cut short."""
    at = _entry(data, name)
    if at is None or at + ENTRY > len(data):
        return b""
    shift = min(max(struct.unpack_from("<H", data, 30)[0], 7), 16)
    sector = struct.unpack_from("<I", data, at + 116)[0]
    begin = (sector + 1) << shift
    return data[begin : begin + HEADER]


def _workbook_is_locked(data: bytes) -> bool:
    start = _stream_start(data, "Workbook") or _stream_start(data, "Book")
    at = 0
    while at + 4 <= len(start):
        record, length = struct.unpack_from("<HH", start, at)
        if record == FILEPASS:
            return True
        at += 4 + length
    return False
