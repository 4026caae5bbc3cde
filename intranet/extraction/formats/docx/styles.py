"""Styles of a Word file as far as reading needs them (font, hidden, capitals), and its runs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from intranet.extraction.formats.font_runs import convert_elements
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
    """The named looks of a document, what each is built on, and the fonts of the theme."""

    theme: dict[str, str] = field(default_factory=dict)
    default: RunStyle = field(default_factory=RunStyle)
    usual: str = ""
    looks: dict[str, RunStyle] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    known: dict[str, RunStyle] = field(default_factory=dict)

    def of_run(self, run: etree._Element, paragraph: str) -> RunStyle:
        """The look of a run in a paragraph of that style."""
        properties = run.find(f"{W}rPr")
        named = self._named(value_of(properties, "rStyle"))
        below = self._named(paragraph or self.usual).over(self.default)
        return self.look(properties).over(named.over(below))

    def look(self, properties: etree._Element | None) -> RunStyle:
        """What run properties say by themselves."""
        if properties is None:
            return RunStyle()
        marks = (properties.find(f"{W}{name}") for name in ("vanish", "caps"))
        return RunStyle(
            self._font(properties.find(f"{W}rFonts")),
            *(None if mark is None else is_on(mark) for mark in marks),
        )

    def _named(self, name: str) -> RunStyle:
        if name not in self.known:
            look = RunStyle()
            for style in lineage(name, self.bases):
                look = look.over(self.looks[style])
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
    styles = WordStyles(_theme(theme) if theme is not None else {})
    if root is None:
        return styles
    styles.default = styles.look(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for style in root.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        styles.looks[name] = styles.look(style.find(f"{W}rPr"))
        styles.bases[name] = value_of(style, "basedOn")
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            styles.usual = name
    return styles


def _theme(root: etree._Element) -> dict[str, str]:
    """Fonts by the first five letters of what names them: major…, minor…"""
    latins = {name: root.find(f".//{A}{name}Font/{A}latin") for name in ("major", "minor")}
    return {name: latin.get("typeface", "") for name, latin in latins.items() if latin is not None}


def lineage(name: str, bases: Mapping[str, str]) -> Iterator[str]:
    """The style of that name and those that it is built on, nearest first."""
    for _ in range(DEEPEST):
        if name not in bases:
            return
        yield name
        name = bases[name]


def made_readable(roots: Sequence[etree._Element], styles: WordStyles) -> str:
    """Puts Unicode in place of old letters in all runs and takes out hidden text.

    Gives the Vietnamese sentence that says what was converted, empty when nothing was.
    """
    # Soft hyphens become signs of the text: in TCVN3 that sign is the letter ư.
    for mark in [mark for root in roots for mark in root.iter(f"{W}softHyphen")]:
        mark.tag, mark.text = f"{W}t", "\u00ad"
    shown = []
    for text, look in (run for root in roots for run in _texts(root, styles)):
        if look.hidden:
            text.text = ""
        else:
            shown.append((text, look))
    paragraphs = groupby(shown, key=lambda run: _paragraph(run[0]))
    reason = convert_elements(
        [(text, look.font or "") for text, look in runs] for _, runs in paragraphs
    )
    for text, look in shown:
        if look.capitals:
            text.text = (text.text or "").upper()
    return reason


def _texts(root: etree._Element, styles: WordStyles) -> Iterator[tuple[etree._Element, RunStyle]]:
    for run in root.iter(f"{W}r"):
        texts = run.findall(f"{W}t")
        if texts:
            look = styles.of_run(run, value_of(_paragraph(run), "pPr/pStyle"))
            yield from ((text, look) for text in texts)


def _paragraph(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def value_of(parent: etree._Element | None, path: str) -> str:
    """What the element on that path below says; empty when one of them is missing."""
    child = parent.find(W + path.replace("/", f"/{W}")) if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def is_on(mark: etree._Element | None) -> bool:
    """Whether a switch such as w:b is set."""
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "none", "off")
