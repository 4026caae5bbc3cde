"""How Vietnamese official documents are spelled, numbered, dated and marked: rules, no storage.

Nothing but the standard library is needed. Start at the question: how letters are compared
(`text.normalization`), what stands for a document (`symbols.parsing`), what one document does with
another (`symbols.citations`), who issues and on which level (`bodies`), what is secret (`secrecy`),
into which pieces a text falls that are found and quoted (`passages`).
"""

WINGS = ("text", "bodies", "symbols", "secrecy", "passages")
"""From the lowest to the highest: a wing imports only wings before it."""
