"""The words of RTF: groups, control words and letters become blocks of runs with their fonts."""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from intranet.extraction.errors import TooLarge
from intranet.extraction.formats.font_runs import BREAK, FontPassage, Run
from intranet.extraction.formats.rtf import control_words as words
from intranet.extraction.formats.rtf.characters import RtfFont, decoded, page_of_codes

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # a control word with its number
    rb"|\\'([0-9a-fA-F]{2})"  # a byte
    rb"|\\([^a-zA-Z'])"  # a control sign
    rb"|([{}])"
    rb"|([^\\{}\r\n\0]+)"  # letters
)
SPOKEN = {b"~": "\u00a0", b"_": "-", b"-": "\u00ad"}  # the soft hyphen is a letter in TCVN3
DEEPEST = 1000
MOST_BLOCKS = 200_000


@dataclass
class RtfBlock(FontPassage):
    """The runs up to the end of a paragraph, a cell or a row."""

    end: words.End = "par"
    in_table: bool = False


class RtfReader:
    """Reads one file: the blocks of its body, heads, feet and notes."""

    def __init__(self) -> None:
        self._fonts: dict[int, RtfFont] = {}
        self._codes = "cp1252"
        self._usual = 0
        self._state = words.RtfState()
        self._above: list[words.RtfState] = []
        self._parts: dict[str, list[RtfBlock]] = {
            "body": [], "heads": [], "feet": [], "notes": []
        }  # fmt: skip
        self._runs: dict[str, list[Run]] = {into: [] for into in self._parts}
        self._pending, self._name = bytearray(), bytearray()
        self._breaks = self._optional = False
        self._drop = 0

    def read(self, data: bytes) -> dict[str, list[RtfBlock]]:
        """Take in the whole file. Raises TooLarge for groups in groups without end."""
        position, end = 0, len(data)
        while position < end:
            token = TOKEN.match(data, position)
            position = token.end() if token else position + 1
            if token:
                position += self._take(token)
        for into in self._runs:
            self._end("par", into)
        return self._parts

    def _take(self, token: re.Match[bytes]) -> int:
        """Act on one token; gives how many raw bytes follow that are no text."""
        word, number, code, sign, brace, letters = token.groups()
        if brace:
            self._group(brace)
        elif word == b"bin":
            return max(int(number or 0), 0)
        elif word:
            self._word(word, int(number) if number else None)
        elif sign:
            self._sign(sign)
        else:
            self._bytes(letters or bytes((int(code, 16),)))
        return 0

    def _group(self, brace: bytes) -> None:
        self._flush()
        self._optional, self._drop = False, 0
        if brace == b"{":
            if len(self._above) >= DEEPEST:
                raise TooLarge("Tệp RTF lồng quá sâu. Hãy mở bằng Word, lưu lại rồi gửi.")
            self._above.append(self._state)
        elif self._above:
            left, self._state = self._state, self._above.pop()
            if left.into != self._state.into:
                self._end("par", left.into)
            elif not left.fonts and not left.skips:
                self._change(in_table=left.in_table, centred=left.centred)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._optional = True
        elif sign in SPOKEN:
            self._say(SPOKEN[sign])
        elif sign in b"\\{}":
            self._bytes(sign)
        elif sign in b"\r\n":
            self._word(b"par", None)

    def _bytes(self, letters: bytes) -> None:
        dropped = min(self._drop, len(letters))
        self._drop -= dropped
        letters = letters[dropped:]
        if self._state.skips:
            return
        if not self._state.fonts:
            self._pending += letters
            return
        self._name += letters
        if b";" in letters:
            name = self._name.decode(self._codes, "replace")
            self._describe(name=name.split(";")[0].strip())
            self._name.clear()

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"u":
            self._optional = False
            self._say(chr((number or 0) % 0x10000))
            self._drop = self._state.fallback
            return
        if self._drop:
            self._drop -= 1
            return
        optional, self._optional = self._optional, False
        if word in words.SKIPPED or (optional and word not in words.KEPT_OPTIONAL):
            self._flush()
            self._change(skips=True)
        elif word in words.SIGNS:
            self._say(words.SIGNS[word])
        elif word in words.APPLIED:
            self._flush()
            self._apply(word, 1 if number is None else number)

    def _say(self, text: str) -> None:
        self._flush()
        state = self._state
        if not (state.skips or state.hidden or state.fonts):
            run = Run(self._font().name, text, state.bold, state.capitals)
            self._runs[state.into].append(run)

    def _flush(self) -> None:
        if self._pending:
            data, self._pending = bytes(self._pending), bytearray()
            self._say(decoded(data, self._font(), self._codes))

    def _font(self) -> RtfFont:
        number = self._usual if self._state.font < 0 else self._state.font
        return self._fonts.get(number, RtfFont())

    def _end(self, end: words.End, into: str | None = None) -> None:
        self._flush()
        state = self._state
        into = into or state.into
        runs, self._runs[into] = self._runs[into], []
        blocks = self._parts[into]
        if runs or end != "par" or into == "body":
            opening = [BREAK] if self._breaks else []
            block = RtfBlock([*opening, *_whole(runs)], state.centred, end=end)
            block.in_table = state.in_table or end != "par"
            block.join_marks()
            blocks.append(block)
            self._breaks = False
        if len(blocks) > MOST_BLOCKS:
            raise TooLarge("Tệp có quá nhiều đoạn văn. Hãy tách nhỏ rồi gửi lại.")

    def _change(self, **changes: Any) -> None:
        self._state = replace(self._state, **changes)

    def _describe(self, **traits: Any) -> None:
        font = self._fonts.get(self._state.font, RtfFont())
        self._fonts[self._state.font] = replace(font, **traits)

    def _apply(self, word: bytes, number: int) -> None:
        if word in words.FLAGS:
            self._change(**{words.FLAGS[word]: bool(number)})
        elif word in words.CHANGES:
            self._change(**words.CHANGES[word])
        elif word == b"f":
            self._change(font=number)
        elif word == b"uc":
            self._change(fallback=max(number, 0))
        elif word in words.ENDS:
            self._end(words.ENDS[word])
            self._breaks = self._breaks or word == b"page"
        elif word == b"fcharset":
            self._describe(charset=number)
        elif word == b"deff":
            self._usual = number
        else:
            self._codes = page_of_codes(10000 if word == b"mac" else number)


def _whole(runs: list[Run]) -> list[Run]:
    """Neighbours of one look joined, so that letters in two halves (UTF-16) meet."""
    return [
        look._replace(text=_paired("".join(run.text for run in alike)))
        for look, alike in groupby(runs, key=lambda run: run._replace(text=""))
    ]


def _paired(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
