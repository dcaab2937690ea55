"""In Django admin: the readings, what waits, works, failed and why; the measures and what they count."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims import measuring, services
from claims.forms import MeasureForm
from claims.models import Extraction, Measure
from claims.queueing import queue_comparison
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

    @admin.action(description=_("Read again"), permissions=["view"])
    def read_again(self, request: HttpRequest, chosen: QuerySet[Extraction]) -> None:
        for extraction in chosen:
            again = services.request_extraction(extraction.version, by=request.user)
            read_version.delay_on_commit(again.pk)
        self.message_user(request, _("Queued. The list shows how far they are."))


@admin.register(Measure)
class MeasureAdmin(admin.ModelAdmin):
    """What the newsroom means by killed or casualties, and which is part of which."""

    form = MeasureForm
    list_display = ("name", "definition", "known_by", "part_of")
    search_fields = ("name", "definition", "words")
    search_help_text = "A measure's name, or a word of its definition."
    filter_horizontal = ("wider",)
    actions = None  # one at a time: each says what goes with it

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        return super().get_queryset(request).prefetch_related("wider")

    @admin.display(description=_("known by"))
    def known_by(self, measure: Measure) -> str:
        more = len(measure.words) - 6
        return ", ".join(measure.words[:6]) + (f" and {more} more" if more > 0 else "")

    @admin.display(description=_("part of"))
    def part_of(self, measure: Measure) -> str:
        return ", ".join(str(wide) for wide in measure.wider.all())

    def save_model(self, request: HttpRequest, obj: Measure, form: Any, change: bool) -> None:
        """All of it in `save_related`, when the wider ones are known."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        measuring.save_measure(form.instance, wider=form.cleaned_data["wider"])
        self._compare_again(request)

    def delete_model(self, request: HttpRequest, obj: Measure) -> None:
        measuring.drop_measure(obj)
        self._compare_again(request)

    def _compare_again(self, request: HttpRequest) -> None:
        queue_comparison()
        messages.info(request, _("A worker compares all disputes again by the measures as they are now."))
