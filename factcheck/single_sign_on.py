"""The newsroom's own sign-in by OpenID Connect, as the settings need it."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME = "desk"  # in the address that the provider has to know: /accounts/oidc/desk/login/callback/


def providers(*, issuer: str, client_id: str, secret: str, name: str, is_guarded: bool) -> dict[str, Any]:
    """What allauth is to know of it; nothing where no issuer is named.

    Where TLS guards the site, it has to guard the way to the issuer too: tokens go over it."""
    if not issuer:
        return {}
    if is_guarded and urlsplit(issuer).scheme != "https":
        raise ImproperlyConfigured("OIDC_ISSUER has to start with https://")
    if not client_id:
        raise ImproperlyConfigured("OIDC_ISSUER is set, OIDC_CLIENT_ID is not.")
    app = {
        "provider_id": NAME,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": issuer.rstrip("/"),
            "email_authentication": True,
            "oauth_pkce_enabled": True,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


def origins(issuer: str, others: list[str]) -> list[str]:
    """Where the browser may be led from our sign-in form: browsers ask the page's policy for each hop."""
    parts = urlsplit(issuer)
    return [*([f"{parts.scheme}://{parts.netloc}"] if issuer else []), *others]
