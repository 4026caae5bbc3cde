"""Who may use the routes of the assistant: part of the matrix in `routes`."""

from intranet.people.roles import Role

EVERYBODY_ELSE = "everybody else"
CLERK, ADMIN = Role.CLERK, Role.ADMIN
PAGES: dict[str, dict[object, int]] = {
    "assistant.index": {None: 302, ADMIN: 403, EVERYBODY_ELSE: 200},
    "assistant.show": {None: 302, ADMIN: 403, EVERYBODY_ELSE: 404},  # nobody has asked
    "assistant.gaps": {None: 302, CLERK: 200, EVERYBODY_ELSE: 403},
}
READERS = frozenset({Role.READER, CLERK, Role.UNIT_HEAD, Role.LEADER})
POSTS: dict[str, frozenset[Role | None]] = {
    **dict.fromkeys((f"assistant.{act}" for act in ("ask", "judge", "send", "forget")), READERS),
    "assistant.close": frozenset({CLERK}),
}
