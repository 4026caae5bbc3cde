"""How good the text layer of a page is, and how the page should be read: pure judgement.

Thresholds were set on real documents: good print has 0.95 to 1.0 of its words as syllables and 0.27
to 0.35 of its letters beyond ASCII; a scanner's layer without marks 0.55 to 0.65 and none.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from intranet.extraction.layout import page_reasons as reasons
from intranet.extraction.layout import text_damage as signs
from intranet.language.text.legacy_encodings import (
    DECODERS,
    ENCODING_NAMES,
    FOREIGN_SIGNS,
    detect_encoding,
    mistaken_d,
    with_d,
)
from intranet.language.text.syllables import vietnamese_share

Way = Literal["text", "converted", "ocr"]

ENOUGH_WORDS = 20
FEWEST_SIGNS = 3
FEW_LETTERS = 60  # over a scan this is a page number or a watermark, not its text
BANNER_LETTERS = 700
MIXED_LETTERS = 400  # fewer beside a picture: the picture may be the text
WHOLE_PICTURE, BIG_PICTURE, SOME_PICTURE = 0.85, 0.25, 0.08
FEW_LOST, FEW_PRIVATE, FEW_SPACED = 0.03, 0.05, 0.3
GOOD_LAYER, GOOD_PRINT = 0.85, 0.6
MARKED = 0.1  # of the letters beyond ASCII; Vietnamese has three times as many
UNMARKED = 0.03
# What a signing tool or a gazette prints over a scanned page.
BANNER = re.compile(
    r"Người\s+ký|Ký\s+bởi|Digitally\s+signed|Thời\s+gian\s+ký|Ngày\s+ký|Giờ\s+ký|Email\s*:"
    r"|Cơ\s+quan\s*:|CỔNG\s+THÔNG\s+TIN|VĂN\s+BẢN\s+ĐẾN|Kèm\s+theo\s+văn\s+bản|SAO\s+Y"
    r"|Signature|\bDN\s*:\s*C\s*=|Reason\s*:|Location\s*:",
    re.IGNORECASE,
)

BY_FONT, BY_D = "font", "ñ"
CODES = {encoding.value: encoding for encoding in ENCODING_NAMES}
WAYS: dict[str, Way] = {way: way for way in get_args(Way)}


@dataclass(frozen=True)
class PageQuality:
    """How good a page's text layer is (`score` 0..1) and how the page should be read.

    `valid_share` is the share of Vietnamese syllables, `replacement`, `private_use` and `spaced`
    the shares of letters lost, of private codes and standing alone; `legacy` the old encoding.
    `text` is the layer as it should be shown with its number of `words`; `mixed` says that they
    stay beside those recognised in pictures, `foreign` that the page is in another language.
    `forced` says that a person chose the way. `reason` is for the clerk.
    """

    score: float
    valid_share: float
    replacement: float
    private_use: float
    spaced: float
    legacy: str
    choice: Way
    reason: str
    text: str = ""
    mixed: bool = False
    foreign: bool = False
    words: int = 0
    forced: bool = False


@dataclass(frozen=True)
class PageTraits:
    """What is known of a page: its layer, shares under pictures (`bare` ones carry no letters).

    `by_font` is the text with the letters of old fonts converted, empty when there are none;
    `inked` says that something is drawn on a page without letters.
    """

    text: str
    pictured: float = 0.0
    bare: float = 0.0
    inked: bool = False
    by_font: str = ""


def page_quality(page: PageTraits) -> PageQuality:
    """The judgement of one page; every page gets one, and its reason is never empty."""
    legacy, text, reason = _decoded(page)
    share = vietnamese_share(text)
    valid = share.ratio if share.counted >= ENOUGH_WORDS else 1.0
    lost, private, spaced = signs.lost(page.text), signs.private(page.text), signs.spaced(text)
    good = valid * (1 - min(1.0, lost * 5)) * (1 - min(1.0, private * 5)) * (1 - spaced)
    base = PageQuality(
        round(good, 3), round(share.ratio if share.counted else 1.0, 3),
        round(lost, 3), round(private, 3), round(spaced, 3),
        legacy, "converted" if legacy else "text", reason or reasons.GOOD, text,
        words=share.counted,
    )  # fmt: skip
    return _without_text(base, page) or _damaged(base, page) or _read(base, page)


def forced_quality(judged: PageQuality, way: str, page: PageTraits) -> PageQuality:
    """The judgement as a person overruled it: text, ocr, converted or converted:<encoding>.

    What follows "ocr:" is for recognition; an unknown way changes nothing.
    """
    name, _, encoding = way.partition(":")
    if (chosen := WAYS.get(name)) is None:
        return judged
    text, legacy = (page.text, "") if chosen == "text" else (judged.text, judged.legacy)
    if chosen == "converted" and encoding in CODES:
        text, legacy = DECODERS[CODES[encoding]](page.text), ENCODING_NAMES[CODES[encoding]]
    return replace(
        judged, choice=chosen, reason=reasons.FORCED[chosen], text=text, legacy=legacy,
        mixed=False, forced=True,
    )  # fmt: skip


def _decoded(page: PageTraits) -> tuple[str, str, str]:
    """Name of the old encoding, the text in Unicode, and what to say about it."""
    if page.by_font:
        detected = detect_encoding(page.by_font)  # what fonts did not tell is judged as a whole
        text = detected.text if detected.encoding in ENCODING_NAMES else page.by_font
        return BY_FONT, text, reasons.OLD_FONT
    if len(FOREIGN_SIGNS.findall(page.text)) < FEWEST_SIGNS:
        return "", page.text, ""  # no old code does without them
    detected = detect_encoding(page.text)
    if name := ENCODING_NAMES.get(detected.encoding):
        return name, detected.text, reasons.OLD_CODE.format(name=name)
    mended = mistaken_d(page.text)
    return (BY_D, mended, reasons.WRONG_D) if mended != page.text else ("", page.text, "")


def decoder(legacy: str) -> Callable[[str], str]:
    """What turns a line in an old encoding, as `PageQuality.legacy` names it, into Unicode."""
    decoders = {name: DECODERS[encoding] for encoding, name in ENCODING_NAMES.items()}
    return {**decoders, BY_D: with_d}.get(legacy, str)


def _without_text(judged: PageQuality, page: PageTraits) -> PageQuality | None:
    """Pages whose layer says nothing of what is printed on them."""
    letters = _character_count(judged.text)
    if letters == 0 and not (page.bare >= SOME_PICTURE or page.inked):
        return replace(judged, score=1.0, reason=reasons.BLANK)
    reason = ""
    if letters == 0:
        is_scan = max(page.bare, page.pictured) >= SOME_PICTURE
        reason = reasons.SCAN if is_scan else reasons.DRAWN
    elif page.bare >= WHOLE_PICTURE:
        if letters < BANNER_LETTERS and BANNER.search(judged.text):
            reason = reasons.BANNER_ONLY
        elif letters < FEW_LETTERS:
            reason = reasons.FEW
    return replace(judged, score=0.0, choice="ocr", reason=reason) if reason else None


def _character_count(text: str) -> int:
    return sum(map(str.isalnum, text))


def _damaged(judged: PageQuality, page: PageTraits) -> PageQuality | None:
    """Layers with letters that are not those on the document."""
    over_scan = page.pictured >= WHOLE_PICTURE and page.bare < 0.5
    if judged.replacement > FEW_LOST or judged.private_use > FEW_PRIVATE:
        return replace(judged, choice="ocr", reason=reasons.LOST_LETTERS)
    if judged.spaced > FEW_SPACED:
        return replace(judged, choice="ocr", reason=reasons.SPACED_LETTERS)
    if judged.words < ENOUGH_WORDS:
        return None
    if signs.is_foreign(judged.text, judged.valid_share):
        return replace(judged, score=1.0, foreign=True, reason=reasons.FOREIGN)
    if over_scan and signs.marked(judged.text) < UNMARKED:
        score = min(judged.score, 0.3)
        return replace(judged, score=score, choice="ocr", reason=reasons.WITHOUT_MARKS)
    doubtful = judged.valid_share < (GOOD_LAYER if over_scan else GOOD_PRINT)
    if doubtful and (over_scan or signs.marked(judged.text) > MARKED):
        return replace(judged, choice="ocr", reason=reasons.DAMAGED)
    return None


def _read(judged: PageQuality, page: PageTraits) -> PageQuality:
    """Layers that are used, with what a person should know of them."""
    few_beside = page.bare >= SOME_PICTURE and _character_count(judged.text) < MIXED_LETTERS
    if few_beside or page.bare >= BIG_PICTURE:
        return replace(judged, choice="ocr", mixed=True, reason=reasons.MIXED)
    if judged.reason != reasons.GOOD or judged.foreign:
        return judged
    if judged.words < ENOUGH_WORDS:
        return replace(judged, reason=reasons.SHORT)
    if judged.valid_share > signs.FOREIGN_SHARE and signs.marked(judged.text) < UNMARKED:
        return replace(judged, reason=reasons.TYPED_BARE)
    if judged.valid_share < GOOD_LAYER:
        return replace(judged, reason=reasons.DOUBTFUL)
    return replace(judged, reason=reasons.SCANNER) if page.pictured >= WHOLE_PICTURE else judged


def is_better(recognised: str, layer: PageQuality) -> bool:
    """Whether recognised letters read better than the layer that seemed damaged."""
    share = vietnamese_share(recognised)
    if share.counted < ENOUGH_WORDS or layer.score == 0.0:
        return bool(recognised.strip()) or layer.score == 0.0
    return share.ratio >= layer.valid_share - 0.02 or signs.marked(layer.text) < UNMARKED
