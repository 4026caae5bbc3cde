"""Quarantine: content that must not be here is refused on arrival or taken out afterwards.

Every refusal and its sentence for people stands in `refusals`. What is looked for in an arriving
file before anything of it is kept: `preflight`. A file with a secrecy mark that was found too late
(Law 117/2025/QH15, art. 5): `isolation` hides it, `purge` empties the tables, `erasure` the disk;
`places` lists where else it can stand: each room names its own places there.
"""

__all__ = ["isolation", "models", "places", "preflight", "refusals"]
