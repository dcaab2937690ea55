"""A small OpenID Connect provider on loopback: the newsroom's own sign-in, as tests need it.

Whoever comes is `person`; it asks for no password. It holds the client to its part: the client's secret, the
code that is good once, and the proof that who fetches the token also sent the browser (PKCE).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "workbench", "a secret of the two"


class Provider(ThreadingHTTPServer):
    """The server; `person` holds the claims of who is signed in there."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.person: dict[str, Any] = {}
        self.audience, self.refuses = CLIENT, ""
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def id_token(self) -> str:
        now = int(time.time())
        claims = self.person | {"iss": self.issuer, "aud": self.audience, "iat": now, "exp": now + 60}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        where = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(where.query).items()}
        if where.path == "/.well-known/openid-configuration":
            self.give(self.about())
        elif where.path == "/authorize":
            self.send_back(asked)
        elif where.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            self.give({"keys": [key | {"kid": "one", "alg": "RS256", "use": "sig"}]})
        elif where.path == "/userinfo":
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self.give(self.server.person, status=200 if token in self.server.tokens else 401)
        else:
            self.give({}, status=404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        begun = self.server.codes.pop(asked.get("code", ""), {})
        proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
        is_right = (
            (asked.get("client_id"), asked.get("client_secret")) == (CLIENT, SECRET)
            and begun.get("redirect_uri") == asked.get("redirect_uri")
            and begun.get("code_challenge") == proof.rstrip(b"=").decode()
        )
        if not is_right:
            return self.give({"error": "invalid_grant"}, status=400)
        token = secrets.token_urlsafe()
        self.server.tokens.add(token)
        return self.give({"access_token": token, "token_type": "Bearer", "id_token": self.server.id_token()})

    def about(self) -> dict[str, Any]:
        here = self.server.issuer
        return {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def send_back(self, asked: dict[str, str]) -> None:
        code = secrets.token_urlsafe()
        self.server.codes[code] = asked
        said = {"error": self.server.refuses} if self.server.refuses else {"code": code}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(said | {'state': asked['state']})}")
        self.end_headers()

    def give(self, body: dict[str, Any], *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""
