"""Extraction: a file in, its pages and facts out; nothing is stored, no database or web is known.

`values` is what comes out, `errors` why a file is refused. A file from outside is only read by
`sandbox.isolated` and `sandbox.preflight`, in a process with limits. A file format is added in
`formats.registry`, a fact of the header in `facts`.
"""

WINGS = ("layout", "formats", "ocr", "facts", "signatures", "sandbox")
"""From the lowest to the highest: a wing imports only wings before it."""
