"""The addresses of claims."""

from django.urls import path

from claims import views

app_name = "claims"
urlpatterns = [
    path("claims/<int:pk>/", views.claim, name="claim"),
    path("figures/<int:pk>/", views.figure, name="figure"),
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/export.csv", views.export_disputes, {"kind": "csv"}, name="export_csv"),
    path("disputes/export.json", views.export_disputes, {"kind": "json"}, name="export_json"),
    path("disputes/<int:pk>/", views.dispute, name="dispute"),
    path("disputes/<int:pk>/question/", views.name_question, name="name_question"),
]
