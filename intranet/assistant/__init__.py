"""Assistant: a question is answered in the words of directives, or by a closed set of selects.

It finds and quotes; what the store does not answer is not answered (floor 12).
"""

WINGS = ("questions", "selects", "quotes", "answers", "history", "pages")
"""From the lowest to the highest: a wing imports only wings before it."""
