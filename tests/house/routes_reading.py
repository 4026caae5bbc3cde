"""Who may use the routes of reading: part of the matrix in `routes`."""

from intranet.people.roles import Role

EVERYBODY_ELSE = "everybody else"
READER, CLERK, UNIT_HEAD, LEADER, ADMIN = (
    Role.READER, Role.CLERK, Role.UNIT_HEAD, Role.LEADER, Role.ADMIN,
)  # fmt: skip
READING = {None: 302, ADMIN: 403, EVERYBODY_ELSE: 200}
NOT_MINE = {None: 302, ADMIN: 403, EVERYBODY_ELSE: 404}
OFFICE = {None: 302, CLERK: 200, EVERYBODY_ELSE: 403}
WATCHING = {None: 302, CLERK: 200, UNIT_HEAD: 200, LEADER: 200, EVERYBODY_ELSE: 403}
PAGES: dict[str, dict[object, int]] = {
    "reading.questions": OFFICE,
    "reading.check": NOT_MINE | {CLERK: 302, LEADER: 302},
    "reading.mine": READING,
    "reading.receipts": READING,
    "reading.recorded": READING,
    "reading.proof_of_all": NOT_MINE,  # nothing is confirmed
    "reading.proof_of_receipt": NOT_MINE,
    "reading.check_receipt": NOT_MINE,
    "reading.manual_receipts": OFFICE,
    "reading.coverage": WATCHING,
    "reading.informed_people": WATCHING,
    "reading.shared_late": WATCHING | {UNIT_HEAD: 403},
    "reading.excuse": OFFICE,
    "reading.directive_coverage": WATCHING | {UNIT_HEAD: 404},
}
ADDRESSED = frozenset({CLERK, LEADER})
POSTS: dict[str, frozenset[Role | None]] = {
    "reading.seen": ADDRESSED,
    "reading.confirm": ADDRESSED,
    "reading.answer": ADDRESSED,
    "reading.save_questions": frozenset({CLERK}),
    "reading.manual_receipts": frozenset({CLERK}),
    "reading.excuse": frozenset({CLERK}),
    "reading.excuse_withdraw": frozenset({CLERK}),
    "reading.remind_missing": ADDRESSED,
}
