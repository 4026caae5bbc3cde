"""Asking on the command line, as the office's people do in the tests."""

import json
from typing import Any

from flask import current_app

from intranet.assistant.history.models import StoredQuestion
from intranet.core.clock import now
from intranet.people.models import StaffMember


def ask(question: str, person: StaffMember, *more: str) -> dict[str, Any]:
    """What `flask ask` prints for this person."""
    runner = current_app.test_cli_runner()
    done = runner.invoke(args=["ask", question, "--as", person.username, "--json", *more])
    assert done.exit_code == 0, done.output
    answer: dict[str, Any] = json.loads(done.output)
    return answer


def stored_question(person: StaffMember, words: str) -> StoredQuestion:
    """A question without an answer, as it is kept for this person; not added yet."""
    return StoredQuestion(
        staff_id=person.id, words=words, wording=words.lower(), outcome="none", asked_at=now()
    )


def symbols(answer: dict[str, Any]) -> list[str]:
    """The symbols of the rows or quotes of an answer, in their order."""
    return [each["symbol"] for each in answer["answers"]]
