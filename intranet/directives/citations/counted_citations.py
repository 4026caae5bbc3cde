"""The citations that count: of the newest version of a directive, and not rejected by a clerk."""

from typing import Any

from sqlalchemy import ColumnElement, Select, exists
from sqlalchemy.orm import aliased

from intranet.directives.citations.models import FileCitation, RejectedCitation
from intranet.directives.models import Version


def that_count(citations: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The query of FileCitation joined with Version, narrowed to what counts."""
    joined = citations.join(Version, Version.file_id == FileCitation.file_id)
    return joined.where(_is_latest(), _is_not_rejected())


def _is_latest() -> ColumnElement[bool]:
    newer = aliased(Version)
    return ~exists().where(
        newer.directive_id == Version.directive_id, newer.number > Version.number
    )


def _is_not_rejected() -> ColumnElement[bool]:
    return ~exists().where(
        RejectedCitation.directive_id == Version.directive_id,
        RejectedCitation.key == FileCitation.key,
        RejectedCitation.kind == FileCitation.kind,
    )
