"""How search is used: what was asked and opened, how fast it was answered; never by whom.

Start at `query_log.note`; `search_board` reads the counts, `latency` the times.
"""

__all__ = ["latency", "models", "query_log", "search_board", "views"]
