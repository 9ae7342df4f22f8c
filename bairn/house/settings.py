"""Django's settings for every process of the house; what differs comes from the surroundings."""

import os
from typing import Any

from bairn.house import environment, postgres
from bairn.house.secret import database_name, signing_secret

BAIRN_HOME = environment.home()
environment.keep_compiled(BAIRN_HOME)
DEBUG = False  # error pages never show locals: they could hold a name
SECRET_KEY = signing_secret(BAIRN_HOME)
ALLOWED_HOSTS = environment.words("BAIRN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("BAIRN_ORIGINS")

# What happens to uploaded files: `digest` keeps digest, size, classification and locator only.
BAIRN_RESTRICTED_FILES = environment.choice(
    "BAIRN_RESTRICTED_FILES", frozenset({"digest", "sealed"}), "digest"
)
# A house that serves one jurisdiction (CN, EU, US) does not ask reporters for their country.
BAIRN_JURISDICTION = environment.choice(
    "BAIRN_JURISDICTION", frozenset({"", "cn", "eu", "us"}), ""
).upper()
# Where "leave this page" leads; "" is an everyday page in the reader's language.
BAIRN_EXIT_URL = os.environ.get("BAIRN_EXIT_URL", "")
BAIRN_FILE_LIMIT = int(os.environ.get("BAIRN_FILE_LIMIT", 1024**3))  # bytes of one file
BAIRN_EVIDENCE_LIMIT = int(os.environ.get("BAIRN_EVIDENCE_LIMIT", 64 * 1024**3))
# A time authority (RFC 3161) that stamps bundles for court; "" is the house's own clock.
BAIRN_TIMESTAMP_URL = os.environ.get("BAIRN_TIMESTAMP_URL", "")
BAIRN_DEMO = environment.flag("BAIRN_DEMO")
# Whether staff work only behind a second factor; a demo is there to look around in.
BAIRN_SECOND_FACTOR = environment.choice(
    "BAIRN_SECOND_FACTOR",
    frozenset({"required", "offered"}),
    "offered" if BAIRN_DEMO else "required",
)
BAIRN_WITNESSES = environment.words("BAIRN_WITNESSES")  # `KEY URL` each; the one beside us if none
BAIRN_TRUSTED_PROXIES = environment.words("BAIRN_TRUSTED_PROXIES")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "bairn.oversight",
    "bairn.access",
    "bairn.jobs",
    "bairn.outbox",
    "bairn.vault",
    "bairn.digests",
    "bairn.cases",
    "bairn.intake",
    "bairn.protocols",
    "bairn.records",
    "bairn.triage",
    "bairn.proof",
    "bairn.interviews",
    "bairn.supervision",
    "bairn.evidence",
    "bairn.preservation",
    "bairn.linkage",
    "bairn.series",
    "bairn.vigilance",
    "bairn.disclosure",
    "bairn.nonrecent",
    "bairn.feed",
    "bairn.web.kit",
    "bairn.web.hall",
    "bairn.web.report",
    "bairn.web.desk",
]

# The doors and the worker log in as bairn_web, migrations as bairn_owner (BAIRN_DB_ROLE says it).
_role = os.environ.get("BAIRN_DB_ROLE", "bairn_web")
_url = environment.address(_role) or postgres.place(environment.CHECKOUT).url(
    role=_role, database=database_name(BAIRN_HOME)
)
# What the sequencer's connection differs in: no door can become the one who writes the record.
BAIRN_SEQUENCER_LOGIN = environment.sequencer_login()
DATABASES: dict[str, dict[str, Any]] = {"default": environment.database(_url)}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 12, "timeout": 20}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
]

# Every door's own entry sets its URL map; this one joins them under prefixes for `./run`.
ROOT_URLCONF = "bairn.house.urls.all_doors"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "bairn.web.kit.headers.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bairn.web.desk.who.Who",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.CHECKOUT / "bairn" / "web"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

STATIC_URL = "/static/"
STATIC_ROOT = BAIRN_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone()  # of what pages show and take; everything kept is UTC

# Sessions: short, bound to the browser, never readable by scripts.
SESSION_COOKIE_NAME = "s"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LANGUAGE_COOKIE_NAME = "l"
CSRF_COOKIE_NAME = "c"
CSRF_FAILURE_VIEW = "bairn.web.kit.failing.foreign_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
_behind_tls = environment.flag("BAIRN_TLS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _behind_tls
# Only a proxy of ours speaks to us then: what it says of the scheme is how the browser came.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _behind_tls else None
SECURE_HSTS_SECONDS = 63_072_000 if _behind_tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _behind_tls
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A form's file stays in memory: a larger one is not taken, so nothing in clear meets the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024

# Sign-in: one account from one source is slowed, never a whole station (facts/peers.md 4.5).
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "bairn.web.desk.signin.slowed"
AXES_CLIENT_IP_CALLABLE = "bairn.web.desk.signin.source"
AXES_USERNAME_CALLABLE = "bairn.web.desk.signin.account"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying again makes nobody wait longer
ACCOUNT_ADAPTER = "bairn.web.desk.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_PREVENT_ENUMERATION = True
# Axes counts passwords by account and source; of second factors 8 tries in 15 minutes an account.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "8/15m/key"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _behind_tls
MFA_TOTP_ISSUER = "Bairn"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "house_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LOGGING_CONFIG = "bairn.house.logs.configure"
LOGGING: dict[str, Any] = {"level": os.environ.get("BAIRN_LOG_LEVEL", "INFO")}
SILENCED_SYSTEM_CHECKS = ["axes.W003", "axes.W006"]
