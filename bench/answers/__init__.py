"""How well questions are answered: `python -m bench.answers DIR --engine E --json`.

DIR holds docs.jsonl, questions.jsonl, answers.tsv and perhaps users.jsonl and reads.tsv; their form
is told in `question_set`. The documents become the directives of a scratch portal, and every
question is asked as the page asks it.
"""
