"""How Vietnamese office papers are spelled, numbered, dated and marked: pure rules, no storage."""
