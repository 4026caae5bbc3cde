"""The first look decides what is taken in at all."""

from pathlib import Path

import pytest

from intranet.extraction.glance import glance
from tests.intake import papers


def looked(folder: Path, content: bytes, name: str = "van-ban.docx", seconds: float = 30):
    """The glance at these bytes."""
    place = folder / "x"
    place.write_bytes(content)
    return glance(place, name=name, seconds=seconds)


@pytest.mark.parametrize("form", ["docx", "pdf", "scan"])
def test_a_paper_of_the_office_may_be_taken(tmp_path: Path, form: str) -> None:
    made = {"docx": papers.letter, "pdf": papers.plan_as_pdf, "scan": papers.scanned}
    seen = looked(tmp_path, made[form](), "x.pdf")
    assert (seen.reason, seen.rule) == (None, "")
    assert seen.kind == ("docx" if form == "docx" else "pdf")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secrecy_mark_in_the_header_is_refused(tmp_path: Path, mark: str) -> None:
    seen = looked(tmp_path, papers.letter(mark=mark))
    assert seen.rule == "secret_mark"
    assert "dấu hiệu mật" in (seen.reason or "")


@pytest.mark.parametrize("mark", ["KHẨN", "HỎA TỐC", "LƯU HÀNH NỘI BỘ"])
def test_urgency_is_not_secrecy(tmp_path: Path, mark: str) -> None:
    assert looked(tmp_path, papers.letter(mark=mark)).reason is None


def test_a_paper_about_secrets_is_no_secret(tmp_path: Path) -> None:
    about = papers.letter(subject="Thực hiện công tác bảo vệ bí mật nhà nước năm 2025")
    assert looked(tmp_path, about).reason is None


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty_file"),
        (b"\0" * 40, "empty_file"),
        (b"\x01\x02\x03\xfe" * 40, "unknown_kind"),
        (b"MZ" + b"\0" * 60 + b"x", "unknown_kind"),
        (b"%PDF-1.4\n%%EOF", "broken_file"),
        (b"PK\x03\x04 khong phai zip", "broken_file"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, rule: str
) -> None:
    seen = looked(tmp_path, content)
    assert seen.rule == rule
    assert (seen.reason or "").endswith(".")


def test_a_password_is_found(tmp_path: Path) -> None:
    assert looked(tmp_path, papers.locked_pdf()).rule == "encrypted_file"


def test_a_cut_off_docx_is_broken(tmp_path: Path) -> None:
    assert looked(tmp_path, papers.letter()[:4000]).rule == "broken_file"


def test_an_older_office_file_is_taken_unread(tmp_path: Path) -> None:
    assert looked(tmp_path, b"{\\rtf1 x}").kind == "rtf"


def test_a_file_that_takes_too_long_is_refused_in_words(tmp_path: Path) -> None:
    seen = looked(tmp_path, papers.letter(), seconds=0.001)
    assert seen.rule == "too_slow"
