"""Programme: official reports, their periods, and the register of incoming papers (floor 9)."""
