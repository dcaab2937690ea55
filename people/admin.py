"""People in Django admin: accounts are made, given roles and closed here, never deleted."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people import services

STAYS = _("Who is not active can't sign in. What they decided stays, with their name.")


class WithAddress(forms.ModelForm):
    """A mail address is one person's: it signs in, and new passwords go to it."""

    def clean_email(self) -> str:
        address = (self.cleaned_data.get("email") or "").lower()
        others = User.objects.exclude(pk=self.instance.pk).filter(email__iexact=address)
        if address and others.exists():
            raise forms.ValidationError(_("Somebody else has this address."))
        return address


class PersonForm(WithAddress, UserChangeForm):
    """Of somebody who has an account."""


class NewPersonForm(WithAddress, AdminUserCreationForm):
    """Of somebody who is to have one."""


admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Accounts. Only a superuser makes superusers or changes one."""

    form, add_form = PersonForm, NewPersonForm
    list_display = ("username", "first_name", "last_name", "email", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined")
    actions = ["deactivate"]
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (_("What they may do"), {"fields": ("is_active", "groups", "is_staff"), "description": STAYS}),
        (None, {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "groups", "is_staff")}),
        (_("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is not None and request.user.is_superuser:
            return (*found, (_("Beyond the roles"), {"fields": ("is_superuser", "user_permissions")}))
        return found

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        is_theirs = obj is None or not obj.is_superuser or request.user.is_superuser
        return is_theirs and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    @admin.action(
        description=_("Deactivate: they can't sign in; what they decided stays"), permissions=["change"]
    )
    def deactivate(self, request: HttpRequest, people: QuerySet) -> None:
        chosen = [person for person in people if self.has_change_permission(request, person)]
        count = services.deactivate([person for person in chosen if person != request.user])
        said = ngettext("%(count)s account is closed.", "%(count)s accounts are closed.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
