"""The entry for gunicorn."""

import gc
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
if settings.SECRET_KEY.startswith("unset-"):
    raise ImproperlyConfigured("SECRET_KEY is not set. `.env.example` says how to make one.")
application = get_wsgi_application()

# A page of 2,000 figures makes a hundred thousand objects. To look through all of them again and again for
# cycles, and through the code as well, took half of its time; cycles are rare here, and found a little later.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
