"""The numbers of the agency's plan: people informed, readings done, what was shared in time.

`plan_indicators.py` gives each with its rule, `informed_people.py` the people behind the first,
`over_time.py` all of them at the end of each month.
"""

__all__ = ["informed_people", "over_time", "plan_indicators"]
