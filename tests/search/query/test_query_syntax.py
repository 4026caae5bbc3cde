"""A condition that the form or a suggestion writes is read back as the same one."""

from intranet.search.query import parsing
from intranet.search.query.field_syntax import Key
from intranet.search.query.query_syntax import part
from intranet.search.query_text import query_text


def parse(typed: str) -> parsing.ParsedQuery:
    """Typed words, taken apart."""
    return parsing.parse(query_text(typed))


def test_a_written_condition_is_read_back() -> None:
    values = ("kế hoạch", "UBND tỉnh Lạng Sơn", "57-NQ/TW", "Tô Văn A", "Bộ Nội vụ", "12/2024")
    for key in set(Key) - {Key.UNREAD}:
        for value in values:
            behind = f"{part(key, value)} {part(Key.FROM, '2024')} {part(Key.UNREAD, '')} hội nghị"
            found = parse(behind)
            if found.note:
                continue  # a kind is no level
            first, *rest = found.conditions
            assert first.condition
            assert first.condition.value == value
            assert [one.condition.key for one in rest if one.condition] == [Key.FROM, Key.UNREAD]
            assert [one.text for one in found.wanted] == ["hội nghị"]
