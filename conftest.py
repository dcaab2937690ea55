"""The suite's own fixtures; here, so that the examples in docstrings find the settings too."""

pytest_plugins = ["tests.workers", "tests.servers", "tests.browser", "tests.pages_server"]
