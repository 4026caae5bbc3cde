"""How much of a page is picture, and whether letters stand on it: what tells a scan from print."""

from collections.abc import Sequence

import pypdfium2 as pdfium

from intranet.extraction.formats.pdf.text_layer import TextLayer
from intranet.extraction.layout.geometry import Rect, around

MOST_PICTURES = 400
SMALLEST = 0.03  # of the page: below are logos, stamps and signatures
NARROWEST = 0.3  # of its width
TOUCHING = 2.0  # points between the strips of one scan
SAMPLES = 80
# A printed page carries about 1 500 letters: a scan with a signing banner far fewer.
FEW_ON_A_PAGE = 300
INK_WIDTH = 200
DARK = 150
FEWEST_DARK, MOST_DARK = 6, 150  # in a row of the small picture: below a frame, above a rule
INKED_ROWS = 6


def picture_shares(layer: TextLayer, pictures: Sequence[Rect], page: Rect) -> tuple[float, float]:
    """Shares of the page under pictures, and under big ones that carry hardly any letters.

    Overlapping strips of one scan are simply added.
    """
    area = _area(page)
    if area <= 0:
        return 0.0, 0.0
    within = [_within(picture, page) for picture in pictures[:MOST_PICTURES]]
    big = [
        group
        for group in _grouped(within)
        if _area(group) >= SMALLEST * area and group.width >= NARROWEST * page.width
    ]
    points, weight = _points(layer) if big else ([], 0.0)
    few = FEW_ON_A_PAGE / area
    bare = (
        _area(group)
        for group in big
        if sum(group.holds(x, y) for x, y in points) * weight < few * _area(group)
    )
    return min(sum(map(_area, within)) / area, 1.0), min(sum(bare) / area, 1.0)


def _points(layer: TextLayer) -> tuple[list[tuple[float, float]], float]:
    """Places of a sample of the letters, and how many letters each of them stands for."""
    solid = [at for at, letter in enumerate(layer.letters) if letter.isalnum()]
    chosen = solid[:: max(1, len(solid) // SAMPLES)]
    boxes = map(layer.box, chosen)
    places = [((box.left + box.right) / 2, (box.bottom + box.top) / 2) for box in boxes]
    return places, len(solid) / max(len(chosen), 1)


def _grouped(pictures: Sequence[Rect]) -> list[Rect]:
    """Pictures that touch each other taken as one: scanners cut a page into strips."""
    groups: list[Rect] = []
    for picture in sorted(pictures, key=lambda it: -it.top):
        if _area(picture) <= 0:
            continue
        at = next((at for at, group in enumerate(groups) if _touch(group, picture)), len(groups))
        groups[at : at + 1] = [around((*groups[at : at + 1], picture))]
    return groups


def _touch(a: Rect, b: Rect) -> bool:
    shared = _within(a, b)
    return shared.width >= -TOUCHING and shared.height >= -TOUCHING


def _within(picture: Rect, page: Rect) -> Rect:
    left, bottom = map(max, picture[:2], page[:2])
    return Rect(left, bottom, *map(min, picture[2:], page[2:]))


def _area(rect: Rect) -> float:
    return max(0.0, rect.width) * max(0.0, rect.height)


def has_ink(page: pdfium.PdfPage) -> bool:
    """Whether a small picture of the page shows more than rules and a frame."""
    width, height = page.get_size()
    if width <= 0 or not 0.1 < height / width < 10:
        return False
    picture = page.render(scale=INK_WIDTH / width, grayscale=True).to_pil().convert("L")
    across, letters = picture.width, picture.tobytes()
    rows = (letters[at : at + across] for at in range(0, len(letters), across))
    dark = (sum(shade < DARK for shade in row) for row in rows)
    return bool(sum(FEWEST_DARK <= count <= MOST_DARK for count in dark) >= INKED_ROWS)
