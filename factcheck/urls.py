"""The root addresses."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from factcheck import health

admin.site.site_header = admin.site.site_title = "Fact-check workbench: administration"
admin.site.index_title = "Registers and records"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one sign-in, one limit

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("articles.urls")),
    path("", include("claims.urls")),
    path("", include("verdicts.urls")),
    path("sources/", include("sources.urls")),
]
