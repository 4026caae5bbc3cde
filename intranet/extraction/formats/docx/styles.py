"""Styles of a Word file as far as reading needs them: font, hidden, capitals."""

from dataclasses import dataclass, field

from lxml import etree

from intranet.extraction.formats.text_styles import StyleSheet, StyleTraits, TextStyle
from intranet.extraction.formats.xml_package import W

SLOTS = (("hAnsi", "hAnsiTheme"), ("ascii", "asciiTheme"), ("cs", "cstheme"))
SWITCHES = {"hidden": "vanish", "capitals": "caps"}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass
class WordStyles(StyleSheet):
    """The styles of a Word file, the one that paragraphs have by default, and the theme's fonts."""

    paragraph: str = ""
    theme: dict[str, str] = field(default_factory=dict)

    def of_run(self, run: etree._Element, paragraph: str) -> TextStyle:
        """The look of a run in a paragraph of that style."""
        properties = run.find(f"{W}rPr")
        named = value_of(properties, "rStyle")
        return self.look(paragraph or self.paragraph, named, **self.traits_in(properties))

    def traits_in(self, properties: etree._Element | None) -> StyleTraits:
        """What run properties say by themselves."""
        if properties is None:
            return {}
        marks = {name: properties.find(f"{W}{mark}") for name, mark in SWITCHES.items()}
        traits: StyleTraits = {
            name: is_on(mark) for name, mark in marks.items() if mark is not None
        }
        font = self._font(properties.find(f"{W}rFonts"))
        return traits if font is None else {**traits, "font": font}

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
    styles = WordStyles(theme=_theme(theme) if theme is not None else {})
    if root is None:
        return styles
    styles.usual = styles.traits_in(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for style in root.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        styles.traits[name] = styles.traits_in(style.find(f"{W}rPr"))
        styles.bases[name] = value_of(style, "basedOn")
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            styles.paragraph = name
    return styles


def _theme(root: etree._Element) -> dict[str, str]:
    """Fonts by the first five letters of what names them: major…, minor…"""
    latins = {name: root.find(f".//{A}{name}Font/{A}latin") for name in ("major", "minor")}
    return {name: latin.get("typeface", "") for name, latin in latins.items() if latin is not None}


def value_of(parent: etree._Element | None, path: str) -> str:
    """What the element on that path below says; empty when one of them is missing."""
    child = parent.find(W + path.replace("/", f"/{W}")) if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def is_on(mark: etree._Element | None) -> bool:
    """Whether a switch such as w:b is set."""
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none", "off")
