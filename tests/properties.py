"""How property tests run: with the same examples each time, or on a hunt for new ones.

`scripts/test` uses the profile "usual", `scripts/hunt` the profile "hunt": fresh seeds and 20 times
as many examples. What a hunt finds is kept as an @example beside the test.
"""

from hypothesis import HealthCheck, settings

USUAL, TIMES = 100, 20
UNWANTED = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
"""How busy the machine is says nothing; fixtures are made to serve all examples of a test."""


def register_profiles() -> None:
    """Make both profiles known to Hypothesis; the usual one holds until another is chosen."""
    same = settings(deadline=None, database=None, suppress_health_check=UNWANTED)
    settings.register_profile("usual", same, derandomize=True, max_examples=USUAL)
    settings.register_profile("hunt", same, max_examples=USUAL * TIMES, print_blob=True)
    settings.load_profile("usual")


def examples(count: int) -> settings:
    """Decorates a slow property test: so many examples on a usual run, 20 times more on a hunt."""
    return settings(max_examples=count * settings().max_examples // USUAL)
