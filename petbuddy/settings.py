"""Settings, 12-factor: one file; every difference between two places is an environment value.

Nothing set: the embedded default (SQLite, a private Redis, local files, mail into a folder). A PUBLIC_URL of https
turns on everything that production needs, and refuses to start without its secrets. docs/operations.md lists the
variables.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from petbuddy import environment
from petbuddy.back_office_settings import UNFOLD  # noqa: F401  read by the admin
from petbuddy.storage_settings import storages

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

TESTING = env.bool("PB_TESTING", default=False)
DEBUG = env.bool("DEBUG", default=False)
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# Where people reach us; links in mails are built from it, never from the Host header.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
IS_SECURE = _public.scheme == "https"

SECRET_KEY = environment.secret(env, "SECRET_KEY", VAR_DIR / "secrets", allow_made=not IS_SECURE)
JWT_KEY = environment.secret(env, "JWT_KEY", VAR_DIR / "secrets", allow_made=not IS_SECURE)
# Newest first; personal fields are encrypted with the first and read with any.
FIELD_KEYS = environment.secret(
    env, "FIELD_KEYS", VAR_DIR / "secrets", make=environment.fernet_key, allow_made=not IS_SECURE
).split(",")

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[_public.hostname, *([] if IS_SECURE else ["localhost", "127.0.0.1"])]
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[PUBLIC_URL])
# Origins from which a page may open a socket: scheme, host and port.
SOCKET_ORIGINS = env.list(
    "SOCKET_ORIGINS",
    default=[PUBLIC_URL] if IS_SECURE else [PUBLIC_URL, PUBLIC_URL.replace("127.0.0.1", "localhost")],
)
SOCKETS_PER_USER = env.int("SOCKETS_PER_USER", default=5)  # of one socket process
SOCKETS_PER_ADDRESS = env.int("SOCKETS_PER_ADDRESS", default=20)
SOCKET_MESSAGES_PER_SECOND = env.int("SOCKET_MESSAGES_PER_SECOND", default=20)

# -- Applications ------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "petbuddy.apps.PetbuddyConfig",
    "adoption.apps.AdoptionConfig",
    "forms_builder.apps.FormsBuilderConfig",
    "accounts.apps.AccountsConfig",
    "notifications.apps.NotificationsConfig",
    "unfold.apps.BasicAppConfig",  # the site is ours: accounts.admin_site
    "unfold.contrib.guardian",
    "unfold.contrib.import_export",
    "unfold.contrib.simple_history",
    "accounts.admin_apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "import_export",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "corsheaders",
    "csp",
    "channels",
]

MIDDLEWARE = [
    "petbuddy.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "petbuddy.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.middleware.TooManyMiddleware",
    "accounts.middleware.IdentityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "petbuddy.middleware.PrivateAnswersMiddleware",
    "petbuddy.pages.DomainErrorsMiddleware",
]

ROOT_URLCONF = "petbuddy.urls"
WSGI_APPLICATION = "petbuddy.wsgi.application"
ASGI_APPLICATION = "petbuddy.asgi.application"

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
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "petbuddy.templatetags.ui"],
        },
    }
]

# -- Database, cache, queue, sockets -----------------------------------------------------------------------------------
DATABASES = {"default": environment.database(env, VAR_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATEMENT_SECONDS = env.int("STATEMENT_SECONDS", default=5)  # of one query of a page or an API call

REDIS_URL = env.str("REDIS_URL", default=f"unix://{VAR_DIR / 'redis' / 'redis.sock'}")
BROKER_URL = env.str("BROKER_URL", default=environment.broker_url(REDIS_URL, 0))
CACHE_URL = env.str("CACHE_URL", default=environment.redis_database(REDIS_URL, 1))
SOCKETS_URL = env.str("SOCKETS_URL", default=environment.redis_database(REDIS_URL, 2))
REDIS_TIMEOUT = 1.0  # seconds; a frozen Redis must not hold a request

CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "pb",
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": REDIS_TIMEOUT,
            "SOCKET_TIMEOUT": REDIS_TIMEOUT,
            # A lost cache is a slow page, never an error.
            "IGNORE_EXCEPTIONS": True,
        },
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [SOCKETS_URL], "prefix": "pb"},
    }
}

CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"*.deliver_mail": {"queue": "mail"}, "*.render_*": {"queue": "images"}}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": REDIS_TIMEOUT,
    "socket_connect_timeout": REDIS_TIMEOUT,
    # A publish tries once: waiting two seconds to try again is what the sweep is for.
    "max_retries": 0,
    "interval_start": 0,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "Asia/Taipei"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Few and often: the rows know what is due.
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "petbuddy.sweep", "schedule": timedelta(minutes=1)},
    "send-due": {"task": "petbuddy.send_due", "schedule": timedelta(minutes=1)},
    "purge": {"task": "petbuddy.purge", "schedule": timedelta(hours=1)},
}

# -- Files -------------------------------------------------------------------------------------------------------------
STORAGES = storages(env, VAR_DIR)
# Files that no row names: how long they are kept, and the share of all uploads that goes without an operator.
ORPHANS_DAYS = env.int("ORPHANS_DAYS", default=7)
ORPHANS_SHARE = env.float("ORPHANS_SHARE", default=0.2)
MEDIA_CDN = env.str("MEDIA_CDN", default="")
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
SERVESTATIC_USE_FINDERS = env.bool("STATIC_FINDERS", default=TESTING or DEBUG)
# Look a file up when it is asked for; production reads the folder once, at its start.
SERVESTATIC_AUTOREFRESH = DEBUG or TESTING
STORAGES["staticfiles"] = {
    "BACKEND": (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
        if SERVESTATIC_USE_FINDERS
        else "petbuddy.static_storage.HashedStaticFilesStorage"
    )
}

UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=15 * 1024 * 1024)
UPLOAD_MAX_PIXELS = env.int("UPLOAD_MAX_PIXELS", default=50_000_000)
UPLOAD_MAX_SIDE = env.int("UPLOAD_MAX_SIDE", default=12_000)
UPLOAD_USER_QUOTA_BYTES = env.int("UPLOAD_USER_QUOTA_BYTES", default=500 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_HANDLERS = ["petbuddy.upload_handlers.CappedUploadHandler"]

# -- People ------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    # First those that decide alone about people's things; no right of staff or operators comes before them.
    "forms_builder.permissions.FormRightsBackend",
    "adoption.permissions.AdoptionRightsBackend",
    "accounts.backends.GlobalRightsBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = True
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["accounts.hashers.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/me/"

ACCESS_TOKEN_LIFETIME = timedelta(minutes=10)
REFRESH_TOKEN_IDLE = timedelta(days=7)
REFRESH_TOKEN_LIFETIME = timedelta(days=30)
REFRESH_RETRY_WINDOW = timedelta(seconds=10)
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_KEY,
    "AUDIENCE": "petbuddy",
    "ISSUER": "petbuddy",
    "LEEWAY": 20,
    "ACCESS_TOKEN_LIFETIME": ACCESS_TOKEN_LIFETIME,
    "REFRESH_TOKEN_LIFETIME": REFRESH_TOKEN_IDLE,
    "USER_ID_FIELD": "uid",
    "USER_ID_CLAIM": "sub",
}

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"  # nothing of ours uses it; the admin asks for it
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

_host_prefix = "__Host-" if IS_SECURE else ""
ACCESS_COOKIE = f"{_host_prefix}pb_access"
REFRESH_COOKIE = f"{_host_prefix}pb_refresh"
CSRF_COOKIE_NAME = f"{_host_prefix}csrftoken"
SESSION_COOKIE_NAME = f"{_host_prefix}pb_session"
LANGUAGE_COOKIE_NAME = "pb_lang"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_SECURE
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "petbuddy.pages.csrf_failure"

# -- Language and time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hant"
LANGUAGES = [("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "petbuddy.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Taipei"

# -- API ---------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.CookieAuthentication",
        "accounts.authentication.BearerAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.throttles.WriteThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "petbuddy.parsers.JSONParser",
        "rest_framework.parsers.MultiPartParser",
        "rest_framework.parsers.FormParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": "petbuddy.pagination.CursorPages",
    "PAGE_SIZE": 24,
    "EXCEPTION_HANDLER": "petbuddy.problems.exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    # Ours speak no TLS: behind an https address there is a proxy. Pages, API and sockets go by this number.
    "NUM_PROXIES": env.int("NUM_PROXIES", default=1 if IS_SECURE else 0),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "PetBuddy",
    "DESCRIPTION": "The place where a pet finds its next home.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "petbuddy.api_schema.add_common_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "PostState": "adoption.models.Post.State",
        "ApplicationState": "adoption.models.Application.State",
        "BookingState": "adoption.models.Booking.State",
        "FollowUpState": "adoption.models.FollowUp.State",
        "FormState": "forms_builder.models.Form.State",
        "PhotoState": "petbuddy.models.StoredFile.State",
        "ReportState": "adoption.models.Report.State",
        "Truth": "adoption.models.posts.Truth",
        "Language": "petbuddy.settings.LANGUAGES",
    },
    "SERVE_PUBLIC": True,
}
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"

# -- Mail --------------------------------------------------------------------------------------------------------------
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"PetBuddy <no-reply@{_public.hostname if IS_SECURE else 'petbuddy.example'}>"
)
EMAIL_FILE_PATH = str(VAR_DIR / "mail")
_mail = env.email_url("EMAIL_URL") if env.str("EMAIL_URL", default="") else {}
if _mail.get("EMAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"] or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")

# -- Headers -----------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = IS_SECURE and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("TRUST_PROXY", default=IS_SECURE) else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # but for the preview of a form, which its editor shows in a frame (forms_builder.pages)
_media_host = [f"https://{MEDIA_CDN}"] if MEDIA_CDN else []
_bucket_hosts = env.list("CSP_MEDIA_HOSTS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *_media_host, *_bucket_hosts],
        "font-src": [SELF],
        "connect-src": [SELF, f"{'wss' if IS_SECURE else 'ws'}://{_public.netloc}", *_bucket_hosts],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# -- The product's own limits ------------------------------------------------------------------------------------------
REVIEW_BEFORE_PUBLICATION = env.str("REVIEW_BEFORE_PUBLICATION", default="first")  # all | first | none
OPEN_APPLICATIONS_LIMIT = env.int("OPEN_APPLICATIONS_LIMIT", default=5)
REPLY_DAYS = env.int("REPLY_DAYS", default=3)
FOLLOW_UP_DAYS = [7, 30, 91, 182]
RETENTION_DAYS = env.int("RETENTION_DAYS", default=182)
DRAFT_DAYS = environment.at_least(env, "DRAFT_DAYS", 90, 30)  # a draft that nobody goes on with
EVIDENCE_DAYS = env.int("EVIDENCE_DAYS", default=182)  # a reported photo after it was taken off its post

# How often something may be tried: (times, seconds). LIMITS="login_address=100/60,mail_to=50/3600" changes some.
LIMITS = environment.limits(
    env,
    login_account=(5, 300),  # failures; an account is never locked for longer
    login_address=(10, 60),
    own_password=(5, 300),  # failures of somebody signed in, who is asked for it once more
    register_address=(20, 3600),
    code_address=(30, 3600),
    mail_to=(6, 3600),  # mails that anybody can cause to one address
    mail_address=(20, 3600),
    mails_by=(40, 86_400),  # shares and invitations that one person sends
    refresh_address=(120, 60),
    second_factor=(5, 300),
    # What a signed-in person does: `_by` each person, `_from` all people at one address (a school, a mobile network).
    api_by=(600, 60),
    api_from=(6_000, 60),
    post_by=(30, 3600),  # posts and forms begun
    post_from=(300, 3600),
    apply_by=(60, 3600),  # applications begun and sent
    apply_from=(1_500, 3600),
    book_by=(60, 3600),
    book_from=(1_500, 3600),
    upload_by=(200, 3600),
    upload_from=(2_000, 3600),
    message_by=(60, 60),
    message_from=(600, 60),
    like_by=(120, 60),
    like_from=(3_000, 60),
    report_by=(20, 3600),  # reports and appeals
    report_from=(200, 3600),
    export_by=(30, 3600),
    export_from=(300, 3600),
    mails_from=(300, 3600),  # invitations and shares; mails_by beside it
    data_export=(3, 86_400),  # archives of one person's data
)
# Staff show a second factor before the admin opens.
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=IS_SECURE)
OTP_TOTP_ISSUER = "PetBuddy"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # our limit counts; theirs refuses a right code after a typo

# -- Logs --------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "petbuddy.logs.formatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"petbuddy": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
if _sentry := env.str("SENTRY_DSN", default=""):
    import sentry_sdk

    sentry_sdk.init(dsn=_sentry, send_default_pii=False)
