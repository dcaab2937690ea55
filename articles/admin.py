"""Feeds in Django admin: which are asked, how often, for what, and what came of it."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.forms import FeedForm
from articles.models import Feed
from articles.queueing import queue_poll


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    """The feeds, with the last result and error of each."""

    form = FeedForm
    list_display = ("name", "last_result", "error", "is_active", "minutes", "last_polled_at", "next_poll_at")
    list_editable = ("is_active", "minutes")
    list_filter = ("is_active",)
    search_fields = ("name", "address", "publisher")
    actions = ("poll_now",)
    readonly_fields = (
        "last_result", "error", "faults", "last_polled_at", "last_good_at", "next_poll_at", "added_by",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("name", "address", "publisher", "is_active", "minutes")}),
        ("Which entries are taken in", {"fields": ("words_in", "words_out", "sections")}),
        ("How it goes", {"fields": readonly_fields}),
    )

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        if not change:
            obj.added_by_id = request.user.pk or 0  # nobody unknown comes in here
        if "address" in form.changed_data:
            obj.forget_last_answer()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Poll the chosen feeds now"), permissions=["change"])
    def poll_now(self, request: HttpRequest, queryset: QuerySet[Feed]) -> None:
        for feed in queryset:
            queue_poll(feed)
        messages.success(
            request, f"{queryset.count()} asked for. Reload this page in a moment for what came of it."
        )
