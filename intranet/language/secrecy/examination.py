"""Marks of state secrets in a text, so that such documents are refused before they are kept.

Law: 117/2025/QH15 Art. 5 (no secret documents on a networked computer), Decree 63/2026/NĐ-CP;
degrees Mật, Tối mật, Tuyệt mật. Marks on scans are pictures until they are recognised: people
attest besides. Urgency and limits of circulation are not secrecy. Findings keep no word of the
text.
"""

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from intranet.language.secrecy import marks
from intranet.language.secrecy.marks import SUFFIX, degree_of
from intranet.language.text.normalization import fold


class Secrecy(enum.Enum):
    """What becomes of a document: taken, looked at by a person, or refused."""

    CLEAR = "clear"
    REVIEW = "review"
    BLOCK = "block"


@dataclass(frozen=True)
class SecrecyFinding:
    """One sign of secrecy: its degree (None if not named), the rule that found it.

    verdict is what this sign alone asks for.
    """

    degree: str | None
    rule: str
    verdict: Secrecy = Secrecy.REVIEW


@dataclass(frozen=True)
class SecrecyReport:
    """The verdict over a text and the findings behind it."""

    verdict: Secrecy
    findings: tuple[SecrecyFinding, ...] = ()


Lines = Sequence[tuple[str, str]]
"""Each line as it stands, and the same without words that only speak of secrets."""
TOP_LINES, MOST_TOP_LINES, FEWEST_TOP_LINES, TAIL_LINES = 20, 60, 12, 40
TITLE_LINES, SAMPLE_LINES = 8, 3
WRAPPED = 30  # letters of a line that goes on in the next one

HEADING = re.compile(
    r"(?:NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|KẾ HOẠCH|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|KẾT LUẬN|CÔNG ĐIỆN|"
    r"HƯỚNG DẪN|CHƯƠNG TRÌNH|QUY ĐỊNH|QUY CHẾ|Kính gửi)\b"
)
NATION = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam")
SAMPLE = re.compile(r"\s*(?:mau|phu luc|bieu mau)\b")
AUXILIARY = re.compile(
    r"TÀI LIỆU THU HỒI|CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ|THỜI HẠN BẢO VỆ BÍ MẬT NHÀ NƯỚC|"
    r"(?:KHÔNG ĐƯỢC|ĐƯỢC) (?:PHÉP )?SAO,? CHỤP|BẢN (?:SAO )?SỐ\s*+:?\s*+\d++\s*+/\s*+\d|"
    r"ĐỘ MẬT\s*+:\s*+(?:MẬT|TỐI MẬT|TUYỆT MẬT)\b",
    re.IGNORECASE,
)
# Who denounces stays hidden by the Law on Denunciation; case files are none of this portal's.
ACCUSATION = re.compile(
    r"\W*ĐƠN TỐ CÁO\W*|.*\b[Nn]gười tố cáo\s*(?::|là)?\s*(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị)\s+"
    r"[A-ZĐÀ-Ỹ]\w+\s+[A-ZĐÀ-Ỹ]\w+.*"
)
ABOUT_RULES = re.compile(r"Luật|Nghị định|quy định|Mẫu số")
FILE_NAME = re.compile(r"(?<![a-z])(?P<mark>tuyet ?mat|toi ?mat|mat)(?![a-z])")
NAME_ABOUT = re.compile(
    r"\b(?:bi|bao|giai|co|than|be|be mat|do) mat\b"
    r"|\bmat (?:khau|ma|do|thiet|tran|bang|troi|hang|cat|duong|nuoc|dat|ong|tien|ngoai)\b"
)


def examine(text: str, *, opening: bool = True, recognised: bool = False) -> SecrecyReport:
    """Whether the text bears marks of a state secret.

    Marks in the header block refuse; marks on later pages and in annexes ask for a person's
    review. Set `opening` to False for text that does not begin a document, and `recognised` to
    True for text that a machine read from a picture: accents it lost are forgiven, and what only
    resembles a mark asks for a person.
    """
    lines = _lines(marks.prepared(text))
    end = _header_end(lines) if opening else 0
    top, rest = lines[:end], lines[end:]
    findings = [*_in_top(top, recognised), *_in_rest(rest, recognised), *_auxiliary(lines, end)]
    for start, seen in marks.stacked([bare for _whole, bare in lines]):
        verdict = _verdict(seen.sure and start < end)
        findings.append(SecrecyFinding(seen.degree, "letters below each other", verdict))
    if any(marks.LIFTED.fullmatch(whole) for whole, _bare in top):
        softened = [replace(finding, verdict=Secrecy.REVIEW) for finding in findings]
        findings = [SecrecyFinding(None, "declassified"), *softened]
    return _report(findings)


def examine_pages(pages: Sequence[str], *, recognised: bool = False) -> SecrecyReport:
    """The same for the pages of one file, where a later page may begin a document of its own."""
    reports = [examine("\n".join(pages), recognised=recognised)]
    reports += [examine(page, recognised=recognised) for page in pages[1:] if begins_document(page)]
    return _report([finding for report in reports for finding in report.findings])


def begins_document(page: str) -> bool:
    """Whether a page has the header of a document (a sample form has one too, but says so)."""
    lines = [fold(line) for line in page.split("\n") if line.strip()][:TITLE_LINES]
    if any(SAMPLE.match(line) for line in lines[:SAMPLE_LINES]):
        return False
    return any(NATION.search(line) for line in lines)


def examine_file_name(name: str) -> SecrecyReport:
    """Whether the name of a file hints at a secret; a name alone never blocks."""
    plain = re.sub(r"[\W_]+", " ", fold(name))
    hint = FILE_NAME.search(NAME_ABOUT.sub(" ", plain))
    return _report([SecrecyFinding(degree_of(hint["mark"]), "file name")] if hint else [])


def _report(findings: list[SecrecyFinding]) -> SecrecyReport:
    return SecrecyReport(gravest(finding.verdict for finding in findings), tuple(findings))


def gravest(verdicts: Iterable[Secrecy]) -> Secrecy:
    """The verdict that counts among several: clear when none asks for more."""
    asked = set(verdicts)
    return next((one for one in (Secrecy.BLOCK, Secrecy.REVIEW) if one in asked), Secrecy.CLEAR)


def _lines(text: str) -> Lines:
    pairs = zip(text.split("\n"), marks.without_talk(text).split("\n"), strict=True)
    return [(whole.strip(), bare.strip()) for whole, bare in pairs if whole.strip()]


def _header_end(lines: Lines) -> int:
    """How many lines are header: up to the heading, at least the lines that a mark may follow."""
    headings = (at for at, line in enumerate(lines[:MOST_TOP_LINES], 1) if HEADING.match(line[0]))
    return max(next(headings, TOP_LINES), FEWEST_TOP_LINES)


def _verdict(sure: bool) -> Secrecy:
    return Secrecy.BLOCK if sure else Secrecy.REVIEW


def _in_top(lines: Lines, recognised: bool) -> Iterator[SecrecyFinding]:
    above = ""
    for whole, bare in lines:
        # A last word of a sentence that found no room in the line above may be no mark.
        wraps, above = len(above) > WRAPPED and above[-1:].islower(), whole
        if seen := marks.alone(bare, recognised=recognised, small=True):
            sure = seen.sure and not (wraps and bare[0].islower())
            yield SecrecyFinding(seen.degree, "mark alone", _verdict(sure))
            continue
        if seen := marks.in_header(bare):
            yield SecrecyFinding(seen.degree, "mark in header", _verdict(seen.sure))
        if suffix := SUFFIX.search(whole):
            own = suffix.start() == 0 or marks.OWN_NUMBER.search(whole[: suffix.start()])
            yield SecrecyFinding(degree_of(suffix["mark"]), "secret number", _verdict(bool(own)))


def _in_rest(lines: Lines, recognised: bool) -> Iterator[SecrecyFinding]:
    for whole, bare in lines:
        if seen := marks.alone(bare, recognised=recognised):
            yield SecrecyFinding(seen.degree, "mark alone")
        if suffix := SUFFIX.search(whole):
            yield SecrecyFinding(degree_of(suffix["mark"]), "cites a secret")


def _auxiliary(lines: Lines, end: int) -> Iterator[SecrecyFinding]:
    tail = max(end, len(lines) - TAIL_LINES)
    for position, (line, _bare) in enumerate(lines):
        if ACCUSATION.fullmatch(line):
            yield SecrecyFinding(None, "denunciation")
        is_looked_at = position < end or position >= tail
        if is_looked_at and AUXILIARY.search(line) and not ABOUT_RULES.search(line):
            yield SecrecyFinding(None, "auxiliary mark")
