"""The addresses of articles."""

from django.urls import path

from articles import intake_views, version_views, views

app_name = "articles"
urlpatterns = [
    path("articles/", views.list_articles, name="list"),
    path("articles/add/", views.add_article, name="add"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/progress/", views.progress, name="progress"),
    path("articles/<int:pk>/read-again/", views.read_again, name="read_again"),
    path("articles/<int:pk>/details/", views.edit, name="edit"),
    path("articles/<int:pk>/fetch-again/", intake_views.fetch_again, name="fetch_again"),
    path("articles/<int:pk>/check-by-itself/", intake_views.check_by_itself, name="check_by_itself"),
    path("articles/<int:pk>/versions/", version_views.versions, name="versions"),
    path("articles/<int:pk>/versions/add/", version_views.paste_newer, name="paste_newer"),
    path("articles/<int:pk>/versions/<int:number>/", version_views.older, name="version"),
    path("articles/<int:pk>/versions/<int:number>/newer/", version_views.newer, name="newer"),
    path("articles/<int:pk>/copy/", version_views.near_copy, name="near_copy"),
    path("articles/<int:pk>/copy/judge/", version_views.judge_copy, name="judge_copy"),
    path("articles/<int:pk>/origin/", intake_views.origin, name="origin"),
    path("intake/", intake_views.list_intakes, name="intake"),
    path("intake/add/", intake_views.add_addresses, name="add_addresses"),
    path("intake/bookmarklet/", intake_views.bookmarklet, name="bookmarklet"),
    path("intake/add-files/", intake_views.add_files, name="add_files"),
    path("intake/<int:pk>/try-again/", intake_views.try_again, name="try_again"),
    path("intake/<int:pk>/dismiss/", intake_views.dismiss, name="dismiss_intake"),
    path("copies/<int:pk>/", intake_views.snapshot, name="snapshot"),
    path("copies/<int:pk>/page/", intake_views.kept_page, name="kept_page"),
    path("copies/<int:pk>/file/", intake_views.kept_file, name="kept_file"),
    path("copies/<int:pk>/original/", intake_views.kept_original, name="kept_original"),
]
