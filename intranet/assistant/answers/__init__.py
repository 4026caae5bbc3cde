"""Answers: what becomes of a question, from what was typed to what is shown.

`answering` is the way of a question; `answer` what comes of it; `quoting` makes quotes of passages,
read again from the database; `report` tells an answer as JSON. `entrance` is the way in.
"""

__all__ = ["answer", "answering", "entrance", "quoting", "report"]
