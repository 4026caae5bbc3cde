"""Styles of OpenDocument as far as reading needs them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
OFFICE, STYLE, TEXT, TABLE = (SPACE.format(name) for name in ("office", "style", "text", "table"))
FO = SPACE.format("xsl-fo-compatible")
SVG = SPACE.format("svg-compatible")
DEEPEST = 20  # styles built on styles; more is a ring


@dataclass(frozen=True)
class OdtStyle:
    """How text in a style looks."""

    font: str = ""
    bold: bool = False
    hidden: bool = False
    centred: bool = False
    breaks: bool = False


@dataclass
class OdtStyles:
    """The styles of a document by name; the faces of fonts by name."""

    styles: dict[str, etree._Element] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[str, ...], OdtStyle] = field(default_factory=dict)

    def of(self, *names: str) -> OdtStyle:
        """The look of the styles, later ones over earlier ones."""
        if names not in self.known:
            look = OdtStyle(font=self._default())
            for name in names:
                for style in reversed(self._line(name)):
                    look = self._over(look, style)
            self.known[names] = look
        return self.known[names]

    def _line(self, name: str) -> list[etree._Element]:
        line: list[etree._Element] = []
        while name in self.styles and len(line) < DEEPEST:
            line.append(self.styles[name])
            name = line[-1].get(f"{STYLE}parent-style-name", "")
        return line

    def _default(self) -> str:
        style = self.styles.get("")
        return self._over(OdtStyle(), style).font if style is not None else ""

    def _over(self, look: OdtStyle, style: etree._Element) -> OdtStyle:
        text = style.find(f"{STYLE}text-properties")
        place = style.find(f"{STYLE}paragraph-properties")
        if text is not None:
            face = text.get(f"{STYLE}font-name", "")
            family = self.faces.get(face, face) or text.get(f"{FO}font-family", "").strip("'\"")
            weight, shown = text.get(f"{FO}font-weight"), text.get(f"{TEXT}display")
            look = replace(
                look,
                font=family or look.font,
                bold=look.bold if weight is None else weight not in ("normal", "100", "400"),
                hidden=look.hidden if shown is None else shown == "none",
            )
        if place is not None:
            aligned = place.get(f"{FO}text-align")
            look = replace(
                look,
                centred=look.centred if aligned is None else aligned == "center",
                breaks=place.get(f"{FO}break-before") == "page",
            )
        return look


def odt_styles(roots: Iterable[etree._Element | None]) -> OdtStyles:
    """The styles in styles.xml and content.xml; automatic ones of the content come last."""
    looks = OdtStyles()
    for root in roots:
        if root is None:
            continue
        for face in root.iter(f"{STYLE}font-face"):
            family = face.get(f"{SVG}font-family", "").strip("'\"")
            looks.faces[face.get(f"{STYLE}name", "")] = family
        for style in root.iter(f"{STYLE}style"):
            looks.styles[style.get(f"{STYLE}name", "")] = style
        for style in root.iter(f"{STYLE}default-style"):
            if style.get(f"{STYLE}family") == "paragraph":
                looks.styles[""] = style
    return looks
