"""Cue words: what a document does with the documents that it names.

The words stand left of the symbol ("Căn cứ", "bãi bỏ") or right of it ("hết hiệu lực"). Which of
them count at a place is decided in `citation_relations`.
"""

import re

from intranet.language.symbols.clauses import KINDS, LOWER, UPPER

BASIS, IMPLEMENTS, AMENDS = "basis", "implements", "amends"
REPLACES, REPEALS, MENTIONS = "replaces", "repeals", "mentions"
STRENGTH = (REPLACES, REPEALS, AMENDS, BASIS, IMPLEMENTS, MENTIONS)
"""All relations, the one that weighs most first."""
CHANGES = (AMENDS, REPLACES, REPEALS)
REACH = 320
"""How many letters may lie between a cue and what it speaks of."""


def _cue(pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The pattern with line ends allowed wherever it has a blank, and any number of blanks."""
    return re.compile(pattern.replace(" ", r"\s++"), flags)


CUE = _cue(
    r"\b(?:(?P<basis>căn cứ(?: vào)?|trên cơ sở)|"
    r"(?P<amends>sửa đổi(?:\s*+,?\s*+(?:(?:và|hoặc) )?bổ sung)?|đính chính|"
    r"thay thế (?:(?:các|một số) )?(?:cụm )?từ|bổ sung|điều chỉnh)|"
    r"(?P<replaces>thay thế)|(?P<repeals>bãi bỏ|h[ủu][ỷy] bỏ|thu hồi)|"
    r"(?P<implements>thực hiện|triển khai|thi hành|quán triệt|chấp hành)|"
    r"(?P<mentions>theo(?! dõi))|"
    r"(?P<details>quy định chi tiết|hướng dẫn(?! (?:số|này|tại|của)))|"
    r"(?P<ends>hết hiệu lực|chấm dứt hiệu lực))\b"
)
ONLY_AT_START = _cue(r"(?:bổ sung|điều chỉnh|thu hồi|đính chính)\b")
NO_CUE_AFTER = _cue(r"\b(?:làm|có|là|các|những|mọi|hiệu lực|trách nhiệm|kèm|tiếp|đi) \Z")
PASSIVE_BEFORE = _cue(r"\b(?:được|bị)(?: [^\W\d]++){0,2} \Z")
TASK = _cue(
    r"\b(?:rà soát|nghiên cứu|tham mưu|đề xuất|kiến nghị|đề nghị|xây dựng|dự thảo|xem xét|"
    r"chủ trì|phối hợp|tiếp tục|kịp thời|giao(?! thông| dịch)|góp ý|cho ý kiến|để)\b"
)
"""Words of work to be done: a plan to amend a document does not amend it."""
PASSIVE_AFTER = _cue(
    r"(?<!\s)\s*+(?:(?:một số điều|lần thứ \w++) )?(?:theo|tại|bởi|bằng)\b", re.NOFLAG
)
NAMED = _cue(rf"\b(?:{KINDS}|văn bản)(?: số)? \Z")
NAME_RIGHT_BEFORE = _cue(rf"\b(?:{KINDS}|văn bản)(?: số)?\s*+:?\s*+\Z")
PART = (
    r"(?:(?:các )?(?:khoản|điểm|điều|mục|phụ lục) [\w.,]{0,19}[\w.](?:(?:,| và) [\w.]{1,20}+)?,? "
    r"(?:của )?){0,6}"
)
LISTED_REACH = 2 * REACH
"""No list of parts, with the kind of document behind it, is longer."""
LISTED = _cue(
    rf"(?:^|[,;:(\[–•-]|\b(?:và|hoặc|hay|với|các|cùng|những))\s*+{PART}"
    rf"(?:(?:{KINDS}|văn bản)(?:(?<=uật)[^,;:]{{2,90}}?)?)?(?:,?\s*+số)?\s*+[:|]?\s*+\Z"
)
SOME = _cue(
    r"\b(?:(?:khoản|điểm|điều|mục|chương|phụ lục) (?:\d|[a-zđ]\b|[IVX]+\b)|(?:mẫu|biểu) số|"
    r"cụm từ\b|một phần\b|đoạn\b|gạch đầu dòng|một số (?:điều|khoản|nội dung|quy định)\b|"
    r"nội dung\b|quy định (?:về|trong|tại|của|liên quan)\b)"
)
OWN_SUBJECT = _cue(rf"(?:\A|\b(?:{KINDS}|văn bản)) này\b")
NEW_SUBJECT = _cue(rf",\s*+(?:nay |(?=[{UPPER}])(?!(?:{KINDS})\b))", re.NOFLAG)
VERB_OF_SUBJECT = _cue(
    r"\b(?:báo cáo|đề nghị|yêu cầu|ban hành|xây dựng|tổ chức|thông báo|đã|nhận được|gửi|trình|"
    r"kính|giao|hướng dẫn|trả lời|có ý kiến)\b",
    re.NOFLAG,
)
AFTER_ALL = _cue(r"\b(?:kèm theo|kể từ ngày [^,]{4,60},) \Z")
NO_OBJECT = _cue(rf",\s*+[{LOWER}]|\bquy định (?:về|tại|nêu)\b", re.NOFLAG)
NEXT_VERB = re.compile(rf",\s*+(?:(?=[{UPPER}])(?!(?:{KINDS})\b)|nay\b|đề nghị\b)")
ENDED_LATER = _cue(
    r"(?:hết hiệu lực|chấm dứt hiệu lực|(?:được|bị) (?P<replaced>thay thế)|(?:được|bị) bãi bỏ)"
)
SINCE = _cue(
    rf"(?:(?:(?!\s{{1,9}}số\s)[^.;]){{0,{REACH}}}?(?:\snày\b|kể từ|từ ngày)|"
    r"(?: thi hành)?\s*+(?:[.;]|\Z))"
)
"""What follows the words that end something, where they say so of the documents before them."""
DOUBTED = _cue(r"\b(?:trường hợp|nếu|khi|trái với|đã hết|chưa hết|không còn|này (?:hết|bị|được))\b")


def listed(words: str) -> re.Match[str] | None:
    """The end of the words, where it goes on with a list of documents or begins one."""
    return LISTED.search(words, max(0, len(words) - LISTED_REACH))


def is_list(words: str) -> bool:
    """Whether the words do no more than begin a list of documents or go on with one."""
    return len(words) <= LISTED_REACH and LISTED.match(words) is not None


def has_new_subject(words: str) -> bool:
    """Whether the words go over to somebody else who does something."""
    subject = NEW_SUBJECT.search(words)
    return bool(subject and VERB_OF_SUBJECT.search(words, subject.end()))
