"""Runs of a Word file made readable before anything else looks at them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree

from intranet.extraction.formats.docx.styles import RunStyle, WordStyles
from intranet.extraction.formats.font_runs import FontRuns, joined_vni
from intranet.extraction.formats.xml_package import W

Piece = tuple[etree._Element, RunStyle]


def made_readable(roots: Iterable[etree._Element], styles: WordStyles) -> str:
    """Puts Unicode in place of old letters in all runs and takes out hidden text.

    Gives the Vietnamese sentence that says what was converted, empty when nothing was.
    """
    roots = list(roots)
    for root in roots:
        _spell_hyphens(root)
    pieces = [piece for root in roots for piece in _pieces(root, styles)]
    shown = [piece for piece in pieces if not piece[1].hidden]
    for text, look in pieces:
        if look.hidden:
            text.text = ""
    for _, group in groupby(shown, key=lambda piece: _paragraph(piece[0])):
        _join(list(group))
    fonts = FontRuns((look.font or "", text.text or "") for text, look in shown)
    for text, look in shown:
        plain = fonts.unicode(look.font or "", text.text or "")
        text.text = plain.upper() if look.capitals else plain
    return fonts.reason


def _spell_hyphens(root: etree._Element) -> None:
    """Soft hyphens become signs of the text: in TCVN3 that sign is the letter ư."""
    for mark in list(root.iter(f"{W}softHyphen")):
        mark.tag = f"{W}t"
        mark.text = "\u00ad"


def _pieces(root: etree._Element, styles: WordStyles) -> Iterator[Piece]:
    for run in root.iter(f"{W}r"):
        texts = run.findall(f"{W}t")
        if texts:
            look = styles.of_run(run, _style(_paragraph(run)))
            yield from ((text, look) for text in texts)


def _paragraph(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def _style(paragraph: etree._Element | None) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
    return style.get(f"{W}val", "") if style is not None else ""


def _join(pieces: list[Piece]) -> None:
    texts = joined_vni([(look.font or "", text.text or "") for text, look in pieces])
    for (element, _), text in zip(pieces, texts, strict=True):
        element.text = text
