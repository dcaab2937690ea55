"""The entry for gunicorn."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
if settings.SECRET_KEY.startswith("unset-"):
    raise ImproperlyConfigured("SECRET_KEY is not set. `.env.example` says how to make one.")
application = get_wsgi_application()
