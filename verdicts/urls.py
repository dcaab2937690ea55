"""The addresses of verdicts."""

from django.urls import path

app_name = "verdicts"
urlpatterns: list = []
