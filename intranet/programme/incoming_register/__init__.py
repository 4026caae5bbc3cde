"""The register of incoming documents (sổ đăng ký văn bản đến): numbers of arrival, pages, files.

A column is added in `columns.py`; `register.py` asks what stands in the lines.
"""

__all__ = ["models", "register"]
