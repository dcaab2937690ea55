"""The addresses of a person's own settings."""

from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("", views.change_profile, name="settings"),
    path("keys/", views.change_keys, name="keys"),
    path("colours/", views.choose_theme, name="choose_theme"),
]
