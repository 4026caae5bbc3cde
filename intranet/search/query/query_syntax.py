"""A part of a query written so that it is read back as it was meant."""

from intranet.search.query.field_syntax import Key, value_at

# Whatever may stand behind a part: another key, whose value could join a known name.
BEHIND = " từ: x"


def part(key: Key, value: str) -> str:
    """ "cấp: tỉnh ủy", or with quotation marks where the value would not end where it should."""
    if key is Key.UNREAD:
        return f"{key.value}:có"
    value = " ".join(value.replace('"', " ").split())
    start = len(key.value) + 1
    bare = f"{key.value}: {value}"
    reads = value_at(key, bare, start)[0] == value == value_at(key, bare + BEHIND, start)[0]
    return bare if reads and ":" not in value else f'{key.value}:"{value}"'
