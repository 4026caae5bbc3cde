"""RTF files: `document` reads one from the blocks that `reader` makes of its control words."""

__all__: list[str] = []
