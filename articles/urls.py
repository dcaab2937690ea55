"""The addresses of articles."""

from django.urls import path

from articles import views

app_name = "articles"
urlpatterns = [
    path("", views.list_articles, name="list"),
    path("articles/add/", views.add_article, name="add"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/progress/", views.progress, name="progress"),
    path("articles/<int:pk>/read-again/", views.read_again, name="read_again"),
    path("articles/<int:pk>/details/", views.edit, name="edit"),
]
