"""How the text of pages was got: read from the file, converted, recognised."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from intranet.directives.models import FilePage


@dataclass(frozen=True)
class TextOrigin:
    """How the text of some pages on end was got; `sure` is the least certain page's share."""

    first: int
    last: int
    method: str
    sure: float

    @property
    def pages(self) -> str:
        """The pages as people write them: 3 or 3–5."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


def text_origins(pages: Iterable[FilePage]) -> list[TextOrigin]:
    """How the text was got, pages of the same method together."""
    origins = []
    for method, run in groupby(pages, key=lambda page: page.method):
        group = list(run)
        sure = min(page.confidence for page in group)
        origins.append(TextOrigin(group[0].number, group[-1].number, method, sure))
    return origins
