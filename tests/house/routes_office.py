"""Who may use what the Office keeps about people: part of the matrix in `routes`."""

from intranet.people.roles import Role

EVERYBODY_ELSE = "everybody else"
CLERK = Role.CLERK
OFFICE = {None: 302, CLERK: 200, EVERYBODY_ELSE: 403}
PAGES: dict[str, dict[object, int]] = {
    "people.away": OFFICE,
    "people.groups": OFFICE,
    "people.group": OFFICE | {CLERK: 404},  # none was made
    "people.days_off": OFFICE,
}
POSTS: dict[str, frozenset[Role | None]] = dict.fromkeys(
    (f"people.{act}" for act in ("away_note", "away_delegate", "away_withdraw", "group",
                                 "days_off")),
    frozenset({CLERK}),
)  # fmt: skip
