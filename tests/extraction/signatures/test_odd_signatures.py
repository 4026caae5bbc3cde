"""Signatures that are old, broken, of another kind, or none."""

import zipfile
from pathlib import Path

import pytest

from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.signatures import notes
from intranet.extraction.signatures.file_signatures import signatures_of
from tests.extraction.signing import (
    Office,
    changed_afterwards,
    signatures_told,
    signed,
    unsigned_pdf,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


def test_an_old_kind_is_named_and_not_guessed(tmp_path: Path, office: Office) -> None:
    content = signed(unsigned_pdf(), office.person, "S1")
    content = content.replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.sha1    ")
    (one,) = signatures_told(tmp_path, content)
    assert one.note == notes.OLD_KIND
    assert one.signer == "Hà Bích Thảo"
    assert not one.intact


def test_too_many_additions_are_not_looked_through_and_not_called_harmless(
    tmp_path: Path, office: Office
) -> None:
    content = signed(unsigned_pdf(), office.person, "S1")
    for _ in range(31):
        content = changed_afterwards(content)
    (one,) = signatures_told(tmp_path, content)
    assert one.intact
    assert not one.whole
    assert notes.UNCOMPARED in one.note
    assert notes.ADDED not in one.note


def test_a_broken_signature_is_told_and_does_not_hide_the_other(
    tmp_path: Path, office: Office
) -> None:
    first = signed(unsigned_pdf(), office.person, "S1")
    content = signed(first, office.organ, "S2")
    place = content.index(b"/Contents <") + len(b"/Contents <")
    assert place < len(first)
    broken = content[:place] + b"0" * 40 + content[place + 40 :]
    found = signatures_told(tmp_path, broken)
    assert [one.note for one in found if not one.signer] == [notes.BROKEN]
    assert [one.signer for one in found if one.signer] == ["Thanh tra tỉnh Lạng Sơn"]


def test_a_file_cut_off_behind_its_signature_never_fails(tmp_path: Path, office: Office) -> None:
    content = signed(unsigned_pdf(), office.person, "S1")
    for end in range(len(content) - 200, 800, -3571):
        for one in signatures_told(tmp_path, content[:end]):
            assert not one.whole


@pytest.mark.parametrize("name", ["_xmlsignatures/sig1.xml", "META-INF/documentsignatures.xml"])
def test_an_office_signature_is_noticed_and_said_to_be_unchecked(tmp_path: Path, name: str) -> None:
    path = tmp_path / "document.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, "<Signature/>")
    (one,) = signatures_of(path)
    assert one.note == notes.OFFICE
    assert not one.intact


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 none", b"words"])
def test_other_files_have_no_signatures(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert signatures_of(path) == ()


def test_a_mention_of_byte_ranges_is_not_a_signature(tmp_path: Path) -> None:
    assert signatures_told(tmp_path, unsigned_pdf() + b"\n% /ByteRange\n") == ()


def test_in_the_limited_child_the_answer_is_the_same(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(signed(unsigned_pdf(), office.person, "S1"))
    (one,) = extract_isolated(path).signatures
    assert (one.signer, one.whole) == ("Hà Bích Thảo", True)
