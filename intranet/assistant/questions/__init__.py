"""Questions: what somebody asked, made tidy, and of which kind it is.

`question` reads what was typed; `kinds` tells by its words what is asked for; `register_question`
and `fact_question` read the few questions that the register itself answers.
"""

__all__ = ["fact_question", "kinds", "question", "register_question"]
