"""Pages drawn on the spot, as a scanner or a camera would hand them over."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from PIL import Image, ImageDraw, ImageFont

from intranet.printing.fonts import typeface

A4 = (1240, 1754)  # pixels at 150 dpi
PRINT = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện nghiêm túc",
    "các nhiệm vụ sau đây và báo cáo kết quả trước ngày 15 tháng 12 năm 2026:",
    "1. Rà soát các văn bản quy phạm pháp luật thuộc lĩnh vực quản lý.",
    "2. Kiểm tra việc tiếp nhận và giải quyết hồ sơ của người dân.",
    "3. Bố trí kinh phí theo quy định tại Nghị định số 30/2020/NĐ-CP.",
)
Colour = int | tuple[int, int, int]


@cache
def lettering(size: int, style: str = "") -> ImageFont.FreeTypeFont:
    """The typeface of official documents in pixels."""
    face = typeface(Path(mkdtemp(prefix="typeface-")))
    return ImageFont.truetype(str(face.file(style)), size)


def printed(
    lines: Sequence[str] = PRINT, *, top: int = 300, mode: str = "L", size: int = 29
) -> Image.Image:
    """A sheet with these lines below each other."""
    sheet = Image.new(mode, A4, "white")
    for row, line in enumerate(lines):
        write(sheet, (150, top + row * size * 2), line, size=size)
    return sheet


def write(
    sheet: Image.Image,
    place: tuple[int, int],
    words: str,
    *,
    size: int = 29,
    ink: Colour | str = "black",
    style: str = "",
) -> None:
    """More words on a sheet."""
    ImageDraw.Draw(sheet).text(place, words, font=lettering(size, style), fill=ink)


def stamp(sheet: Image.Image, middle: tuple[int, int], ink: Colour = (214, 40, 57)) -> None:
    """A round seal with a star and two words, over whatever is printed there."""
    pen = ImageDraw.Draw(sheet)
    x, y = middle
    for radius in (120, 84):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=5)
    pen.regular_polygon((x, y, 30), 5, fill=ink)
    pen.text((x - 70, y + 36), "VĂN PHÒNG", font=lettering(24, "B"), fill=ink)
