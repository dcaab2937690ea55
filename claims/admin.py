"""The readings in Django admin: what waits, works, failed and why."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims import services
from claims.models import Extraction
from claims.tasks import read_version


@admin.register(Extraction)
class ExtractionAdmin(admin.ModelAdmin):
    """Every reading asked for. Nothing is edited here; a failed one can be asked for again."""

    list_display = ("version", "state", "error", "attempts", "engine", "requested_at", "finished_at")
    list_filter = ("state", "engine")
    list_select_related = ("version__article",)
    search_fields = ("version__article__title", "error")
    actions = ("read_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Extraction | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Extraction | None = None) -> bool:
        return False

    @admin.action(description="Read again", permissions=["view"])
    def read_again(self, request: HttpRequest, chosen: QuerySet[Extraction]) -> None:
        for extraction in chosen:
            again = services.request_extraction(extraction.version, by=request.user)
            read_version.delay_on_commit(again.pk)
        self.message_user(request, "Queued. The list shows how far they are.")
