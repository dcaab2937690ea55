"""The register of sources in Django admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Count, Q, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sources import services
from sources.forms import AliasForm, MergeForm, SourceForm
from sources.models import Alias, Source


class AliasInline(admin.TabularInline):
    """A source's names, on its page."""

    model = Alias
    form = AliasForm
    extra = 1
    readonly_fields = ("key", "created_at")


class Standing(admin.SimpleListFilter):
    """Merged sources are out of the way until they are asked for."""

    title = "merged"
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Merged into another"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        yield first | {"display": "Standing for themselves"}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[Source]) -> QuerySet[Source]:
        if request.path.endswith("/autocomplete/") or self.value() == "all":
            return queryset
        return queryset.filter(merged_into__isnull=self.value() != "yes")


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """Kind, country, grade and names of whoever speaks; merging two that are one."""

    form = SourceForm
    inlines = (AliasInline,)
    list_display = ("name", "also_called", "kind", "country", "grade", "said", "merged_into", "is_reviewed")
    list_editable = ("kind", "country", "is_reviewed")
    list_filter = (Standing, "is_reviewed", "kind", "grade", "country")
    list_select_related = ("merged_into",)
    list_per_page = 50
    search_fields = ("name", "aliases__name", "aliases__key", "merged__aliases__name", "notes")
    search_help_text = "Any name of the source, or words of its notes."
    autocomplete_fields = ("part_of",)
    readonly_fields = ("merged_into", "merged_by", "merged_at")
    actions = ("merge", "unmerge", "mark_reviewed")
    fieldsets = (
        (None, {"fields": ("name", "kind", "country", "part_of", "side", "is_reviewed")}),
        ("Reliability", {"fields": ("grade", "grade_scope", "grade_reason", "graded_on")}),
        ("Notes", {"fields": ("notes",)}),
        ("Merged", {"fields": ("merged_into", "merged_by", "merged_at"), "classes": ("collapse",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        said = Count("attributions", filter=Q(attributions__gone_at__isnull=True), distinct=True)
        return super().get_queryset(request).annotate(said_count=said).prefetch_related("aliases")

    @admin.display(description="also called")
    def also_called(self, source: Source) -> str:
        return ", ".join(alias.name for alias in source.aliases.all() if alias.name != source.name)

    @admin.display(description="attributions", ordering="said_count")
    def said(self, source: Source) -> SafeString:
        return format_html('<a href="{}">{}</a>', source.get_absolute_url(), source.said_count)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False  # what somebody said stays said: a source is merged, not deleted

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm, change: bool) -> None:
        services.save_source(obj)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        formset.save(commit=False)
        for alias in formset.deleted_objects:
            services.drop_alias(alias)
        for alias in [*formset.new_objects, *(alias for alias, _ in formset.changed_objects)]:
            services.save_alias(alias, by=request.user)

    @admin.action(description="Merge the chosen sources into one of them…", permissions=["change"])
    def merge(self, request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse | None:
        if chosen.count() < 2:
            self.message_user(request, "Choose two sources or more to merge.", messages.WARNING)
            return None
        form = MergeForm(request.POST if "into" in request.POST else None, chosen=chosen)
        if not form.is_valid():
            context = self.admin_site.each_context(request) | {
                "title": "Merge sources", "form": form, "chosen": chosen, "opts": self.model._meta,
                "checkbox": ACTION_CHECKBOX_NAME,
            }  # fmt: skip
            return render(request, "admin/sources/merge.html", context)
        self._merge(request, chosen, form.cleaned_data["into"])
        return None

    def _merge(self, request: HttpRequest, chosen: QuerySet[Source], into: Source) -> None:
        for source in chosen.exclude(pk=into.pk):
            try:
                services.merge_sources(source, into=into, by=request.user)
            except services.CannotMerge as why:
                self.message_user(request, str(why), messages.ERROR)
            else:
                self.message_user(
                    request, f"{source} stands for {into} from now on. “Undo a merge” takes it back."
                )

    @admin.action(description="Undo a merge", permissions=["change"])
    def unmerge(self, request: HttpRequest, chosen: QuerySet[Source]) -> None:
        for source in chosen:
            try:
                services.unmerge_source(source, by=request.user)
            except services.CannotMerge as why:
                self.message_user(request, str(why), messages.ERROR)
            else:
                self.message_user(request, f"{source} stands for itself again.")

    @admin.action(description="Mark as reviewed", permissions=["change"])
    def mark_reviewed(self, request: HttpRequest, chosen: QuerySet[Source]) -> None:
        self.message_user(request, f"{services.mark_reviewed(chosen)} reviewed.")


@admin.register(Alias)
class AliasAdmin(admin.ModelAdmin):
    """All names, to find whose one is."""

    list_display = ("name", "source", "created_at")
    search_fields = ("name", "key", "source__name")
    list_select_related = ("source",)
    autocomplete_fields = ("source",)
    readonly_fields = ("key", "created_at", "given_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # on the source's own page

    def has_change_permission(self, request: HttpRequest, obj: Alias | None = None) -> bool:
        return False
