"""Finding: analysis of queries, engines, snippets, the search page (floor 6)."""
