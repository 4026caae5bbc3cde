"""What the words of RTF mean to a reader of text."""

from dataclasses import dataclass
from typing import Any, Literal

End = Literal["par", "cell", "row"]
SKIPPED = frozenset(
    b"colortbl stylesheet info pict objdata fldinst filetbl revtbl listtable listoverridetable "
    b"rsidtbl generator themedata colorschememapping latentstyles datastore xmlnstbl annotation "
    b"atnid atnauthor atnref atndate atrfstart atrfend shprslt nonshppict pn pnseclvl mmathPr "
    b"xe tc rxe bkmkstart bkmkend template private1 userprops fontemb fontfile panose falt "
    b"nesttableprops upr objclass objname themedata sp nonesttables".split()
)
KEPT_OPTIONAL = frozenset(b"shpinst shptxt ud".split())
MARGINS = {
    **dict.fromkeys(b"header headerl headerr headerf".split(), "heads"),
    **dict.fromkeys(b"footer footerl footerr footerf".split(), "feet"),
    b"footnote": "notes",
}
SIGNS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
    b"qmspace": " ", b"nestcell": " | ", b"nestrow": "\n",
}  # fmt: skip
# Words that end a paragraph, a cell or a row; that set a property by their number (0 is off); that
# change several properties; and all that the reader acts on.
ENDS: dict[bytes, End] = {
    b"par": "par", b"sect": "par", b"page": "par", b"cell": "cell", b"row": "row"
}  # fmt: skip
FLAGS = {
    b"b": "bold", b"caps": "capitals", b"v": "hidden", b"deleted": "hidden", b"intbl": "in_table"
}  # fmt: skip
CHANGES: dict[bytes, dict[str, Any]] = {
    b"pard": {"centred": False, "in_table": False},
    b"plain": {"font": -1, "bold": False, "capitals": False, "hidden": False},
    b"qc": {"centred": True},
    **{word: {"centred": False} for word in (b"ql", b"qr", b"qj")},
    b"fonttbl": {"fonts": True},
    b"ud": {"skips": False},
    **{word: {"into": into, "skips": False, "in_table": False} for word, into in MARGINS.items()},
}
APPLIED = {*ENDS, *FLAGS, *CHANGES, *b"f uc fcharset ansicpg mac deff".split()}


@dataclass(frozen=True)
class RtfState:
    """What holds inside the present group."""

    into: str = "body"
    font: int = -1
    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    skips: bool = False
    fonts: bool = False  # within the table of fonts
    centred: bool = False
    in_table: bool = False
    fallback: int = 1  # how many bytes follow a letter for programs that know no Unicode
