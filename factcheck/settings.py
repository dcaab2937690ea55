"""Settings, all from the environment. `.env.example` explains each variable."""

from pathlib import Path

import environ
import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factcheck import single_sign_on

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
TRIAL = env.bool("TRIAL", default=False)  # set by `make run`: one person, one machine, no TLS

# Commands that touch neither sessions nor users (extract, collectstatic) run without a secret.
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY and (DEBUG or TRIAL):
    raise ImproperlyConfigured("SECRET_KEY is not set. `.env.example` says how to make one.")
SECRET_KEY = SECRET_KEY or "unset-" + "0" * 60

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_celery_beat",
    "django_structlog",
    "pghistory",
    "pgtrigger",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "people",
    "sources",
    "articles",
    "claims",
    "verdicts",
    "factcheck",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.AsTheyLike",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "factcheck.middleware.SignInAgain",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- PostgreSQL, and the broker and cache
# ---------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres:///factcheck")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# Celery names a Unix socket in its own way.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True  # a task's outcome is the state of its row
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # longer than the longest task
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = {
    "requeue-lost-readings": {"task": "claims.tasks.requeue_lost_readings", "schedule": 30.0},
    "outline-the-rest": {"task": "claims.tasks.outline_the_rest", "schedule": 60.0},
    "mail-what-is-due": {"task": "verdicts.tasks.mail_what_is_due", "schedule": 60.0},
    "fill-queue": {"task": "verdicts.tasks.fill_queue", "schedule": 15.0},
    "reopen-lost": {"task": "claims.tasks.reopen_lost", "schedule": 120.0},
    "compare-again": {"task": "claims.tasks.compare_again", "schedule": 86_400.0},
    "look-at-evidence": {"task": "verdicts.tasks.look_at_evidence", "schedule": 20.0},
    "poll-due-feeds": {"task": "articles.tasks.poll_due_feeds", "schedule": 60.0},
    "check-pages-again": {"task": "articles.tasks.check_pages_again", "schedule": 60.0},
    "sketch-the-rest": {"task": "articles.tasks.sketch_the_rest", "schedule": 60.0},
    "requeue-lost-intakes": {"task": "articles.tasks.requeue_lost_intakes", "schedule": 20.0},
}
DJANGO_CELERY_BEAT_TZ_AWARE = True
DJANGO_STRUCTLOG_CELERY_ENABLED = True

# --- who may come in
# ------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "verdicts:home"
ACCOUNT_ADAPTER = "factcheck.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CHANGE_EMAIL = True  # the new address counts when its owner has opened the link
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody gets mail from us because a stranger typed their address
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or factor is told to who owns the account
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Fact-check workbench] "
ACCOUNT_RATE_LIMITS = {
    # By key: for one name, or for one account whose second factor is asked for.
    "login_failed": "20/m/ip,5/5m/key,30/h/key",
    "reset_password": "20/h/ip,5/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Fact-check workbench"
MFA_TOTP_TOLERANCE = 1  # half a minute early or late
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by the admin who makes the account
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or TRIAL  # http://localhost
SOCIALACCOUNT_ADAPTER = "factcheck.accounts.NewsroomAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_NEW_ACCOUNTS = env.str("OIDC_NEW_ACCOUNTS", default="")  # a role: "reader"
SOCIALACCOUNT_PROVIDERS = single_sign_on.providers(
    issuer=OIDC_ISSUER,
    client_id=env.str("OIDC_CLIENT_ID", default=""),
    secret=env.str("OIDC_CLIENT_SECRET", default=""),
    name=env.str("OIDC_NAME", default="my newsroom account"),
    is_guarded=not (DEBUG or TRIAL),
)
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# In mails, which know no request. Left out: the first allowed host.
_HOME = f"https://{ALLOWED_HOSTS[0]}" if not (DEBUG or TRIAL) and ALLOWED_HOSTS else "http://localhost:8000"
SITE_ADDRESS = (env.str("SITE_ADDRESS", default="") or _HOME).rstrip("/")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="workbench@localhost")

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

SECURE = not (DEBUG or TRIAL) and env.bool("TLS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if env.bool("BEHIND_PROXY", default=False):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # who tries passwords is counted by their own address, not by the proxy's
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [
            SELF,
            *single_sign_on.origins(OIDC_ISSUER, env.list("OIDC_ORIGINS", default=[])),
        ],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

# --- how many have to agree
# ----------------------------------------------------------------------------------------

APPROVALS_NEEDED = env.int("APPROVALS_NEEDED", default=1)  # of people who did not write it
if APPROVALS_NEEDED not in (1, 2):
    raise ImproperlyConfigured("APPROVALS_NEEDED is 1 or 2.")

# --- what a person may send
# ----------------------------------------------------------------------------------------

MAX_ARTICLE_CHARACTERS = 1_000_000  # some 160,000 words; longer texts are refused with a sentence
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    24 * 2**20
)  # above the longest text, so that too long a one gets the form's own answer

UPLOAD_MOST_BYTES = env.int("UPLOAD_MOST_MEGABYTES", default=100) * 2**20  # all files sent at once
FILE_UPLOAD_HANDLERS = [
    "articles.uploads.Together",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- the history of the register: each row of it holds who, from where and why
# ---------------------------------------------------------------

PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CREATED_AT_FUNCTION = "CLOCK_TIMESTAMP()"  # several changes of one transaction stand in order
PGHISTORY_MIDDLEWARE_METHODS = ("POST",)

# --- what is fetched from the web
# ------------------------------------------------------------------------------------------------

FETCH_CONTACT = env.str("FETCH_CONTACT", default="")  # in the user agent: whom a site may ask
FETCH_SECONDS = env.int("FETCH_SECONDS", default=45)  # for a page with all its redirects
FETCH_MOST_BYTES = env.int("FETCH_MOST_MEGABYTES", default=24) * 2**20  # packed, and again unpacked
FILE_MOST_BYTES = env.int("FILE_MOST_MEGABYTES", default=24) * 2**20  # each file that is added
FETCH_TEST_SERVER = env.str("FETCH_TEST_SERVER", default="")  # host:port; a check refuses it in production

# --- pages
# ------------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]  # `make words` fills it
FORMAT_MODULE_PATH = ["factcheck.formats"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG or TRIAL  # the trial collects nothing
STORAGES = {
    # Kept copies. For an S3-compatible store that of django-storages, which the image has.
    "default": {
        "BACKEND": env.str("STORAGE", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": env.json("STORAGE_OPTIONS", default={}),
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "factcheck.logs.formatter", "colours": False},
    },
    "filters": {"once": {"()": "factcheck.logs.OncePerRequest"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["once"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"django.server": {"handlers": ["console"], "propagate": False}},
}
