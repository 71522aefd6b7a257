"""All settings. The environment is read here and nowhere else; docs/operations.md lists the variables."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
import pghistory
from csp.constants import NONE, SELF

from integrative.audit.logs import log_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
HTTPS = env.bool("HTTPS", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
STATE_DIR = Path(env("CLINIC_STATE", default=str(BASE_DIR / ".local")))
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.admin",
    "django.forms",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials",
    "rules",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "integrative.accounts",
    "integrative.audit",
    "integrative.messaging",
    "integrative.ui",
    "patients",
    "symptoms",
    "careplans",
    "referrals",
    "integrative.workspace",
    "integrative.fhir",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "integrative.audit.middleware.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "integrative.accounts.middleware.ClinicTime",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "integrative.accounts.middleware.NoStore",
    "integrative.audit.middleware.HistoryContext",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "patients.middleware.MergedRecords",
]

ROOT_URLCONF = "integrative.urls"
WSGI_APPLICATION = "integrative.wsgi.application"
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
                "integrative.ui.context.frame",
            ],
            "builtins": ["integrative.ui.templatetags.ui", "template_partials.templatetags.partials"],
        },
    }
]
FORM_RENDERER = "integrative.ui.forms.FieldRenderer"

# --- Data -----------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update({"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True})
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# History rows by triggers for every insert, update and delete, whoever writes; history itself only grows.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_APPEND_ONLY = True


def redis_address(url: str, *, database: int, kombu: bool = False) -> str:
    """One REDIS_URL; kombu and redis-py spell a unix socket differently."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        if kombu:
            return f"redis+socket://{parts.path}?virtual_host={database}"
        return f"unix://{parts.path}?db={database}"
    return f"{parts.scheme}://{parts.netloc}/{database}"


REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_address(REDIS_URL, database=1),
        # Several test runs may share one server.
        "KEY_PREFIX": env("CACHE_PREFIX", default="clinic"),
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# --- Work outside a request -----------------------------------------------------------------------
TASK_SECONDS = 60
CELERY_BROKER_URL = redis_address(REDIS_URL, database=0, kombu=True)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A long visibility timeout: what a clinic must not miss is a row in PostgreSQL, the broker only nudges.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = TASK_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = int(TASK_SECONDS * 0.9)
CELERY_TASK_DEFAULT_QUEUE = env("CLINIC_QUEUE", default="clinic")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TIMEZONE = "UTC"
CELERY_IMPORTS = ("symptoms.red_flag_tasks",)
SWEEP_SECONDS = env.float("CLINIC_SWEEP_SECONDS", default=30.0)
CELERY_BEAT_SCHEDULE = {
    "beat": {"task": "integrative.messaging.tasks.beat", "schedule": SWEEP_SECONDS},
    "sweep": {"task": "integrative.messaging.tasks.sweep", "schedule": SWEEP_SECONDS},
    "rescreen changed": {"task": "symptoms.tasks.rescreen_changed", "schedule": SWEEP_SECONDS},
    "rescreen due": {"task": "symptoms.tasks.rescreen_due", "schedule": 600.0},
    "escalate red flags": {"task": "symptoms.red_flag_tasks.escalate_late_flags", "schedule": 60.0},
    "look again for red flags": {"task": "symptoms.red_flag_tasks.look_again_at_changes", "schedule": 600.0},
    "forget spent keys": {"task": "integrative.accounts.tasks.forget_spent_keys", "schedule": 24 * 3600.0},
}

# --- Mail -----------------------------------------------------------------------------------------
# Without EMAIL_HOST mail goes to the local sink: a table, shown at /demo/mail/.
EMAIL_HOST = env("EMAIL_HOST", default="")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "integrative.messaging.sink.SinkBackend"
)
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Integrative Oncology <clinic@localhost>")

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "integrative.accounts.adapter.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- Browser safety -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
CSRF_FAILURE_VIEW = "integrative.ui.errors.csrf_failed"
# A pasted 10 MB text must come back to its field with a message, so the request itself is let in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["integrative.ui.uploads.UpToTheLimit"]

# --- Words, days, files ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "integrative.ui.errors.api_exception",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Integrative",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "CarePlanStatus": "careplans.models.plan.CarePlan.Status",
        "ReferralStatus": "referrals.models.ReferralStatus",
        "ReferralOutcome": "referrals.models.Outcome",
        "StageKind": "patients.models.StageKind",
        "RecurrenceKind": "patients.models.spread.RecurrenceKind",
        "PrecautionKind": "patients.models.PrecautionKind",
        "MedicineRoute": "patients.models.Route",
        "ProductRoute": "symptoms.models.product.Route",
        "Verdict": "symptoms.models.Verdict",
        "PayerKind": "patients.models.coverage.PayerKind",
        "VisitKind": "patients.models.hospital.VisitKind",
        "DiseaseTrend": "patients.models.spread.Status",
        "TobaccoStatus": "patients.models.background.Tobacco",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

# --- Logs: names of routes and keys of people, never an address with a surname in it ----------------
LOGGING = log_settings()

# Queries that repeat for each row fail the tests; see tests/conftest.py.
if env.bool("CLINIC_WATCH_QUERIES", default=False):
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")
    ZEAL_RAISE = True
