"""Every format has its reader, and what is said of any file."""

from pathlib import Path

import pytest
from PIL import Image

from intranet.extraction.errors import BrokenFile, TooLarge, UnknownKind
from intranet.extraction.formats.format_reading import FormatReading, ReadingOptions
from intranet.extraction.formats.images import image_pages
from intranet.extraction.formats.reader import PICTURED_READERS, READERS, read_file
from intranet.extraction.formats.registry import FORMATS, PICTURED_KINDS


def read(path: Path, kind: str, max_pages: int) -> FormatReading:
    """The file as its format is read."""
    return read_file(path, kind, ReadingOptions(max_pages))


def test_all_formats_have_a_reader_but_archives():
    readable = {kind for kind, entry in FORMATS.items() if entry.is_readable}
    assert {*READERS, *PICTURED_READERS} == readable
    assert set(PICTURED_READERS) == PICTURED_KINDS
    assert set(FORMATS) - readable == {"zip"}
    assert {entry.newer for entry in FORMATS.values() if entry.newer} <= set(READERS)


def test_an_archive_asks_to_be_unpacked(tmp_path):
    with pytest.raises(UnknownKind, match="giải nén"):
        read(tmp_path / "a.zip", "zip", 10)


def test_a_file_without_words_says_so(tmp_path):
    (tmp_path / "a.txt").write_bytes(b" \n")
    assert "không có nội dung chữ" in read(tmp_path / "a.txt", "text", 10).warnings[0]


def test_more_pages_than_allowed_are_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"a\fb\fc")
    with pytest.raises(TooLarge, match="hơn 2 trang"):
        read(tmp_path / "a.txt", "text", 2)


def test_each_frame_of_a_scan_is_a_page_that_waits(tmp_path):
    frames = [Image.new("1", (1654, 2339)) for _ in range(3)]
    frames[0].save(tmp_path / "a.tif", save_all=True, append_images=frames[1:], dpi=(200, 200))
    scan = read(tmp_path / "a.tif", "image", 10)
    assert [(page.number, page.pending, page.text) for page in scan.pages] == [
        (1, True, ""),
        (2, True, ""),
        (3, True, ""),
    ]
    assert (round(scan.pages[0].width), round(scan.pages[0].height)) == (595, 842)
    assert "nhận dạng" in scan.warnings[0]


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp", "heif"])
def test_pictures_of_every_kind_are_taken(tmp_path, kind):
    from pillow_heif import register_heif_opener

    register_heif_opener()
    Image.new("RGB", (64, 64)).save(tmp_path / "a", format=kind)
    assert len(image_pages(tmp_path / "a", 10)) == 1


def test_a_torn_picture_is_refused(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    with pytest.raises(BrokenFile):
        image_pages(tmp_path / "a.png", 10)


def test_a_picture_of_too_many_points_is_refused(tmp_path):
    Image.new("1", (20_000, 20_000)).save(tmp_path / "a.png")
    with pytest.raises(TooLarge, match="300 dpi"):
        image_pages(tmp_path / "a.png", 10)
