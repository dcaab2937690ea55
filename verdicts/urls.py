"""The addresses of verdicts."""

from django.urls import path

from verdicts import placement_views, views

app_name = "verdicts"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/count/", views.inbox_count, name="inbox_count"),
    path("figures/<int:pk>/review/", views.review_figure, name="review_figure"),
    path("claims/<int:claim_pk>/verdicts/", views.give_verdict, name="give_verdict"),
    path("disputes/<int:dispute_pk>/resolutions/", views.resolve_dispute, name="resolve_dispute"),
    path("disputes/<int:dispute_pk>/regroup/", placement_views.regroup, name="regroup"),
    path("disputes/<int:dispute_pk>/merge/", placement_views.merge, name="merge"),
    path(
        "disputes/<int:dispute_pk>/suggestions/<int:pk>/",
        placement_views.answer_suggestion,
        name="answer_suggestion",
    ),
    path("disputes/<int:dispute_pk>/undo/<int:pk>/", placement_views.undo_placement, name="undo_placement"),
    path("verdicts/<int:pk>/approve/", views.approve_verdict, name="approve_verdict"),
    path("verdicts/<int:pk>/return/", views.return_verdict, name="return_verdict"),
    path("resolutions/<int:pk>/approve/", views.approve_resolution, name="approve_resolution"),
    path("resolutions/<int:pk>/return/", views.return_resolution, name="return_resolution"),
]
