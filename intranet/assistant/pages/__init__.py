"""Pages: asking, looking again at an answer, and what the Office sees of what has none."""

__all__ = ["panels", "views", "views_gaps"]
