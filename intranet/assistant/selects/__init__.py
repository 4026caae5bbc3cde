"""Selects: the closed set of questions that the database answers, each within what one may see.

`directive_sets` counts and lists, `unread` asks the receipts, `facts` tells of one directive.
"""

__all__ = ["directive_sets", "facts", "select_answer", "unread"]
