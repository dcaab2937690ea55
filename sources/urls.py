"""The addresses of sources."""

from django.urls import path

from sources import views

app_name = "sources"
urlpatterns = [
    path("", views.sources, name="list"),
    path("<int:pk>/", views.source, name="source"),
    path("<int:pk>/history/", views.history, name="history"),
]
