"""The engines: indexes of entries behind one port.

Start with `port` (what an engine owes) and `registry` (which engine answers). `whoosh` is the
engine that needs nothing but its library; `tantivy` the larger one of a single machine.
"""

__all__ = ["port", "registry"]
