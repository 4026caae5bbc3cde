"""An audience in words."""

from collections.abc import Sequence

from intranet.directives.models import AudienceEntry
from intranet.people.roles import ROLE_WORDS


def audience_in_words(audience: Sequence[AudienceEntry]) -> str:
    """An audience in words: "Văn phòng; trừ Lý Thu Hằng"."""
    to, left_out = (
        ", ".join(_name(entry) for entry in audience if bool(entry.excluded) is out)
        for out in (False, True)
    )
    return f"{to}; trừ {left_out}" if left_out else to


def _name(entry: AudienceEntry) -> str:
    if entry.is_everybody:
        return "Toàn cơ quan"
    if entry.staff:
        return entry.staff.full_name
    if named := entry.department or entry.group:
        return named.name
    return entry.title or (str(ROLE_WORDS[entry.role]) if entry.role else "")
