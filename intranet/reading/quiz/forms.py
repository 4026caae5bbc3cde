"""Up to five questions as a form."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import Length, NumberRange, Optional

from intranet.core.forms import TOO_LONG, tidy
from intranet.reading.quiz.questions import MOST_QUESTIONS, QuestionDraft

LETTERS = "ABCD"
FEWEST_OPTIONS = 2


class Unasked(Optional):
    """A question left empty is no question; nobody need be told that the box may stay empty."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"optional": True, "plain_label": True}


class QuestionForm(Form):
    """One question: text, up to four options, which is right, on which page it stands."""

    text = StringField(
        _l("Câu hỏi"), [Unasked(), Length(max=300, message=TOO_LONG)], filters=[tidy]
    )
    options = FieldList(
        StringField(_l("Phương án"), [Optional(), Length(max=200, message=TOO_LONG)],
                    filters=[tidy]),
        min_entries=len(LETTERS), max_entries=len(LETTERS),
    )  # fmt: skip
    right = RadioField(
        _l("Phương án đúng"), [Optional()], validate_choice=False,
        choices=[SelectChoice(str(number), letter) for number, letter in enumerate(LETTERS)],
    )  # fmt: skip
    page = IntegerField(
        _l("Trang có câu trả lời"),
        [Optional(), NumberRange(1, message=_l("Hãy nhập số trang, từ 1."))],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Also: options without gaps, one of them right; an empty question is no question."""
        fine = bool(super().validate(extra_validators))
        said = [option for option in self.options.data if option]
        if not self.text.data:
            if said:
                self.text.errors = (*self.text.errors, _("Hãy ghi câu hỏi cho các phương án này."))
            return fine and not said
        gaps = self.options.data[: len(said)] != said or len(set(said)) < len(said)
        unknown = self.right.data not in [str(place) for place in range(len(said))]
        for wrong, words in (
            (len(said) < FEWEST_OPTIONS, _("Hãy nhập ít nhất hai phương án trả lời.")),
            (gaps, _("Hãy nhập các phương án liền nhau và khác nhau.")),
            (unknown, _("Hãy chọn phương án đúng.")),
        ):
            if wrong:
                self.text.errors = (*self.text.errors, words)
                return False
        return fine

    def draft(self) -> QuestionDraft:
        """The question as a value."""
        said = tuple(option for option in self.options.data if option)
        return QuestionDraft(self.text.data, said, int(self.right.data), self.page.data)


class QuestionsForm(FlaskForm):
    """The check of understanding of a version."""

    questions = FieldList(
        FormField(QuestionForm), min_entries=MOST_QUESTIONS, max_entries=MOST_QUESTIONS
    )

    def drafts(self) -> list[QuestionDraft]:
        """The questions that were filled in."""
        return [entry.form.draft() for entry in self.questions if entry.form.text.data]
