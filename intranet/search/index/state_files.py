"""What one process tells others of the index: small JSON files in its folder."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

from intranet.core.current_settings import settings
from intranet.search.engines.index_folder import replace_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

State = TypeVar("State", bound="DataclassInstance")


def keep_state(name: str, state: "DataclassInstance") -> None:
    """Write a dataclass down, whole or not at all."""
    replace_text(settings().search_index / name, json.dumps(asdict(state)))


def last_state(name: str, kind: type[State]) -> State | None:
    """What was written down last; None when nothing was, or nothing of this kind."""
    try:
        return kind(**json.loads((settings().search_index / name).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
