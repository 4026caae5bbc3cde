"""incoming_register: to be described."""
