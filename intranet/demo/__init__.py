"""The demonstration: an invented office, its directives typeset as they arrive in the post.

Start with `filling.py`: the order in which an empty portal is filled.
"""

WINGS = ("typesetting",)
