"""The roof: settings, the task queue, the root addresses, the embedded servers for a trial."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
