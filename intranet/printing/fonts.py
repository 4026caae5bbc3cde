"""The Times-compatible typeface of printed documents, put together from its web files."""

from contextlib import ExitStack
from dataclasses import dataclass
from os import getpid
from pathlib import Path

from fontTools.ttLib import TTFont

from intranet.core.errors import PortalError

SOURCE = Path(__file__).parents[1] / "web" / "static" / "vendor" / "tinos" / "files"
"""Where scripts/assets copies them for the browser too."""
# "latin" comes first: it holds the metrics and the digits, the others only add letters.
SUBSETS = ("latin", "vietnamese")
STYLES = {"": "400-normal", "B": "700-normal", "I": "400-italic", "BI": "700-italic"}
KEPT = {
    "GlyphOrder", "OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post",
}  # fmt: skip


class TypefaceMissing(PortalError):
    """The web files of the typeface were not installed at set-up."""


@dataclass(frozen=True)
class Typeface:
    """Files of one family, ready for embedding."""

    folder: Path

    def file(self, style: str) -> Path:
        """The TrueType file of a style: "" regular, "B" bold, "I" italic, "BI" both."""
        return self.folder / f"Tinos-{STYLES[style]}.ttf"


def typeface(folder: Path, source: Path = SOURCE) -> Typeface:
    """The family in `folder`, built there from the web files in `source` if it is not there yet."""
    face = Typeface(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for style, name in STYLES.items():
        if not face.file(style).exists():
            _build(name, source, face.file(style))
    return face


def _build(name: str, source: Path, target: Path) -> None:
    parts = [source / f"tinos-{subset}-{name}.woff" for subset in SUBSETS]
    if missing := [part for part in parts if not part.exists()]:
        raise TypefaceMissing(
            f"Chưa có phông chữ {missing[0].name}: hãy chạy lệnh npm install rồi thử lại."
        )
    with ExitStack() as open_files:
        font, *others = (
            open_files.enter_context(TTFont(part, recalcTimestamp=False)) for part in parts
        )
        for other in others:
            _adopt(font, other)
        for table in set(font.keys()) - KEPT:
            del font[table]
        font.flavor = None
        # Two builders at once write the same bytes; the rename lets a reader see only a whole file.
        draft = target.with_suffix(f".{getpid()}.part")
        font.save(draft)
    draft.replace(target)


def _adopt(font: TTFont, other: TTFont) -> None:
    """Add the letters of `other` that `font` lacks; both were cut from one family."""
    known = set(font.getGlyphOrder())
    new = [name for name in other.getGlyphOrder() if name not in known]
    glyphs, widths = other["glyf"], other["hmtx"]
    for name in new:
        font["glyf"].glyphs[name] = glyphs[name]
        font["hmtx"].metrics[name] = widths[name]
    order = [*font.getGlyphOrder(), *new]
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    letters = other.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            for code, name in letters.items():
                table.cmap.setdefault(code, name)
