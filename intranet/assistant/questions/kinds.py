"""Of which kind a question is, by its words, and which of its words say what it is about."""

import enum
import re
from functools import cache

from intranet.assistant.questions.question import TypedQuestion
from intranet.language.table_files import table_rows
from intranet.search.analysis import analyse

MOST_FRAME_WORDS = 8
PLAIN_FRAMES = frozenset(["gi", "nao", "ai", "nhung", "cac", "duoc", "va", "cua", "theo", "voi"])
"""The single words that are frames also where no marks were typed: few else are spelled so."""


class QuestionKind(enum.Enum):
    """What a question asks for; the first ones are answered by the register."""

    FACT = "fact"
    STATUS = "status"
    UNREAD = "unread"
    COUNT = "count"
    LIST = "list"
    LATEST = "latest"
    TIME = "time"
    NUMBER = "number"
    DEFINE = "define"
    WHO = "who"
    THINGS = "things"
    YES_NO = "yesno"
    OTHER = "other"
    HELP = "help"


def _words(*phrases: str) -> str:
    return f" (?:{'|'.join(phrases)}) "


GREETING = re.compile(
    r" (?:xin chao|chao(?: ban| anh| chi| em)?|hello|hi|alo|cam on(?: ban)?|tro giup|huong dan|"
    r"ban la ai|ban la gi|ban lam duoc gi|ban co the lam gi|giup toi voi?|help) "
)
BY_WORDS = (
    (QuestionKind.TIME, re.compile(_words(
        "bao lau", "thoi han", "khi nao", "bao gio", "ngay nao", "nam nao", "thoi gian nao",
        "thoi diem nao", "(?:bao nhieu|may) (?:ngay|thang|nam|gio|tuan)(?: lam viec)?",
    ))),
    (QuestionKind.NUMBER, re.compile(_words(
        "bao nhieu", "may", "so luong", "ty le nao", "muc nao",
    ))),
    (QuestionKind.DEFINE, re.compile(_words(
        "(?:duoc hieu )?la gi", "la nhu the nao", "nghia la gi",
    ))),
    (QuestionKind.WHO, re.compile(_words(
        "ai", "(?:nhung )?(?:co quan|don vi|to chuc|nguoi|ca nhan|phong|ban|bo|so) nao", "la ai",
    ))),
    (QuestionKind.THINGS, re.compile(_words(
        "nhung gi", "gom(?: co)? gi", "bao gom", "nhung \\w+(?: \\w+){0,4} nao", "cac \\w+ nao",
    ))),
    (QuestionKind.YES_NO, re.compile(_words(
        "dung hay sai", "dung hay la sai", "co dung(?: hay)? khong", "hay khong", "phai khong",
    ))),
)  # fmt: skip
ENDS_YES_NO = re.compile(r" (?:co|duoc|phai|bi|can) .{1,400} khong $")
TERM = re.compile(r"^ (?:the nao la (?P<behind>.+)|(?P<before>.+?) (?:duoc hieu )?(?:nghia )?la "
                  r"(?:gi|nhu the nao|the nao)) $")  # fmt: skip


def kind_of(question: TypedQuestion) -> QuestionKind:
    """The kind of a question that passages answer, or HELP where there is nothing to look for."""
    folded = question.unmarked
    if len(question.tokens.fold) < 2 or GREETING.fullmatch(folded):
        return QuestionKind.HELP
    for kind, words in BY_WORDS:
        if words.search(folded):
            return kind
    if TERM.match(folded):
        return QuestionKind.DEFINE
    return QuestionKind.YES_NO if ENDS_YES_NO.search(folded) else QuestionKind.OTHER


def defined_term(question: TypedQuestion) -> tuple[str, ...]:
    """The folded syllables of the term that is to be defined; empty where none is asked for."""
    match = TERM.match(question.unmarked)
    if not match:
        return ()
    words = tuple((match["behind"] or match["before"]).split())
    return words if len(words) <= MOST_FRAME_WORDS else ()


@cache
def _frames(marked: bool) -> frozenset[tuple[str, ...]]:
    """The frames as spelled syllables, or folded without those that are other words then too."""
    read = [analyse(line) for (line,) in table_rows(__file__, "frames.txt")]
    if marked:
        return frozenset(frame.syl for frame in read)
    return frozenset(f.fold for f in read if len(f.fold) > 1 or f.fold[0] in PLAIN_FRAMES)


def content_places(question: TypedQuestion) -> tuple[int, ...]:
    """The places of the syllables that say what a question is about: those outside any frame."""
    marked = question.is_marked
    words = question.tokens.syl if marked else question.tokens.fold
    places, at, frames = [], 0, _frames(marked)
    while at < len(words):
        lengths = range(min(MOST_FRAME_WORDS, len(words) - at), 0, -1)
        taken = next((n for n in lengths if words[at : at + n] in frames), 0)
        if not taken:
            places.append(at)
        at += max(taken, 1)
    return tuple(places)
