"""Provinces and centrally run cities, before and since the mergers of 1 July 2025.

Source: Resolution 202/2025/QH15 on the arrangement of provinces and the division before it.
"""

from intranet.language.table_files import table_rows

PROVINCES = tuple(name for (name,) in table_rows(__file__, "provinces.txt"))
