"""The suite's own fixtures; here, so that the examples in docstrings find the settings too."""

pytest_plugins = ["tests.servers", "tests.workers", "tests.browser"]
