"""The words of RTF: groups, control words and letters become blocks of runs with their fonts."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from intranet.extraction.errors import TooLarge
from intranet.extraction.formats.rtf.characters import RtfFont, decoded, font_of, page_of_codes
from intranet.extraction.formats.rtf.control_words import (
    APPLIED,
    CHANGES,
    ENDS,
    FLAGS,
    KEPT_OPTIONAL,
    MARGINS,
    SIGNS,
    SKIPPED,
    End,
    RtfBlock,
    RtfRun,
    RtfState,
)

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"  # a control word with its number
    rb"|\\'([0-9a-fA-F]{2})"  # a byte
    rb"|\\([^a-zA-Z'])"  # a control sign
    rb"|([{}])"
    rb"|([^\\{}\r\n\0]+)"  # letters
)
SOFT_HYPHEN = "\u00ad"  # a letter in TCVN3
DEEPEST = 1000
MOST_BLOCKS = 200_000


@dataclass
class RtfReader:
    """Reads one file; `body`, `heads`, `feet` and `notes` hold the blocks found."""

    body: list[RtfBlock] = field(default_factory=list)
    heads: list[RtfBlock] = field(default_factory=list)
    feet: list[RtfBlock] = field(default_factory=list)
    notes: list[RtfBlock] = field(default_factory=list)
    fonts: dict[int, RtfFont] = field(default_factory=dict)
    codes: str = "cp1252"
    usual: int = 0

    def read(self, data: bytes) -> None:
        """Take in the whole file. Raises TooLarge for groups in groups without end."""
        self._state = RtfState()
        self._above: list[RtfState] = []
        self._runs: dict[str, list[RtfRun]] = {"body": [], "heads": [], "feet": [], "notes": []}
        self._pending, self._name = bytearray(), bytearray()
        self._breaks = self._optional = False
        self._drop = 0
        position, end = 0, len(data)
        while position < end:
            token = TOKEN.match(data, position)
            position = token.end() if token else position + 1
            if token:
                position += self._take(token)
        for into in self._runs:
            self._end("par", into)

    def _take(self, token: re.Match[bytes]) -> int:
        """Act on one token; gives how many raw bytes follow that are no text."""
        word, number, code, sign, brace, letters = token.groups()
        if brace:
            self._group(brace)
        elif word:
            return self._word(word, int(number) if number else None)
        elif code:
            self._bytes(bytes((int(code, 16),)))
        elif sign:
            self._sign(sign)
        elif letters:
            self._bytes(letters)
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
            if self._state.into == left.into and not left.fonts:
                outer = replace(self._state, in_table=left.in_table, centred=left.centred)
                self._state = outer if not left.skips else self._state

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._optional = True
        elif sign == b"~":
            self._say("\u00a0")
        elif sign in (b"_", b"-"):
            self._say("-" if sign == b"_" else SOFT_HYPHEN)
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
        if self._state.fonts:
            self._name += letters
            if b";" in letters:
                self._end_of_font()
        else:
            self._pending += letters

    def _word(self, word: bytes, number: int | None) -> int:
        if word == b"bin":
            return max(number or 0, 0)
        if word == b"u":
            self._letter(number or 0)
            return 0
        if self._drop:
            self._drop -= 1
            return 0
        optional, self._optional = self._optional, False
        if word in SKIPPED or (optional and word not in KEPT_OPTIONAL):
            self._flush()
            self._state = replace(self._state, skips=True)
        elif word in MARGINS:
            self._flush()
            self._state = replace(self._state, into=MARGINS[word], skips=False, in_table=False)
        elif word == b"ud":
            self._state = replace(self._state, skips=False)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif word in APPLIED:
            self._flush()
            self._apply(word, 1 if number is None else number)
        return 0

    def _letter(self, code: int) -> None:
        self._optional = False
        self._say(chr(code % 0x10000))
        self._drop = self._state.fallback

    def _say(self, text: str) -> None:
        self._flush()
        if not self._state.skips and not self._state.hidden and not self._state.fonts:
            state = self._state
            font = self.fonts.get(self._font(), RtfFont())
            run = RtfRun(text, font.name, state.bold, state.capitals)
            self._runs[state.into].append(run)

    def _flush(self) -> None:
        if self._pending:
            data, self._pending = bytes(self._pending), bytearray()
            self._say(decoded(data, self.fonts.get(self._font(), RtfFont()), self.codes))

    def _font(self) -> int:
        return self.usual if self._state.font < 0 else self._state.font

    def _end(self, end: End, into: str | None = None) -> None:
        self._flush()
        into = into or self._state.into
        runs, self._runs[into] = self._runs[into], []
        state = self._state
        blocks: list[RtfBlock] = getattr(self, into)
        if runs or end != "par" or into == "body":
            in_table = state.in_table or end != "par"
            blocks.append(RtfBlock(_whole(runs), end, in_table, state.centred, self._breaks))
            self._breaks = False
        if len(blocks) > MOST_BLOCKS:
            raise TooLarge("Tệp có quá nhiều đoạn văn. Hãy tách nhỏ rồi gửi lại.")

    def _end_of_font(self) -> None:
        font = self.fonts.setdefault(self._state.font, RtfFont())
        self.fonts[self._state.font] = replace(font, name=font_of(bytes(self._name), self.codes))
        self._name.clear()

    def _apply(self, word: bytes, number: int) -> None:
        """What a control word changes for the letters that follow."""
        state = self._state
        if word in FLAGS:
            changes: dict[str, Any] = {FLAGS[word]: bool(number)}
            self._state = replace(state, **changes)
        elif word in CHANGES:
            self._state = replace(state, **CHANGES[word])
        elif word == b"f":
            self._state = replace(state, font=number)
        elif word == b"uc":
            self._state = replace(state, fallback=max(number, 0))
        elif word in ENDS:
            self._end(ENDS[word])
            self._breaks = self._breaks or word == b"page"
        elif word == b"fcharset":
            font = self.fonts.setdefault(self._state.font, RtfFont())
            self.fonts[self._state.font] = replace(font, charset=number)
        elif word in (b"ansicpg", b"mac"):
            self.codes = page_of_codes(10000 if word == b"mac" else number)
        elif word == b"deff":
            self.usual = number


def _whole(runs: list[RtfRun]) -> list[RtfRun]:
    """Neighbours of one look joined, so that letters in two halves (UTF-16) meet."""
    joined: list[RtfRun] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return [replace(run, text=_paired(run.text)) for run in joined]


def _paired(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
