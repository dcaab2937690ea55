"""Which browser, on which system: what somebody who looks where they are signed in wants to read."""

import re

# The first that is named counts: Edge calls itself Chrome too, and Chrome calls itself Safari.
BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Vivaldi/", "Vivaldi"),
    (r"(?:Firefox|FxiOS)/", "Firefox"),
    (r"HeadlessChrome/|(?:Chrome|CriOS|Chromium)/", "Chrome"),
    (r"Version/.* Safari/", "Safari"),
    (r"curl/", "curl"),
)
SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
)


def browser_and_system(agent: str) -> tuple[str, str]:
    """The names of both; "" for what can't be told.

    >>> browser_and_system("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0")
    ('Firefox', 'Windows')
    >>> browser_and_system("a robot")
    ('', '')
    """
    return _first(BROWSERS, agent), _first(SYSTEMS, agent)


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, agent)), "")
