"""What the assistant shows on the pages of lower rooms."""

from flask import render_template

from intranet.assistant.questions.kinds import QuestionKind, kind_of
from intranet.assistant.questions.question import LONGEST, read_question
from intranet.directives.models import Directive, Version
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, may

FEWEST_WORDS = 4
NOT_QUESTIONS = (QuestionKind.OTHER, QuestionKind.HELP)


def within_panel(directive: Directive, _version: Version) -> str:
    """A box to ask within one directive, on its page."""
    return render_template("assistant/within_panel.html", directive=directive, longest=LONGEST)


def question_panel(staff: StaffMember, words: str) -> str:
    """A button above the hits that asks what was searched, where that reads like a question."""
    question = read_question(words)
    is_question = kind_of(question) not in NOT_QUESTIONS and not question.tokens.symbols
    if not may(staff.role, Permission.READ) or not is_question:
        return ""
    enough = len(question.tokens.fold) >= FEWEST_WORDS
    return render_template("assistant/question_panel.html", words=words) if enough else ""
