"""History: what a person asked, theirs alone, what they said of quotes, and what the Office sees.

`actions` and `queries` keep and give back questions, `gaps` groups those without an answer for the
Office, `masking` takes personal data out of what the Office is shown.
"""

__all__ = ["actions", "gaps", "masking", "models", "queries"]
