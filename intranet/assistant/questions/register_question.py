"""Questions that the register answers: how many, which ones, the newest, what I have not read.

Only where nothing is left over: a further word (say "về khiếu nại") makes it a question that
passages answer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from intranet.assistant.questions.frame_words import words_in
from intranet.assistant.questions.kinds import QuestionKind
from intranet.assistant.questions.question import TypedQuestion
from intranet.directives.models import Status
from intranet.language.bodies.document_types import TYPE_BY_NAME, DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import find_symbols

Meant = TypeVar("Meant", Status, Level)

GONE = " @ "
"""Stands where words were taken out, so that what is left on both sides does not join."""


def _words(*phrases: str) -> str:
    return f" (?:{'|'.join(phrases)}) "


ANY_PAPER = "van ban(?: chi dao| phap luat| quy pham phap luat)?"
OWN = re.compile(r" (?:cua |danh cho |giao cho )?(?:toi|minh|em) ")
UNREAD = re.compile(_words(
    "chua (?:doc|xem|mo|xac nhan)(?: xong| het)?", "(?:can|phai) doc(?: va xac nhan)?",
    "con phai doc", "(?:(?:sap|con|qua|den|chua|toi) ){1,3}han(?: doc| xac nhan)?",
    "tre han(?: doc)?",
))  # fmt: skip
COUNT = re.compile(_words(
    "(?:co )?bao nhieu", "(?:co )?may", "so luong", "tong so", "dem(?: giup)?", "tong cong",
    "la bao nhieu",
))  # fmt: skip
LIST = re.compile(_words(
    "liet ke", "danh sach", "ke ten", "ke ra", "cho xem", "cho toi xem", "thong ke", "nhung",
    "gom nhung", "nao", "tim(?: cac| nhung| tat ca)?",
))  # fmt: skip
LATEST = re.compile(_words(
    "moi nhat", "gan day nhat", "gan nhat", "moi ban hanh", "vua ban hanh", "moi ra",
    "ban hanh gan day(?: nhat)?",
))  # fmt: skip
YEAR = re.compile(r" (?:(?:trong |o |vao |cua )?nam )?((?:19|20)\d\d|0|9999) ")
ODD_YEAR = re.compile(r" (?:trong |o |vao |cua )?nam (\d{1,4}) ")
FRAME = words_in("register_frame.txt")
STATUSES = (
    (Status.PARTLY_EXPIRED, re.compile(_words("het hieu luc mot phan"))),
    (Status.NOT_YET, re.compile(_words("chua co hieu luc"))),
    (Status.EXPIRED, re.compile(_words("(?:da )?het hieu luc", "khong con hieu luc"))),
    (Status.REPLACED, re.compile(_words("(?:da )?(?:bi|duoc) thay the"))),
    (Status.IN_FORCE, re.compile(_words("(?:con|dang con|dang co) hieu luc"))),
)
LEVELS = (
    (Level.CENTRAL, re.compile(_words("(?:cap )?trung uong"))),
    (Level.PROVINCIAL_PARTY, re.compile(_words("tinh uy", "tinh ui"))),
    (Level.PROVINCIAL_COMMITTEE, re.compile(_words("(?:ubnd|uy ban nhan dan|cap) tinh", "ubnd"))),
    (Level.AGENCY, re.compile(_words("(?:thanh tra|co quan) (?:tinh|ta|minh)", "co quan minh"))),
)
TYPES = sorted(TYPE_BY_NAME, key=len, reverse=True)
TYPE_NAMED = re.compile(rf" (?:loai )?({'|'.join(map(re.escape, TYPES))}|{ANY_PAPER}) ")

SAME_AGAIN = re.compile(_words(f"la {ANY_PAPER} (?:nao|gi)", ANY_PAPER))
"""The end of "Thông tư mới nhất là văn bản nào?"."""
BOUNDS = frozenset(["kind", "body", "level", "year", "status"])
"""The bounds of a question that somebody may take off."""
KnownBodies = Mapping[str, Sequence[str]]
"""Folded names and short forms of issuing bodies → how the register spells them."""


@dataclass(frozen=True)
class RegisterQuestion:
    """What is asked of the register: the select and its bounds.

    `body` is the name of an issuing body as the register spells it; counted: a number is asked for.
    """

    select: QuestionKind
    kind: DocumentType | None = None
    body: str | None = None
    level: Level | None = None
    year: int | None = None
    status: Status | None = None
    counted: bool = False

    def without(self, bounds: frozenset[str]) -> "RegisterQuestion":
        """The same question without the bounds of these names."""
        nothing: dict[str, Any] = dict.fromkeys(bounds & BOUNDS)
        return replace(self, **nothing)


@dataclass
class _Rest:
    """What is not yet taken out of the folded words of a question."""

    words: str
    seen: list[str] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match of the pattern, taken out; None where there is none."""
        match = pattern.search(self.words)
        if match:
            self.words = self.words[: match.start()] + GONE + self.words[match.end() :]
        return match

    def take_words(self, words: str) -> bool:
        """Take these words out; whether they stood there."""
        before, stood, behind = self.words.partition(f" {words} ")
        if stood:
            self.words = f"{before}{GONE}{behind}"
        return bool(stood)

    @property
    def is_nothing(self) -> bool:
        """Whether only words are left that every such question has."""
        return all(word in FRAME or word == GONE.strip() for word in self.words.split())


def means_level(name: str) -> bool:
    """Whether a folded name is that of a whole level: "tinh uy" is all of the Party's province."""
    return any(pattern.fullmatch(f" {name} ") for _level, pattern in LEVELS)


def register_question(
    question: TypedQuestion, bodies: KnownBodies, today_year: int
) -> RegisterQuestion | None:
    """What a question asks of the register; None where words are left that it cannot answer.

    `bodies` are the issuing bodies that may be meant, by their folded names.
    """
    if find_symbols(question.text):
        return None
    rest = _Rest(question.unmarked)
    mine = bool(OWN.search(rest.words)) and rest.take(UNREAD)
    latest = None if mine else rest.take(LATEST)
    body = _body(rest, question.text, bodies)
    level = None if body else _first(rest, LEVELS)
    paper = rest.take(TYPE_NAMED)
    if not paper:
        return None
    rest.take(SAME_AGAIN)
    status = _first(rest, STATUSES)
    year = _year(rest, today_year)
    counted, listed = rest.take(COUNT), rest.take(LIST)
    if mine:
        rest.take(OWN)
    select = _select(bool(mine), bool(latest), bool(counted), bool(listed))
    if select is None or not rest.is_nothing or rest.take(TYPE_NAMED):
        return None
    kind = TYPE_BY_NAME.get(paper[1])
    return RegisterQuestion(select, kind, body, level, year, status, bool(counted))


def _select(mine: bool, latest: bool, counted: bool, listed: bool) -> QuestionKind | None:
    ways = (
        (mine, QuestionKind.UNREAD), (latest, QuestionKind.LATEST),
        (counted, QuestionKind.COUNT), (listed, QuestionKind.LIST),
    )  # fmt: skip
    return next((select for is_it, select in ways if is_it), None)


def _first(rest: _Rest, ways: Sequence[tuple[Meant, re.Pattern[str]]]) -> Meant | None:
    return next((value for value, pattern in ways if rest.take(pattern)), None)


def _body(rest: _Rest, text: str, bodies: KnownBodies) -> str | None:
    """The longest name of a body that stands in the words, taken out, as the register spells it."""
    standing = (name for name in bodies if f" {name} " in rest.words)
    longest = max(standing, key=len, default="")
    if not longest:
        return None
    rest.take_words(longest)
    spellings = bodies[longest]
    return next((name for name in spellings if name in text), spellings[0])


def _year(rest: _Rest, today_year: int) -> int | None:
    for words, year in (("nay", today_year), ("ngoai", today_year - 1), ("truoc", today_year - 1)):
        if rest.take_words(f"nam {words}"):
            return year
    match = rest.take(ODD_YEAR) or rest.take(YEAR)
    return int(match[1]) if match else None
