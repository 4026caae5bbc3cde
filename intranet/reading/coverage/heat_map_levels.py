"""The levels of the heat map: which class a cell gets, by how far or how late its unit is.

What colours the classes have, by day and by night: `web/static/css/heat_map_colors.css`.
"""

from intranet.reading.coverage.counts import CoverageCounts

FEW, SOME = 2, 4
"""Up to how many people missing after the deadline are few, and some; above that they are many."""


def heat_class(counts: CoverageCounts, past: bool) -> str:
    """The class of a cell: done, how far before the deadline, how many missing after it."""
    if not counts.missing:
        return "heat-done"
    if past:
        return f"heat-late-{1 + (counts.missing > FEW) + (counts.missing > SOME)}"
    quarters = 4 * counts.done // max(1, counts.required)
    return f"heat-{quarters + 1}" if quarters else ""
