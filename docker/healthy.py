"""The web container's health check: `/healthz` answers. Asks by the name that the site goes by, which Django
checks.
"""

import os
import urllib.request

name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".*") or "localhost"
address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz"
with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": name}), timeout=4) as answer:
    answer.read()
