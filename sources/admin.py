"""The register of sources in Django admin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.db.models import Count, Q, QuerySet
from django.forms import BaseInlineFormSet, Form, ModelForm, TextInput
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.queueing import queue_restating
from sources import services
from sources.exchange import COLUMNS, SourceResource, write_csv
from sources.forms import (
    AliasForm,
    DescribeForm,
    GradeForm,
    GradeFormSet,
    ImportForm,
    MergeForm,
    SourceForm,
)
from sources.history import history_of
from sources.loading import load_register
from sources.models import Alias, Grade, Source
from sources.names import name_key
from sources.review_views import review


class AliasInline(admin.TabularInline):
    """A source's names, on its page."""

    model = Alias
    form = AliasForm
    extra = 1
    readonly_fields = ("key", "created_at")


class GradeInline(admin.TabularInline):
    """A source's grades, the newest first; a new one is added, none is edited."""

    model = Grade
    form = GradeForm
    formset = GradeFormSet
    extra = 1
    max_num = 1000
    verbose_name_plural = "reliability: the newest grade stands, the earlier ones stay"
    readonly_fields = ("given_by", "given_at")

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False


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
    inlines = (AliasInline, GradeInline)
    list_display = ("name", "also_called", "kind", "country", "side", "grade", "said", "is_reviewed")
    list_editable = ("kind", "country", "side", "is_reviewed")
    list_filter = (Standing, "is_reviewed", "kind", "grade", "country", "side")
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    search_fields = ("name", "notes")
    search_help_text = "Any name of the source, or words of its notes."
    autocomplete_fields = ("part_of",)
    readonly_fields = ("merged_into", "merged_by", "merged_at")
    actions = ("merge", "unmerge", "describe", "mark_reviewed", "export")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "kind",
                    "country",
                    "languages",
                    "home_page",
                    "part_of",
                    "side",
                    "is_reviewed",
                )
            },
        ),
        ("Outlets", {"fields": ("feeds", "corrections_policy"), "classes": ("collapse",)}),
        ("More", {"fields": ("wikidata", "notes")}),
        ("Merged", {"fields": ("merged_into", "merged_by", "merged_at"), "classes": ("collapse",)}),
        ("This change", {"fields": ("why", "seen")}),
    )

    change_list_template = "admin/sources/register.html"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("review/", self.admin_site.admin_view(review), name="sources_source_review"),
            path("import/", self.admin_site.admin_view(self.import_view), name="sources_source_import"),
            path("export/", self.admin_site.admin_view(self.export_view), name="sources_source_export"),
            path("load/", self.admin_site.admin_view(self.load_view), name="sources_source_load"),
        ]
        return own + super().get_urls()

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """A CSV file: looked at first, with what it would change; then the same text is taken in."""
        if not (
            request.user.has_perm("sources.add_source") and request.user.has_perm("sources.change_source")
        ):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        result, is_asked = None, "import" in request.POST
        if form.is_valid():
            resource = SourceResource(by=request.user)
            result = resource.import_data(
                form.cleaned_data["dataset"], dry_run=not is_asked, rollback_on_validation_errors=True
            )
            is_good = not result.has_errors() and not result.has_validation_errors()
            if is_asked and is_good:
                queue_restating(*(row.object_id for row in result.rows if row.import_type == "update"))
                new, changed = result.totals["new"], result.totals["update"]
                self.message_user(
                    request, f"{new} sources added, {changed} changed, {result.totals['skip']} as they were."
                )
                return redirect("admin:sources_source_changelist")
        context = self.admin_site.each_context(request) | {
            "title": "Import sources from CSV", "opts": self.model._meta, "form": form, "result": result,
            "columns": COLUMNS, "text": form.cleaned_data.get("text", "") if result else "",
        }  # fmt: skip
        status = 422 if form.errors else 200
        return render(request, "admin/sources/import.html", context, status=status)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("sources.view_source"):
            raise PermissionDenied
        return self.export(request, Source.objects.standing())

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export(self, request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse:
        file = HttpResponse("\ufeff" + write_csv(chosen), content_type="text/csv; charset=utf-8")
        file["Content-Disposition"] = 'attachment; filename="sources.csv"'
        return file

    def load_view(self, request: HttpRequest) -> HttpResponse:
        """The button that loads the starter register."""
        if request.method != "POST" or not request.user.has_perm("sources.add_source"):
            raise PermissionDenied
        done = load_register(by=request.user)
        queue_restating(*done.changed)
        self.message_user(request, _("The starter register is loaded: %(done)s") % {"done": done})
        for clash in done.clashes[:20]:
            self.message_user(request, clash, messages.WARNING)
        return redirect("admin:sources_source_changelist")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        return super().get_queryset(request).prefetch_related("aliases")

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        widgets = {"country": TextInput({"size": 2}), "side": TextInput({"size": 10})}
        return super().get_changelist_form(request, **kwargs, widgets=widgets)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        counts = said_counts(changelist.result_list)
        for source in changelist.result_list:
            source.said_count = counts.get(source.pk, 0)
        return changelist

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Source], search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        return (queryset.named(search_term) if search_term.strip() else queryset), False

    @admin.display(description=_("also called"))
    def also_called(self, source: Source) -> str:
        return ", ".join(alias.name for alias in source.aliases.all() if alias.name != source.name)

    @admin.display(description="attributions")
    def said(self, source: Source) -> SafeString:
        return format_html('<a href="{}">{}</a>', source.get_absolute_url(), source.said_count)  # type: ignore[attr-defined]

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return False  # what somebody said stays said: a source is merged, not deleted

    def changeform_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **options)
        except (IntegrityError, services.NameTaken) as clash:  # somebody saved the like at the same moment
            why = (
                str(clash)
                if isinstance(clash, services.NameTaken)
                else "Somebody saved a change that this one clashes with at the same moment."
            )
            self.message_user(
                request, _("Nothing was saved. %(why)s Look again.") % {"why": why}, messages.ERROR
            )
            return HttpResponseRedirect(request.path)

    def save_model(self, request: HttpRequest, obj: Source, form: ModelForm, change: bool) -> None:
        services.save_source(obj, by=request.user, why=form.cleaned_data.get("why", ""))
        if change and "part_of" in form.changed_data:
            queue_restating(obj.pk)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        formset.save(commit=False)
        for alias in formset.deleted_objects:
            services.drop_alias(alias, by=request.user)
        for row in [*formset.new_objects, *(row for row, _fields in formset.changed_objects)]:
            if isinstance(row, Grade):
                said = {"letter": row.letter, "scope": row.scope, "reason": row.reason}
                services.grade_source(row.source, **said, by=request.user)
            elif not row.source.aliases.filter(key=name_key(row.name)).exclude(pk=row.pk).exists():
                services.save_alias(row, by=request.user)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        source = self.get_object(request, object_id)
        changes = history_of(source) if source else []
        self.object_history_template = "admin/sources/history.html"
        return super().history_view(request, object_id, {**(extra_context or {}), "changes": changes})

    @admin.action(description=_("Merge the chosen sources into one of them…"), permissions=["change"])
    def merge(self, request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse | None:
        if chosen.count() < 2:
            self.message_user(request, _("Choose two sources or more to merge."), messages.WARNING)
            return None
        form = MergeForm(request.POST if "into" in request.POST else None, chosen=chosen)
        if not form.is_valid():
            return self._ask(request, "admin/sources/merge.html", "Merge sources", form, chosen)
        self._merge(request, chosen, form.cleaned_data["into"])
        return None

    def _ask(
        self, request: HttpRequest, template: str, title: str, form: Form, chosen: QuerySet[Source]
    ) -> HttpResponse:
        """The page of an action that needs to know more."""
        context = self.admin_site.each_context(request) | {
            "title": title, "form": form, "chosen": chosen, "opts": self.model._meta,
            "checkbox": ACTION_CHECKBOX_NAME,
        }  # fmt: skip
        return render(request, template, context)

    def _merge(self, request: HttpRequest, chosen: QuerySet[Source], into: Source) -> None:
        for source in chosen.exclude(pk=into.pk):
            try:
                services.merge_sources(source, into=into, by=request.user)
            except services.CannotMerge as why:
                self.message_user(request, str(why), messages.ERROR)
            else:
                queue_restating(source.pk, into.pk)
                self.message_user(
                    request, f"{source} stands for {into} from now on. “Undo a merge” takes it back."
                )

    @admin.action(description=_("Undo a merge"), permissions=["change"])
    def unmerge(self, request: HttpRequest, chosen: QuerySet[Source]) -> None:
        for source in chosen:
            try:
                stood_for = source.merged_into_id
                services.unmerge_source(source, by=request.user)
            except services.CannotMerge as why:
                self.message_user(request, str(why), messages.ERROR)
            else:
                queue_restating(source.pk, *([stood_for] if stood_for else []))
                self.message_user(request, f"{source} stands for itself again.")

    @admin.action(description=_("Set kind, country or side of the chosen sources…"), permissions=["change"])
    def describe(self, request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse | None:
        form = DescribeForm(request.POST if "kind" in request.POST else None)
        if not form.is_valid():
            return self._ask(request, "admin/sources/describe.html", "Describe sources", form, chosen)
        count = services.describe_sources(chosen, by=request.user, **form.cleaned_data)
        self.message_user(request, f"{count} source{'s' if count != 1 else ''} described.")
        return None

    @admin.action(description=_("Mark as reviewed"), permissions=["change"])
    def mark_reviewed(self, request: HttpRequest, chosen: QuerySet[Source]) -> None:
        self.message_user(request, f"{services.mark_reviewed(chosen, by=request.user)} reviewed.")


def said_counts(sources: Any) -> dict[int, int]:
    """How many standing attributions each of some sources has."""
    said = Count("attributions", filter=Q(attributions__gone_at__isnull=True))
    counted = Source.objects.filter(pk__in=[source.pk for source in sources]).order_by()
    return dict(counted.annotate(n=said).values_list("pk", "n"))


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
