"""What comes of a question: quotes, rows of a select, or the plain word that there is nothing."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field

from intranet.assistant.questions.kinds import QuestionKind
from intranet.assistant.questions.question import TypedQuestion
from intranet.assistant.selects.select_answer import SelectAnswer
from intranet.directives.models import Directive


class Outcome(enum.Enum):
    """What becomes of a question: each is worded in its own way, none like another.

    HELP: nothing was asked that could be looked up. OPENS: a symbol alone, which opens its
    directive. BUILDING and FAILED: the index could not be asked, which is never "there is nothing".
    """

    ANSWERED = "answered"
    UNSURE = "unsure"
    NONE = "none"
    HELP = "help"
    OPENS = "opens"
    BUILDING = "building"
    FAILED = "failed"


@dataclass(frozen=True)
class Quote:
    """A passage in the directive's own letters, with where it stands and whether it holds.

    `text` is a slice of the directive's clean text; `marks` are places in it that the question
    names; `later` are the directives that replace or change this one.
    """

    directive: Directive
    version: int
    start: int
    text: str
    heading: str
    clause: str
    page: int
    pages: int
    score: float
    lead: str = ""
    later: Sequence[Directive] = ()
    marks: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True)
class Answer:
    """All that comes of a question.

    With ANSWERED there are quotes or a select, with UNSURE the nearest quotes, else none of them.
    `unknown_symbol` is a symbol that was named and that nothing this person may see bears.
    """

    question: TypedQuestion
    kind: QuestionKind
    outcome: Outcome
    certainty: float | None = None
    quotes: Sequence[Quote] = ()
    select: SelectAnswer | None = None
    unknown_symbol: str = ""
    opens: int | None = None
    milliseconds: float = field(default=0.0, compare=False)

    @property
    def answers(self) -> bool:
        """Whether it is an answer, not merely what comes near."""
        return self.outcome is Outcome.ANSWERED
