"""The addresses of verdicts."""

from django.urls import path

from verdicts import views

app_name = "verdicts"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/count/", views.inbox_count, name="inbox_count"),
    path("figures/<int:pk>/review/", views.review_figure, name="review_figure"),
    path("claims/<int:claim_pk>/verdicts/", views.give_verdict, name="give_verdict"),
    path("disputes/<int:dispute_pk>/resolutions/", views.resolve_dispute, name="resolve_dispute"),
    path("verdicts/<int:pk>/approve/", views.approve_verdict, name="approve_verdict"),
    path("verdicts/<int:pk>/return/", views.return_verdict, name="return_verdict"),
    path("resolutions/<int:pk>/approve/", views.approve_resolution, name="approve_resolution"),
    path("resolutions/<int:pk>/return/", views.return_resolution, name="return_resolution"),
]
