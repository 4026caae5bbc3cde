"""The engines: indexes of entries behind one port.

Start with `port` (what an engine owes) and `registry` (which engine answers). `whoosh` is the
engine that needs no installation, `tantivy` the larger one of a single machine; what both share is
in `folder_engine` (writing, rebuilding beside, opening) and `index_folder` (files and locks).
"""

__all__ = ["index_folder", "port", "registry"]
