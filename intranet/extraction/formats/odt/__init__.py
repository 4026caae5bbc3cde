"""OpenDocument texts and slides (ODT, ODP): `document` reads one."""

__all__ = []
