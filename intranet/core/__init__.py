"""What every room stands on: session, clock, errors, audit trail, storage, task queue (floor 2)."""

WINGS = ("anchors", "upgrades")
