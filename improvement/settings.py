"""Which settings does the product run with? Everything that varies comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from improvement.environment import (
    read_address,
    read_bool,
    read_choice,
    read_database,
    read_directory,
    read_email,
    read_hosts,
    read_int,
    read_origins,
    read_secret_key,
)

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = read_bool(env, "DEBUG", default=False)
# Demo mode: its own database, made-up people, one well-known password; loopback only.
DEMO = read_bool(env, "DEMO", default=False)
DATA_DIR = read_directory(env, "DATA_DIR", BASE_DIR / ".data")
SECRET_KEY = read_secret_key(env, debug=DEBUG, demo=DEMO)
ALLOWED_HOSTS = read_hosts(env, demo=DEMO)
HTTPS = read_bool(env, "HTTPS", default=not (DEBUG or DEMO))
CSRF_TRUSTED_ORIGINS = read_origins(env, ALLOWED_HOSTS, secure=HTTPS)

INSTALLED_APPS = [
    "improvement.ui",
    "improvement.councils",
    "improvement.history",
    "inspections",
    "scorecard",
    "workforce",
    "improvement.plans",
    "improvement.boards",
    "improvement.thread",
    "improvement.evaluation",
    "improvement.packs",
    "improvement.people",
    "improvement.home",
    "improvement.demo",
    "allauth",
    "allauth.account",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "improvement.ui.middleware.PrivatePagesMiddleware",
    "improvement.ui.middleware.PlainFaultsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "improvement.urls"
WSGI_APPLICATION = "improvement.wsgi.application"

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
                "improvement.home.context.page",
            ],
        },
    }
]
FORM_RENDERER = "improvement.ui.forms.GovukRenderer"

DATABASES = {"default": read_database(env, DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Throttling counts failures, so every worker must see the same cache.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "journey_cache",
    },
    # Parts of pages, under a key that holds their version: no worker need know of another's.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}

# --- Signing in --------------------------------------------------------------------------------
AUTH_USER_MODEL = "councils.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
if DEMO:
    # First: the other works for half a second to find that the demo's people have no password.
    AUTHENTICATION_BACKENDS.insert(0, "improvement.councils.demo_backend.DemoBackend")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "improvement.councils.adapters.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "improvement.ui.accounts.SignInForm",
    "change_password": "improvement.ui.accounts.NewPasswordForm",
    "reset_password": "improvement.ui.accounts.ForgottenPasswordForm",
    "reset_password_from_key": "improvement.ui.accounts.ChooseNewPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = read_int(env, "TRUSTED_PROXIES", default=0, least=0, most=5)
# Where people reach the service; mails link to it.
SITE_URL = read_address(env, "SITE_URL", "http://127.0.0.1:8000")
EMAIL_TIMEOUT = 20  # a mail server that does not answer holds nothing up for longer
vars().update(read_email(env))
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Improvement Journey <journey@localhost>"
)

# --- Sessions, headers and limits --------------------------------------------------------------
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "improvement.ui.views.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz\Z"]  # a load balancer asks over plain HTTP
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
if read_bool(env, "BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
# More than any page takes, so that each page can say itself what it takes.
FILE_UPLOAD_MOST = 32 * 1_048_576
FILE_UPLOAD_HANDLERS = [
    "improvement.ui.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The one hash is plotly's empty style element: it asks for nothing, but browsers check it.
PLOTLY_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, PLOTLY_EMPTY_STYLE],
    }
}

# --- Words, dates and files --------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DATE_FORMAT = "j F Y"
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
FORMAT_MODULE_PATH = ["improvement.ui.formats"]

STATIC_URL = "static/"
STATIC_ROOT = read_directory(env, "STATIC_ROOT", DATA_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
MEDIA_ROOT = DATA_DIR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "improvement.ui.assets.AppStaticStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": read_choice(env, "LOG_LEVEL", "WARNING", LEVELS)},
}
