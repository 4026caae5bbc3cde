"""The embedded engine: Whoosh writes and reads the index, arithmetic on arrays finds and scores.

The path of one query: `engine` opens a `snapshot` of the last commit, and that asks a
`scoring.SegmentScorer` of each segment, which takes the postings of each word whole from
`segment_arrays`. Why Whoosh's own matchers do not search: docs/decisions/0016.
"""

__all__ = ["engine"]
