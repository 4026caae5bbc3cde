"""Papers photographed with a telephone."""

import io
from pathlib import Path

import pytest
from PIL import Image
from pillow_heif import from_pillow, register_heif_opener

from intranet.extraction.formats.page_rendering import render_page

ORIENTATION, LYING = 0x112, 6


def photographed(path: Path) -> Path:
    """A sheet photographed with the telephone held sideways."""
    picture = Image.new("RGB", (400, 200), "white")
    tags = picture.getexif()
    tags[ORIENTATION] = LYING
    if path.suffix == ".heic":
        register_heif_opener()
        from_pillow(picture).save(path)
    else:
        picture.save(path, exif=tags)
    return path


def test_a_photograph_is_shown_upright_as_the_camera_says(tmp_path: Path) -> None:
    drawn = render_page(photographed(tmp_path / "anh.jpg"), 1)
    assert drawn
    assert Image.open(io.BytesIO(drawn)).size == (200, 400)


@pytest.mark.parametrize("name", ["anh.jpg", "anh.heic", "anh.png"])
def test_every_kind_of_photograph_has_a_picture(tmp_path: Path, name: str) -> None:
    assert render_page(photographed(tmp_path / name), 1)
