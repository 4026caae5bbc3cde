"""Intake: from an arriving file to a published directive.

A file comes in through `channels`, is looked through in `quarantine` before it is kept, read in
`processing` and checked by a clerk in `review`.
"""

WINGS = ("quarantine", "processing", "channels", "review")
