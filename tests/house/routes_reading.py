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
    "reading.order": OFFICE,
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
    "reading.excuse": WATCHING | {UNIT_HEAD: 404},
    "reading.directive_coverage": WATCHING | {UNIT_HEAD: 404},
    "reading.waiting_people": WATCHING,
    "reading.person": WATCHING | {UNIT_HEAD: 404},  # of another unit
}
ADDRESSED = frozenset({CLERK, LEADER})
POSTS: dict[str, frozenset[Role | None]] = {
    "reading.seen": ADDRESSED,
    "reading.confirm": ADDRESSED,
    "reading.answer": ADDRESSED,
    "reading.order_change": frozenset({CLERK}),
    "reading.save_questions": frozenset({CLERK}),
    "reading.manual_receipts": frozenset({CLERK}),
    "reading.excuse": ADDRESSED,
    "reading.excuse_withdraw": ADDRESSED,
    "reading.remind_people": ADDRESSED | {UNIT_HEAD},
    "reading.remind_missing": ADDRESSED,
}
