"""How invented directives are typeset as they arrive in the post: PDF, Word, and scans of paper.

Start in `manuscript.py`: what a directive says and where its parts stand.
"""

__all__ = ["as_docx", "as_pdf", "as_scan", "manuscript"]
