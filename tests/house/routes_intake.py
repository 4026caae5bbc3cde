"""Who may use the routes of intake: part of the matrix in `routes`."""

from intranet.people.roles import Role

EVERYBODY_ELSE = "everybody else"
CLERK, ADMIN = Role.CLERK, Role.ADMIN
OFFICE = {None: 302, CLERK: 200, EVERYBODY_ELSE: 403}
PAGES: dict[str, dict[object, int]] = {
    **dict.fromkeys(
        (
            f"intake.{page}"
            for page in (
                "upload", "queue", "check", "progress", "picture", "original", "page", "learned",
                "audience_preview", "audience_count",
            )
        ),
        OFFICE,
    ),
    "intake.channels": OFFICE | {ADMIN: 200},
    "intake.first_page": OFFICE | {CLERK: 302},
    "intake.bulk": OFFICE | {CLERK: 302},  # nothing is chosen
    "intake.isolations": {None: 302, ADMIN: 200, EVERYBODY_ELSE: 403},
}  # fmt: skip
CLERKS, ADMINS = frozenset({CLERK}), frozenset({ADMIN})
POSTS: dict[str, frozenset[Role | None]] = {
    **dict.fromkeys(
        (
            f"intake.{act}"
            for act in (
                "receive", "decide", "undo", "bulk_publish", "discard", "read_again",
                "correct_page", "try_page", "adopt_page", "forget", "ask_item", "ask_directive",
            )
        ),
        CLERKS,
    ),
    "intake.poll_now": CLERKS | ADMINS,
    **dict.fromkeys((f"intake.isolat{act}" for act in ("e", "ion_lift")), ADMINS),
}  # fmt: skip
