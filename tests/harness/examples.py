"""How property tests run whose examples share the fixtures of their test."""

from hypothesis import HealthCheck, settings

# `@settings(SHARING, max_examples=50)`: each example must then clean up after itself, and how long
# it takes says how busy the machine is.
SHARING = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
