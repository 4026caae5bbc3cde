"""What is said of electronic signatures: who, when, what is covered and whom to trust."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper

from intranet.extraction import signatures as notes
from intranet.extraction.signatures import signatures_of
from intranet.extraction.values import Signature
from tests.extraction.signing import NOW, YEAR, Office, changed_afterwards, paper, signed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture
def roots(office: Office, tmp_path: Path) -> Path:
    return office.roots(tmp_path / "roots")


def told(tmp_path: Path, content: bytes, roots: Path | None = None) -> tuple[Signature, ...]:
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    return signatures_of(path, roots)


def test_an_unsigned_paper_has_no_signatures(tmp_path: Path) -> None:
    assert told(tmp_path, paper()) == ()


def test_an_unsigned_paper_does_not_pay_for_the_library(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(paper())
    asked = (
        "import sys; from pathlib import Path;"
        "from intranet.extraction.signatures import signatures_of;"
        "assert signatures_of(Path(sys.argv[1]), None) == ();"
        "print([name for name in sys.modules if 'hanko' in name or 'asn1' in name])"
    )
    run = [sys.executable, "-c", asked, str(path)]
    shown = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"


def test_a_signature_says_who_of_which_unit_and_that_all_holds(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    (one,) = told(tmp_path, signed(paper(), office.person, "S1"), roots)
    assert (one.signer, one.organisation) == ("Hà Bích Thảo", "Phòng Nghiệp vụ 1, Thanh tra tỉnh")
    assert (one.intact, one.whole, one.trusted) == (True, True, True)
    assert not one.timestamped
    assert notes.CLAIMED in one.note
    assert notes.REVOCATION in one.note
    assert one.signed_at.endswith("+07:00")


def test_a_time_stamp_is_told_from_the_clock_of_the_signer(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    content = signed(paper(), office.person, "S1", stamper=office.stamper())
    (one,) = told(tmp_path, content, roots)
    assert one.timestamped
    assert one.trusted
    assert notes.CLAIMED not in one.note
    assert notes.STAMP_UNKNOWN not in one.note


def test_person_then_organ_are_told_in_order_and_the_first_was_only_signed_over(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    content = signed(signed(paper(), office.person, "S2"), office.organ, "S1")
    first, second = told(tmp_path, content, roots)
    assert (first.signer, second.signer) == ("Hà Bích Thảo", "Thanh tra tỉnh Lạng Sơn")
    assert first.intact
    assert not first.whole
    assert notes.ADDED in first.note
    assert notes.CHANGED not in first.note
    assert (second.intact, second.whole, second.trusted) == (True, True, True)


def test_words_put_on_the_page_after_signing_are_told(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    content = changed_afterwards(signed(paper(), office.person, "S1"))
    (one,) = told(tmp_path, content, roots)
    assert one.intact, "the covered bytes are as they were"
    assert not one.whole
    assert notes.CHANGED in one.note
    assert notes.ADDED not in one.note


def test_one_changed_byte_breaks_integrity_and_leaves_trust_its_own_answer(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    content = signed(paper(), office.person, "S1")
    place = content.index(b"%PDF-") + 7
    tampered = content[:place] + b"9" + content[place + 1 :]
    (one,) = told(tmp_path, tampered, roots)
    assert not one.intact
    assert notes.NOT_INTACT in one.note
    assert one.signer == "Hà Bích Thảo"
    assert one.trusted


def test_bytes_behind_the_signed_file_are_not_covered(tmp_path: Path, office: Office) -> None:
    (one,) = told(tmp_path, signed(paper(), office.person, "S1") + b"\n% more\n")
    assert one.intact
    assert not one.whole


def test_a_root_that_nobody_here_knows_is_not_trusted(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    (one,) = told(tmp_path, signed(paper(), Office().person, "S1"), roots)
    assert (one.intact, one.whole, one.trusted) == (True, True, False)
    assert notes.UNKNOWN_ROOT in one.note


def test_an_authority_without_its_root_is_no_root(tmp_path: Path, office: Office) -> None:
    folder = tmp_path / "only between"
    folder.mkdir()
    (folder / "a.der").write_bytes(office.authority.der())
    (one,) = told(tmp_path, signed(paper(), office.person, "S1"), folder)
    assert one.trusted is None


@pytest.mark.parametrize("folder", [None, "missing", "empty"])
def test_without_roots_trust_is_an_open_question(
    tmp_path: Path, office: Office, folder: str | None
) -> None:
    (tmp_path / "empty").mkdir()
    where = tmp_path / folder if folder else None
    (one,) = told(tmp_path, signed(paper(), office.person, "S1"), where)
    assert one.trusted is None
    assert one.intact
    assert notes.NO_ROOTS in one.note


def test_a_certificate_that_had_run_out_at_signing_is_told(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    old = office.given("Người cũ", begins=NOW - 3 * YEAR, ends=NOW - YEAR)
    (one,) = told(tmp_path, signed(paper(), old, "S1"), roots)
    assert one.trusted is False
    assert notes.EXPIRED in one.note
    (again,) = told(tmp_path, signed(paper(), old, "S1"))
    assert again.trusted is None
    assert notes.EXPIRED in again.note


def test_a_time_stamp_of_the_file_is_no_persons_signature(
    tmp_path: Path, office: Office, roots: Path
) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(signed(paper(), office.person, "S1")))
    out = BytesIO()
    PdfTimeStamper(office.stamper()).timestamp_pdf(writer, "sha256", output=out)
    first, second = told(tmp_path, out.getvalue(), roots)
    assert notes.TIME_STAMP in second.note
    assert (second.intact, second.whole, second.trusted) == (True, True, True)
    assert first.intact
    assert notes.ADDED in first.note


def test_an_old_kind_is_named_and_not_guessed(tmp_path: Path, office: Office) -> None:
    content = signed(paper(), office.person, "S1")
    content = content.replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.sha1    ")
    (one,) = told(tmp_path, content)
    assert one.note == notes.OLD_KIND
    assert one.signer == "Hà Bích Thảo"
    assert not one.intact


def test_a_broken_signature_is_told_and_does_not_hide_the_other(
    tmp_path: Path, office: Office
) -> None:
    first = signed(paper(), office.person, "S1")
    content = signed(first, office.organ, "S2")
    place = content.index(b"/Contents <") + len(b"/Contents <")
    assert place < len(first)
    broken = content[:place] + b"0" * 40 + content[place + 40 :]
    found = told(tmp_path, broken)
    assert [one.note for one in found if not one.signer] == [notes.BROKEN]
    assert [one.signer for one in found if one.signer] == ["Thanh tra tỉnh Lạng Sơn"]


def test_a_file_cut_off_behind_its_signature_never_fails(tmp_path: Path, office: Office) -> None:
    content = signed(paper(), office.person, "S1")
    for end in range(len(content) - 200, 800, -3571):
        for one in told(tmp_path, content[:end]):
            assert not one.whole


@pytest.mark.parametrize("name", ["_xmlsignatures/sig1.xml", "META-INF/documentsignatures.xml"])
def test_an_office_signature_is_noticed_and_said_to_be_unchecked(tmp_path: Path, name: str) -> None:
    path = tmp_path / "paper.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(name, "<Signature/>")
    (one,) = signatures_of(path, None)
    assert one.note == notes.OFFICE
    assert not one.intact


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 none", b"words"])
def test_other_files_have_no_signatures(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert signatures_of(path, None) == ()


def test_a_mention_of_byte_ranges_is_not_a_signature(tmp_path: Path) -> None:
    assert told(tmp_path, paper() + b"\n% /ByteRange\n") == ()


def test_in_the_limited_child_the_answer_is_the_same(tmp_path: Path, office: Office) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(signed(paper(), office.person, "S1"))
    asked = (
        "import sys; from pathlib import Path;"
        "from intranet.extraction.child import limit;"
        "from intranet.extraction.signatures import signatures_of;"
        "limit(1000, 20);"
        "print([one.signer for one in signatures_of(Path(sys.argv[1]), None) if one.whole])"
    )
    run = [sys.executable, "-c", asked, str(path)]
    shown = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "['Hà Bích Thảo']"
