"""Paragraphs and tables of any word processor while their letters wait for their fonts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from intranet.extraction.formats.font_runs import FontRuns, joined_vni
from intranet.extraction.layout.paragraphs import NEW_PAGE, Paragraph, of_table, pieces


class Run(NamedTuple):
    """Letters in one font; `capitals` says that they are drawn as capitals."""

    font: str
    text: str
    bold: bool = False
    capitals: bool = False


BREAK = Run("", NEW_PAGE)


@dataclass
class Passage:
    """A paragraph as runs with its notes, or a table as rows of cells of passages."""

    runs: list[Run] = field(default_factory=list)
    centred: bool = False
    notes: list["Passage"] = field(default_factory=list)
    rows: list[list[list["Passage"]]] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Whether it is a table or holds more than blanks."""
        return bool(self.rows) or any(run.text.strip(" ") for run in self.runs)

    def all_runs(self) -> Iterator[tuple[str, str]]:
        """Font and text of its runs, of its notes and of its cells."""
        cells = (passage for row in self.rows for cell in row for passage in cell)
        for passage in (*self.notes, *cells):
            yield from passage.all_runs()
        yield from ((run.font, run.text) for run in self.runs)

    def join_marks(self) -> None:
        """Puts marks of VNI into the runs of the letters that they belong to."""
        texts = joined_vni([(run.font, run.text) for run in self.runs])
        self.runs = [run._replace(text=text) for run, text in zip(self.runs, texts, strict=True)]

    def paragraphs(self, fonts: FontRuns) -> Iterator[Paragraph]:
        """What it says in Unicode."""
        if self.rows:
            yield from of_table([[_finished(cell, fonts) for cell in row] for row in self.rows])
            return
        plain = [fonts.unicode(run.font, run.text) for run in self.runs]
        shown = zip(self.runs, plain, strict=True)
        text = "".join(said.upper() if run.capitals else said for run, said in shown)
        solid = [run.bold for run in self.runs if run.text.strip()]
        notes = tuple(paragraph.text for paragraph in _finished(self.notes, fonts))
        for paragraph in pieces(text, sum(solid) * 2 > len(solid), self.centred):
            yield replace(paragraph, notes=notes) if notes else paragraph
            notes = ()


def _finished(passages: Sequence[Passage], fonts: FontRuns) -> list[Paragraph]:
    return [paragraph for passage in passages for paragraph in passage.paragraphs(fonts)]
