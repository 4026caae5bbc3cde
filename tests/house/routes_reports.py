"""Who may use the routes of the reports: part of the matrix in `routes`."""

from intranet.people.roles import Role

EVERYBODY_ELSE = "everybody else"
CLERK, LEADER, UNIT_HEAD = Role.CLERK, Role.LEADER, Role.UNIT_HEAD
LEADING = {None: 302, CLERK: 200, LEADER: 200, EVERYBODY_ELSE: 403}
PAGES: dict[str, dict[object, int]] = {
    "programme.index": LEADING,
    "programme.register": LEADING,
    "programme.show": LEADING | {CLERK: 404, LEADER: 404},  # none was made
    "programme.preview": LEADING | {CLERK: 404, LEADER: 404},
    "programme.periods": LEADING | {LEADER: 403},
    "programme.people": LEADING | {UNIT_HEAD: 200},
}
OFFICE_AND_LEADERS = frozenset({CLERK, LEADER})
POSTS: dict[str, frozenset[Role | None]] = {
    "programme.make": OFFICE_AND_LEADERS,
    "programme.again": OFFICE_AND_LEADERS,
    "programme.export": OFFICE_AND_LEADERS,
    "programme.export_register": OFFICE_AND_LEADERS,
    "programme.export_people": OFFICE_AND_LEADERS | {UNIT_HEAD},
    "programme.keep_periods": frozenset({CLERK}),
}
