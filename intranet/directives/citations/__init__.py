"""What directives do with one another (căn cứ, thay thế, viện dẫn): found by machine or entered.

Start with `relation_edges`: everything known around a directive in one list. `outdated_bases` and
`missing_citations` are the two work lists of the Office.
"""

__all__ = [
    "actions", "entered_relations", "graph_layout", "missing_citations", "models",
    "relation_edges", "relation_lists",
]  # fmt: skip
