"""Marks of state secrets in a text, so that such papers are refused before they are kept.

Law: 117/2025/QH15 Art. 5 (no secret papers on a networked computer), Decree 63/2026/NĐ-CP;
degrees Mật, Tối mật, Tuyệt mật. Marks on scans are pictures that no text shows: people attest
besides. Urgency and limits of circulation are not secrecy. Findings keep no word of the text.
"""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass

from intranet.language.forms import canonical, fold


class Secrecy(enum.Enum):
    """What becomes of a paper: taken, looked at by a person, or refused."""

    CLEAR = "clear"
    REVIEW = "review"
    BLOCK = "block"


@dataclass(frozen=True)
class Finding:
    """One sign of secrecy: its degree (None if not named), the rule, and "top", "later" or "name".

    verdict is what this sign alone asks for.
    """

    degree: str | None
    rule: str
    page_hint: str
    verdict: Secrecy = Secrecy.REVIEW


@dataclass(frozen=True)
class SecrecyReport:
    """The verdict over a text and the findings behind it."""

    verdict: Secrecy
    findings: tuple[Finding, ...] = ()


TOP_LINES, MOST_TOP_LINES, FEWEST_TOP_LINES, TAIL_LINES = 20, 60, 12, 40
HEADER_LINE_LENGTH = 70

HEADING = re.compile(
    r"(?:NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|KẾ HOẠCH|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|KẾT LUẬN|CÔNG ĐIỆN|"
    r"HƯỚNG DẪN|CHƯƠNG TRÌNH|QUY ĐỊNH|QUY CHẾ|Kính gửi)\b"
)
# The mark alone on its line; stamps are typed with spaced letters, Party papers in small ones.
ALONE = re.compile(
    r"\W{0,3}(?P<mark>T\s?U\s?Y\s?Ệ\s?T\s+M\s?Ậ\s?T|T\s?Ố\s?I\s+M\s?Ậ\s?T|M\s?Ậ\s?T|"
    r"Tuyệt mật|Tối mật|Mật)\W{0,3}"
)
IN_HEADER = re.compile(r"(?:^|[\s\[|(])(?P<mark>TUYỆT MẬT|TỐI MẬT|MẬT)(?=$|[\s\])|.:;])")
SUFFIX = re.compile(
    r"\d{1,5}[a-z]?\s*[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐa-z]{1,6}\s*[-/]\s*[A-ZĐ][A-Za-zĐ0-9.-]*\s*"
    r"\((?P<mark>M|TM|TuM|MẬT|TỐI MẬT|TUYỆT MẬT)\)"
)
AUXILIARY = re.compile(
    r"TÀI LIỆU THU HỒI|CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ|[Tt]hời hạn bảo vệ bí mật nhà nước|"
    r"(?:[Kk]hông được|[Đđ]ược) (?:phép )?sao,? chụp|[Bb]ản số\s*:?\s*\d+\s*/\s*\d+|"
    r"[Đđ]ộ mật\s*:\s*(?:[Mm]ật|[Tt]ối mật|[Tt]uyệt mật)"
)
LIFTED = re.compile(r"\W{0,3}GIẢI\s+MẬT\W{0,3}(?:Từ\b.*)?")
ABOUT_SECRETS = re.compile(
    r"(?:BÍ|BẢO|GIẢI|CƠ|THÂN)\s+MẬT|ĐỘ\s+(?:TUYỆT|TỐI)?\s*MẬT|"
    r"MẬT\s+(?:KHẨU|MÃ|ĐỘ|THIẾT|THƯ|ONG|DANH|VỤ|ĐÀM|NGHỊ)",
    re.IGNORECASE,
)
ABOUT_RULES = re.compile(r"Luật|Nghị định|quy định")
FILE_NAME = re.compile(r"(?<![a-z])(?P<mark>tuyet ?mat|toi ?mat|mat)(?![a-z])")
NAME_ABOUT = re.compile(
    r"\b(?:bi|bao|giai|co|than) mat\b|\bmat (?:khau|ma|do|thiet|tran|bang|troi)\b"
)
DEGREES = {"m": "Mật", "mat": "Mật", "tm": "Tối mật", "toimat": "Tối mật"}
DEGREES |= {"tum": "Tuyệt mật", "tuyetmat": "Tuyệt mật"}


def examine(text: str, *, opening: bool = True) -> SecrecyReport:
    """Whether the text bears marks of a state secret.

    Marks in the header block; marks on later pages and in annexes ask for a person's review.
    Set opening to False for text that is not the beginning of a paper.
    """
    lines = [line.strip() for line in canonical(text).split("\n") if line.strip()]
    end = _header_end(lines) if opening else 0
    findings = [*_in_top(lines[:end]), *_in_rest(lines[end:]), *_auxiliary(lines, end)]
    if any(LIFTED.fullmatch(line) for line in lines[:end]):
        findings = [_lifted(), *(_softened(finding) for finding in findings)]
    return _report(findings)


def examine_file_name(name: str) -> SecrecyReport:
    """Whether the name of a file hints at a secret; a name alone never blocks."""
    plain = re.sub(r"[\W_]+", " ", fold(name))
    found = FILE_NAME.search(NAME_ABOUT.sub(" ", plain))
    return _report([Finding(_degree(found["mark"]), "file name", "name")] if found else [])


def _report(findings: list[Finding]) -> SecrecyReport:
    verdicts = {finding.verdict for finding in findings}
    for verdict in (Secrecy.BLOCK, Secrecy.REVIEW):
        if verdict in verdicts:
            return SecrecyReport(verdict, tuple(findings))
    return SecrecyReport(Secrecy.CLEAR)


def _degree(mark: str) -> str | None:
    return DEGREES.get("".join(fold(mark).split()))


def _header_end(lines: list[str]) -> int:
    """How many lines are header: up to the heading, at least the lines that a mark may follow."""
    for position, line in enumerate(lines[:MOST_TOP_LINES]):
        if HEADING.match(line):
            return max(position + 1, FEWEST_TOP_LINES)
    return TOP_LINES


def _in_top(lines: list[str]) -> Iterator[Finding]:
    for line in lines:
        if alone := ALONE.fullmatch(line):
            yield Finding(_degree(alone["mark"]), "mark alone", "top", Secrecy.BLOCK)
            continue
        inside = IN_HEADER.search(line)
        if inside and len(line) < HEADER_LINE_LENGTH and not ABOUT_SECRETS.search(line):
            yield Finding(_degree(inside["mark"]), "mark in header", "top", Secrecy.BLOCK)
        if suffix := SUFFIX.search(line):
            own = line.startswith("Số")
            verdict = Secrecy.BLOCK if own else Secrecy.REVIEW
            yield Finding(_degree(suffix["mark"]), "secret number", "top", verdict)


def _in_rest(lines: list[str]) -> Iterator[Finding]:
    for line in lines:
        if alone := ALONE.fullmatch(line):
            yield Finding(_degree(alone["mark"]), "mark alone", "later")
        if suffix := SUFFIX.search(line):
            yield Finding(_degree(suffix["mark"]), "cites a secret", "later")


def _auxiliary(lines: list[str], end: int) -> Iterator[Finding]:
    tail = max(end, len(lines) - TAIL_LINES)
    for position, line in enumerate(lines):
        if end <= position < tail:
            continue
        if AUXILIARY.search(line) and not ABOUT_RULES.search(line):
            yield Finding(None, "auxiliary mark", "top" if position < end else "later")


def _lifted() -> Finding:
    return Finding(None, "declassified", "top")


def _softened(finding: Finding) -> Finding:
    return Finding(finding.degree, finding.rule, finding.page_hint)
