"""The text of old binary Word and PowerPoint files where LibreOffice is not at hand.

Fonts are not looked at: old letters are found by their syllables. Layout of the files: MS-DOC
2.4.1 (the piece table) and MS-PPT 2.9 (text atoms).
"""

import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.formats.format_reading import FormatReading, document_reading, judged
from intranet.extraction.formats.text_decoding import decode_text
from intranet.extraction.layout.paragraphs import BETWEEN_CELLS, NEW_PAGE, pieces
from intranet.extraction.values import Line, Page

WORD, UNPACKED_SIZE = 0xA5EC, 64 * 2**20
LOCKED, SECOND_TABLE = 0x0100, 0x0200
UNICODE_SINCE = 0xC1  # the number of Word 97
LENGTHS = 0x4C  # of the main text, then of the footnotes
PIECES = 0x1A2
WESTERN = 0x40000000  # set for pieces of one byte a letter
FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
DEEPEST_FIELD = 10
CELL_ENDS = (("\x07\x07", "\n"), ("\x07", BETWEEN_CELLS), ("\r", "\n"), ("\x0b", "\n"))
SIGNS = {**dict.fromkeys(range(0x20), None), 0x09: "\t", 0x0A: "\n", 0x0C: NEW_PAGE, 0x1E: "-"}
CHARS, BYTES, SLIDES, NEXT, SLIDE = 0x0FA0, 0x0FA8, 0x0FF0, 0x03F3, 0x03EE
DOCUMENT = 0x03E8
DEEPEST_RECORD = 24
GUESSED = (
    "Tệp Office đời cũ được đọc không qua LibreOffice: phông chữ và chữ đã xóa có thể chưa đúng, "
    "hãy đối chiếu với bản gốc."
)


def read_old_word(path: Path) -> FormatReading:
    """The text of a .doc with tables as rows. Raises BrokenFile, EncryptedFile or TooLarge."""
    streams = _streams(path, ("WordDocument", "0Table", "1Table"))
    text = _word_text(streams)
    for _ in range(DEEPEST_FIELD):
        shorter = FIELD.sub(lambda decoded: decoded[1] or "", text)
        if shorter == text:
            break
        text = shorter
    for sign, plain in CELL_ENDS:
        text = text.replace(sign, plain)
    decoded = decode_text(text.translate(SIGNS))
    return document_reading(pieces(decoded.text), reason=decoded.reason, warnings=(GUESSED,))


def read_old_slides(path: Path) -> FormatReading:
    """The text of a .ppt, a page for each slide. Raises BrokenFile, EncryptedFile or TooLarge."""
    stream = _streams(path, ("PowerPoint Document",)).get("PowerPoint Document", b"")
    slides = slide_texts(stream)
    whole = decode_text("\n".join("\n".join(slide) for slide in slides))
    pages, lines = [], []
    for number, slide in enumerate(slides, 1):
        texts = [line.strip() for text in slide for line in re.split("[\r\v\n]", text)]
        told = [decode_text(text).text if whole.reason else text for text in texts if text]
        pages.append(judged(Page(number, "\n".join(told)), whole.reason))
        lines += [Line(text, number) for text in told]
    return FormatReading(tuple(pages), tuple(lines), (GUESSED,))


def _streams(path: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    streams: dict[str, bytes] = {}
    try:
        with olefile.OleFileIO(io.BytesIO(path.read_bytes())) as container:
            for name in names:
                if container.exists(name):
                    if container.get_size(name) > UNPACKED_SIZE:
                        raise TooLarge
                    streams[name] = container.openstream(name).read()
    except (OSError, ValueError, TypeError, IndexError, struct.error) as error:
        raise BrokenFile from error
    return streams


def _word_text(streams: dict[str, bytes]) -> str:
    main = streams.get("WordDocument", b"")
    try:
        mark, version = struct.unpack_from("<HH", main, 0)
        (flags,) = struct.unpack_from("<H", main, 0x0A)
        if flags & LOCKED:
            raise EncryptedFile
        if version < UNICODE_SINCE:
            first, last = struct.unpack_from("<II", main, 0x18)
            return main[first:last].decode("cp1252", "ignore")
        table = streams.get("1Table" if flags & SECOND_TABLE else "0Table", b"")
        at, size = struct.unpack_from("<II", main, PIECES)
        body, notes = struct.unpack_from("<II", main, LENGTHS)
        text = "".join(_pieces(main, table[at : at + size]))
    except struct.error as error:
        raise BrokenFile from error
    if mark != WORD:
        raise BrokenFile
    return text[: body + notes]


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    at = 0
    while at < len(table) and table[at] == 1:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at >= len(table) or table[at] != 2:
        raise BrokenFile
    (size,) = struct.unpack_from("<I", table, at + 1)
    plan = table[at + 5 : at + 5 + size]
    count = max((len(plan) - 4) // 12, 0)
    ends = struct.unpack_from(f"<{count + 1}I", plan, 0)
    for index in range(count):
        (place,) = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * index + 2)
        letters = max(ends[index + 1] - ends[index], 0)
        if place & WESTERN:
            begin = (place & ~WESTERN) // 2
            yield main[begin : begin + letters].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * letters].decode("utf-16-le", "replace")


def slide_texts(stream: bytes) -> list[list[str]]:
    """The texts of each slide: those of the outline, then those that only its drawing has."""
    outlined: list[list[str]] = []
    drawn: list[list[str]] = []
    for kind, _, body, above in _records(stream, 0, len(stream), ()):
        if kind == DOCUMENT:
            outlined.clear()  # each saving appended the whole outline anew: the last one counts
        elif kind == NEXT and above[-1:] == ((SLIDES, 0),):
            outlined.append([])
        elif kind == SLIDE:
            drawn.append([])
        elif kind in (CHARS, BYTES):
            text = body.decode("utf-16-le" if kind == CHARS else "cp1252", "replace")
            if (SLIDES, 0) in above and outlined:
                outlined[-1].append(text)
            elif any(record == SLIDE for record, _ in above) and drawn:
                drawn[-1].append(text)
    count = len(outlined) or len(drawn)
    slides = [[*texts] for texts in outlined] or [[] for _ in range(count)]
    for index, texts in enumerate(drawn[-count:] if count else ()):
        slides[index] += texts
    known = {text for slide in slides for text in slide}
    if slides:  # boxes of slides that were saved before and did not change since
        slides[-1] += [text for texts in drawn[:-count] for text in texts if text not in known]
    return [list(dict.fromkeys(slide)) for slide in slides]


Record = tuple[int, int, bytes, tuple[tuple[int, int], ...]]


def _records(
    stream: bytes, at: int, end: int, above: tuple[tuple[int, int], ...]
) -> Iterator[Record]:
    while at + 8 <= end:
        head, kind, size = struct.unpack_from("<HHI", stream, at)
        at += 8
        stop = min(at + size, end)
        holds = head & 0xF == 0xF
        yield kind, head >> 4, b"" if holds else stream[at:stop], above
        if holds and len(above) < DEEPEST_RECORD:
            yield from _records(stream, at, stop, (*above, (kind, head >> 4)))
        at = stop
