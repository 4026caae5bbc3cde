"""From a file to its pages and the facts of its header; no database, no web."""
