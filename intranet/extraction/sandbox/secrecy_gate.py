"""The secrecy gate: what becomes of a file by everything that a person sees of it.

Not only its running text: margins, drawings, remarks, what is embedded (`beside`), and its name.
"""

from collections.abc import Iterable, Sequence

from intranet.language.secrecy.examination import (
    Secrecy,
    examine,
    examine_file_name,
    examine_pages,
    gravest,
)

REVIEW = "Nội dung có chỗ giống dấu chỉ độ mật: hãy xem kỹ trước khi phát hành."
UNSEEN = "Máy chưa xem hết hình trong tệp để tìm dấu chỉ độ mật: hãy xem kỹ trước khi phát hành."


def verdict_of(
    pages: Sequence[str], beside: Iterable[str], *, name: str = "", recognised: bool = False
) -> Secrecy:
    """The gravest verdict on the pages of a file, on each place beside them, and on its name."""
    return gravest(
        (
            examine_file_name(name).verdict,
            examine_pages(pages, recognised=recognised).verdict,
            *(_verdict_beside(words) for words in dict.fromkeys(beside) if words.strip()),
        )
    )


def _verdict_beside(words: str) -> Secrecy:
    """A place that names several degrees explains them: a person must look."""
    report = examine(words)
    degrees = {finding.degree for finding in report.findings if finding.rule == "mark alone"}
    return Secrecy.REVIEW if len(degrees) > 1 else report.verdict
