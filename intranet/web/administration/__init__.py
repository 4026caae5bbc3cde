"""Administration in the words of the office: parts of the portal, audit trail, settings.

What a part of the portal is called and what helps it: `part_words.py`. The trail: `audit_page.py`
chooses lines, `audit_words.py` says them, its words stand in `audit_words.toml`.
"""

__all__ = ["audit_words", "part_words"]
