"""The team's scale in Django admin. Decisions themselves are made and read in the workbench."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from verdicts import services
from verdicts.models import Rating


@admin.register(Rating)
class RatingAdmin(admin.ModelAdmin):
    """The steps of the scale. A step that was used is taken out of use, not deleted."""

    list_display = ("position", "name", "tone", "meaning", "is_in_use")
    list_display_links = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Rating | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Rating, form: ModelForm, change: bool) -> None:
        services.save_rating(obj)
