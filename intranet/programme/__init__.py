"""Programme: the register of incoming documents, official reports and their periods.

What leaves the portal as a file leaves it for a reason (`exports.py`).
"""

WINGS = ("incoming_register", "reports")
