"""The root addresses."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from factcheck import health, signing_in, views

admin.site.site_header = admin.site.site_title = "Fact-check workbench: administration"
admin.site.index_title = "Registers and records"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one sign-in, one limit

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("signed-in/", signing_in.signed_in, name="signed_in"),
    path("admin/", admin.site.urls),
    path("accounts/oidc/desk/login/", views.sign_in_there),
    path("accounts/email/", views.change_address),
    path("accounts/", include("allauth.urls")),
    path("settings/", include("people.urls")),
    path("", include("articles.urls")),
    path("", include("claims.urls")),
    path("", include("verdicts.urls")),
    path("sources/", include("sources.urls")),
]
