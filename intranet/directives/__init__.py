"""The repository: directives, versions, files, bodies, relations, who may see what (floor 4)."""
