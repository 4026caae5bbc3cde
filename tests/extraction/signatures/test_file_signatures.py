"""What is said of electronic signatures: who, when, what is covered and whom to trust."""

import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.signers import PdfTimeStamper

from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.signatures import notes
from tests.extraction.signing import (
    NOW,
    YEAR,
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


@pytest.fixture
def roots(office: Office, tmp_path: Path) -> list[Path]:
    return office.roots(tmp_path / "roots")


def test_an_unsigned_document_has_no_signatures(tmp_path: Path) -> None:
    assert signatures_told(tmp_path, unsigned_pdf()) == ()


def test_an_unsigned_document_does_not_pay_for_the_library(tmp_path: Path) -> None:
    path = tmp_path / "document.pdf"
    path.write_bytes(unsigned_pdf())
    asked = (
        "import sys; from pathlib import Path;"
        "from intranet.extraction.signatures.file_signatures import signatures_of;"
        "assert signatures_of(Path(sys.argv[1])) == ();"
        "print([name for name in sys.modules if 'hanko' in name or 'asn1' in name])"
    )
    run = [sys.executable, "-c", asked, str(path)]
    shown = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"


def test_a_signature_says_who_of_which_unit_and_that_all_holds(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    (one,) = signatures_told(tmp_path, signed(unsigned_pdf(), office.person, "S1"), roots)
    assert (one.signer, one.organisation) == ("Hà Bích Thảo", "Phòng Nghiệp vụ 1, Thanh tra tỉnh")
    assert (one.intact, one.whole, one.trusted) == (True, True, True)
    assert not one.timestamped
    assert notes.CLAIMED in one.note
    assert notes.REVOCATION in one.note
    assert one.signed_at.endswith("+07:00")


def test_a_time_stamp_is_told_from_the_clock_of_the_signer(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    content = signed(unsigned_pdf(), office.person, "S1", stamper=office.stamper())
    (one,) = signatures_told(tmp_path, content, roots)
    assert one.timestamped
    assert one.trusted
    assert notes.CLAIMED not in one.note
    assert notes.STAMP_UNKNOWN not in one.note


def test_person_then_organ_are_told_in_order_and_the_first_was_only_signed_over(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    content = signed(signed(unsigned_pdf(), office.person, "S2"), office.organ, "S1")
    first, second = signatures_told(tmp_path, content, roots)
    assert (first.signer, second.signer) == ("Hà Bích Thảo", "Thanh tra tỉnh Lạng Sơn")
    assert first.intact
    assert not first.whole
    assert notes.ADDED in first.note
    assert notes.CHANGED not in first.note
    assert (second.intact, second.whole, second.trusted) == (True, True, True)


def test_a_signature_that_locked_the_file_and_was_signed_over_is_not_called_changed(
    tmp_path: Path, office: Office
) -> None:
    locked = signed(
        unsigned_pdf(), office.person, "S1", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
    )
    # The library refuses to sign over a lock: it is shown an open one for as long as it signs.
    place = locked.index(b"/P 1", locked.index(b"/TransformParams"))
    over = signed(locked[:place] + b"/P 2" + locked[place + 4 :], office.organ, "S2")
    first, _second = signatures_told(tmp_path, locked + over[len(locked) :])
    assert first.intact
    assert notes.LOCKED in first.note
    assert notes.CHANGED not in first.note


def test_words_put_on_the_page_after_signing_are_told(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    content = changed_afterwards(signed(unsigned_pdf(), office.person, "S1"))
    (one,) = signatures_told(tmp_path, content, roots)
    assert one.intact, "the covered bytes are as they were"
    assert not one.whole
    assert notes.CHANGED in one.note
    assert notes.ADDED not in one.note


def test_one_changed_byte_breaks_integrity_and_leaves_trust_its_own_answer(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    content = signed(unsigned_pdf(), office.person, "S1")
    place = content.index(b"%PDF-") + 7
    tampered = content[:place] + b"9" + content[place + 1 :]
    (one,) = signatures_told(tmp_path, tampered, roots)
    assert not one.intact
    assert notes.NOT_INTACT in one.note
    assert one.signer == "Hà Bích Thảo"
    assert one.trusted


def test_bytes_behind_the_signed_file_are_not_covered(tmp_path: Path, office: Office) -> None:
    (one,) = signatures_told(tmp_path, signed(unsigned_pdf(), office.person, "S1") + b"\n% more\n")
    assert one.intact
    assert not one.whole


def test_a_root_that_nobody_here_knows_is_not_trusted(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    (one,) = signatures_told(tmp_path, signed(unsigned_pdf(), Office().person, "S1"), roots)
    assert (one.intact, one.whole, one.trusted) == (True, True, False)
    assert notes.UNKNOWN_ROOT in one.note


def test_an_authority_without_its_root_is_no_root(tmp_path: Path, office: Office) -> None:
    folder = tmp_path / "only between"
    folder.mkdir()
    (folder / "a.der").write_bytes(office.authority.der())
    (one,) = signatures_told(tmp_path, signed(unsigned_pdf(), office.person, "S1"), folder)
    assert one.trusted is None


@pytest.mark.parametrize("folder", [None, "missing", "empty"])
def test_without_roots_trust_is_an_open_question(
    tmp_path: Path, office: Office, folder: str | None
) -> None:
    (tmp_path / "empty").mkdir()
    where = tmp_path / folder if folder else None
    path = tmp_path / "document.pdf"
    path.write_bytes(signed(unsigned_pdf(), office.person, "S1"))
    (one,) = extract_isolated(path, roots=where).signatures
    assert one.trusted is None
    assert one.intact
    assert notes.NO_ROOTS in one.note


def test_a_certificate_that_had_run_out_at_signing_is_told(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    old = office.given("Người cũ", begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    (one,) = signatures_told(tmp_path, signed(unsigned_pdf(), old, "S1"), roots)
    assert one.trusted is False
    assert notes.EXPIRED in one.note
    (again,) = signatures_told(tmp_path, signed(unsigned_pdf(), old, "S1"))
    assert again.trusted is None
    assert notes.EXPIRED in again.note


def test_a_trusted_time_stamp_keeps_a_signature_alive_after_the_certificate(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    old = office.given("Người cũ", begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    then = NOW - 2 * YEAR
    (one,) = signatures_told(
        tmp_path, signed(unsigned_pdf(), old, "S1", stamper=office.stamper(then)), roots
    )
    assert datetime.fromisoformat(one.signed_at) == then
    assert one.trusted
    assert notes.EXPIRED not in one.note


def test_a_time_stamp_from_anybody_does_not(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    old = office.given("Người cũ", begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    stamper = Office().stamper(NOW - 2 * YEAR)
    (one,) = signatures_told(tmp_path, signed(unsigned_pdf(), old, "S1", stamper=stamper), roots)
    assert one.trusted is False
    assert notes.STAMP_UNKNOWN in one.note
    assert notes.EXPIRED_SINCE in one.note


def test_a_time_stamp_of_the_file_is_no_persons_signature(
    tmp_path: Path, office: Office, roots: list[Path]
) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed(unsigned_pdf(), office.person, "S1")))
    out = BytesIO()
    PdfTimeStamper(office.stamper()).timestamp_pdf(writer, "sha256", output=out)
    first, second = signatures_told(tmp_path, out.getvalue(), roots)
    assert notes.TIME_STAMP in second.note
    assert (second.intact, second.whole, second.trusted) == (True, True, True)
    assert first.intact
    assert notes.ADDED in first.note
