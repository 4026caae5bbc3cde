"""ZIP archives, kind ones and others."""

import stat
import zipfile

import pytest

from intranet.extraction.errors import BrokenFile, EncryptedFile, TooLarge
from intranet.extraction.formats import archives
from intranet.extraction.formats.archives import UnsafeArchive, members


@pytest.fixture
def packed(tmp_path):
    """Writes a ZIP of these files."""

    def write(files: dict[str, bytes], way: int = zipfile.ZIP_DEFLATED):
        place = tmp_path / "goi.zip"
        with zipfile.ZipFile(place, "w", way) as out:
            for name, content in files.items():
                out.writestr(zipfile.ZipInfo(name), content, way)
        return place

    return write


def content(member) -> bytes:
    with member.open() as stream:
        return stream.read()


def test_files_come_in_order_with_their_folders(packed):
    found = list(members(packed({"2024/": b"", "2024/kế hoạch.txt": b"mot", "b.txt": b"hai"})))
    assert [(member.name, member.size) for member in found] == [
        ("2024/kế hoạch.txt", 3),
        ("b.txt", 3),
    ]
    assert [content(member) for member in found] == [b"mot", b"hai"]


def test_names_in_utf_8_without_its_mark_are_understood(packed):
    place = packed({"quyết.txt": b"x"})
    data = bytearray(place.read_bytes())
    for mark, at in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.index(mark) + at] &= ~0x08
    place.write_bytes(data)
    assert [member.name for member in members(place)] == ["quyết.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "C:/a.txt", "a/../../b.txt", "..\\a.txt", "a\nb.txt"]
)
def test_a_name_that_leads_outside_refuses_all(packed, name):
    with pytest.raises(UnsafeArchive, match="không an toàn"):
        members(packed({"a.txt": b"x", name: b"y"}))


def test_a_link_refuses_all(tmp_path):
    link = zipfile.ZipInfo("mat-khau")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr(link, "/etc/passwd")
    with pytest.raises(UnsafeArchive):
        members(tmp_path / "a.zip")


def test_too_many_files_are_refused(packed, monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    with pytest.raises(TooLarge, match="hơn 3 tệp"):
        members(packed({f"{n}.txt": b"x" for n in range(4)}))


def test_a_bomb_is_refused_before_it_is_opened(packed):
    with pytest.raises(TooLarge, match="phình"):
        members(packed({"a.txt": b"0" * 3_000_000}))


def test_more_bytes_than_allowed_end_the_reading_whatever_was_declared(packed, monkeypatch):
    first, second = members(packed({"a": b"x" * 600, "b": b"y" * 600}, zipfile.ZIP_STORED))
    monkeypatch.setattr(archives, "LARGEST_SUM", 1000)
    assert len(content(first)) == 600
    assert len(content(first)) == 600  # a file that is read twice counts once
    with pytest.raises(TooLarge):
        content(second)


def test_a_password_is_refused_with_a_reason(packed):
    place = packed({"a.txt": b"noi dung"})
    data = bytearray(place.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    place.write_bytes(data)
    with pytest.raises(EncryptedFile, match="mật khẩu"):
        members(place)


def test_torn_content_is_told_when_it_is_read(packed):
    place = packed({"a.txt": b"noi dung " * 50}, zipfile.ZIP_STORED)
    data = bytearray(place.read_bytes())
    data[60] ^= 0xFF
    place.write_bytes(data)
    with pytest.raises(BrokenFile):
        content(next(members(place)))


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(BrokenFile):
        members(tmp_path / "a.zip")
