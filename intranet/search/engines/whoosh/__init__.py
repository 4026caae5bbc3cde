"""The embedded engine: an index in Whoosh's own format, asked by arithmetic on arrays.

Whoosh writes the index: fields, places of words, columns, segments, commits, merges (`schema`,
`index_writer`, `merge_policy`). Whoosh also reads it from the disk (`storage`, `segment_arrays`).
It does not search: its matchers walk the terms of a query side by side, one entry at a time in
Python, which takes too long where many common words are asked (docs/decisions/0016).

The path of one query: `engine` opens a `snapshot` of the last commit, which threads share, and the
snapshot asks a `scoring.SegmentScorer` of each segment. That takes the postings of each word whole,
as an array of entries and one of frequencies, from `segment_arrays`, where they stay in memory as
long as their segment lives (a segment never changes but for its deleted entries). AND is an
intersection of arrays, OR a sum, BM25 a formula on them; a phrase is looked up last, in what all
else has found. The snapshot leaves out deleted entries and those outside the audience, narrows and
counts by columns (`engines.filtered_hits`), and puts the first hits in order.
"""

__all__ = ["engine"]
