"""OpenDocument texts and slides (ODT, ODP): `document` reads one."""

__all__: list[str] = []
