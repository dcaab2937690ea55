"""The suite's own fixtures; here, so that the examples in docstrings find the settings too."""

from hypothesis import HealthCheck, settings

# A busy machine is no fault of what is tested.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

pytest_plugins = ["tests.workers", "tests.servers", "tests.browser", "tests.pages_server"]
