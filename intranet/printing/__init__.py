"""Official documents of the office as files (Word, PDF, workbooks): no database, no web.

Start with `official_document.py`: what stands in a document, apart from how it looks.
"""
