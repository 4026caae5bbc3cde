"""Styles of a Word file as far as reading needs them: font, hidden, capitals."""

from dataclasses import dataclass, field

from lxml import etree

from intranet.extraction.formats.xml_package import W

DEEPEST = 20  # styles built on styles; more is a ring
SLOTS = (("hAnsi", "hAnsiTheme"), ("ascii", "asciiTheme"), ("cs", "cstheme"))
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(frozen=True)
class RunStyle:
    """How a run looks; None is not said here."""

    font: str | None = None
    hidden: bool | None = None
    capitals: bool | None = None

    def over(self, below: "RunStyle") -> "RunStyle":
        """This look, and where it says nothing the one below."""
        return RunStyle(
            self.font if self.font is not None else below.font,
            self.hidden if self.hidden is not None else below.hidden,
            self.capitals if self.capitals is not None else below.capitals,
        )


@dataclass
class WordStyles:
    """The named looks of a document."""

    default: RunStyle = field(default_factory=RunStyle)
    own: dict[str, tuple[RunStyle, str]] = field(default_factory=dict)
    usual: str = ""
    theme: dict[str, str] = field(default_factory=dict)
    known: dict[str, RunStyle] = field(default_factory=dict)

    def of_run(self, run: etree._Element, paragraph: str) -> RunStyle:
        """The look of a run in a paragraph of that style."""
        properties = run.find(f"{W}rPr")
        named = _value(properties, "rStyle")
        below = self._named(paragraph or self.usual).over(self.default)
        return self.look(properties).over(self._named(named).over(below))

    def look(self, properties: etree._Element | None) -> RunStyle:
        """What run properties say by themselves."""
        if properties is None:
            return RunStyle()
        return RunStyle(
            self._font(properties.find(f"{W}rFonts")),
            _switch(properties.find(f"{W}vanish")),
            _switch(properties.find(f"{W}caps")),
        )

    def _named(self, name: str) -> RunStyle:
        if name not in self.known:
            look, following = RunStyle(), name
            for _ in range(DEEPEST):
                if following not in self.own:
                    break
                here, following = self.own[following]
                look = look.over(here)
            self.known[name] = look
        return self.known[name]

    def _font(self, fonts: etree._Element | None) -> str | None:
        if fonts is None:
            return None
        for slot, theme in SLOTS:
            if fonts.get(f"{W}{theme}"):
                return self.theme.get(fonts.get(f"{W}{theme}", "")[:5], "")
            if fonts.get(f"{W}{slot}"):
                return str(fonts.get(f"{W}{slot}"))
        return None


def word_styles(root: etree._Element | None, theme: etree._Element | None) -> WordStyles:
    """The styles of word/styles.xml with the fonts of the theme; either may be missing."""
    styles = WordStyles(theme=_theme(theme))
    if root is None:
        return styles
    styles.default = styles.look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for style in root.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        styles.own[name] = (styles.look(style.find(f"{W}rPr")), _value(style, "basedOn"))
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            styles.usual = name
    return styles


def _theme(root: etree._Element | None) -> dict[str, str]:
    """Fonts by the first five letters of what names them: major…, minor…"""
    fonts: dict[str, str] = {}
    for name in ("major", "minor"):
        latin = root.find(f".//{A}{name}Font/{A}latin") if root is not None else None
        if latin is not None:
            fonts[name] = latin.get("typeface", "")
    return fonts


def _value(parent: etree._Element | None, name: str) -> str:
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def _switch(mark: etree._Element | None) -> bool | None:
    return None if mark is None else is_on(mark)


def is_on(mark: etree._Element | None) -> bool:
    """Whether a switch such as w:b is set."""
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none", "off")
