"""What may the environment say, and what do we answer when it says something wrong?

Every reader returns a good value or raises `ImproperlyConfigured` with one sentence that
names the variable, so that a bad setting stops the start instead of surfacing as a fault later.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
KNOWN_ENGINES = ("sqlite", "postgres", "postgresql")
SQLITE_OPTIONS = {
    # Without IMMEDIATE two writers that both began as readers fail at once; with it they queue.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"),
}


def refuse(name: str, sentence: str) -> ImproperlyConfigured:
    """An error whose sentence names the variable at fault."""
    return ImproperlyConfigured(f"{name} {sentence}")


def read_bool(env: environ.Env, name: str, default: bool) -> bool:
    """A yes-or-no setting; anything else is refused rather than read as no."""
    text = env.str(name, default=str(default)).strip().lower()
    if text in ("true", "1", "yes", "on"):
        return True
    if text in ("false", "0", "no", "off"):
        return False
    raise refuse(name, f"must be true or false; it is {text!r}.")


def read_int(env: environ.Env, name: str, default: int, *, least: int, most: int) -> int:
    """A whole number between two bounds, both included."""
    text = env.str(name, default=str(default)).strip()
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise refuse(name, f"must be a whole number from {least} to {most}; it is {text!r}.")
    return int(text)


def read_choice(env: environ.Env, name: str, default: str, choices: Sequence[str]) -> str:
    """One of a few words, in capitals."""
    text = env.str(name, default=default).strip().upper()
    if text not in choices:
        raise refuse(name, f"must be one of {', '.join(choices)}; it is {text!r}.")
    return text


def read_email(env: environ.Env) -> dict[str, object]:
    """How mail goes out; to the console unless EMAIL_URL says otherwise."""
    try:
        return dict(env.email("EMAIL_URL", default="consolemail://"))
    except (ImproperlyConfigured, ValueError) as error:
        raise refuse(
            "EMAIL_URL", "must be like smtp+tls://user:password@host:587 or consolemail://."
        ) from error


def read_directory(env: environ.Env, name: str, default: Path) -> Path:
    """A directory that is there and can be entered; made when absent."""
    path = Path(env.str(name, default=str(default))).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refuse(name, f"cannot be used: {error.strerror} ({path}).") from error
    return path


def read_hosts(env: environ.Env, *, demo: bool) -> list[str]:
    """The names the service answers to; the demo answers on this machine alone."""
    hosts = [host.strip() for host in env.list("ALLOWED_HOSTS", default=LOOPBACK)]
    if not hosts or any(not host or "/" in host for host in hosts):
        raise refuse("ALLOWED_HOSTS", "must list host names such as journey.council.example.")
    if demo and not set(hosts) <= set(LOOPBACK):
        raise refuse("ALLOWED_HOSTS", "must stay as it is in demo mode: this machine only.")
    return hosts


def read_address(env: environ.Env, name: str, default: str) -> str:
    """An http address without its last slash."""
    text = env.str(name, default=default).strip().rstrip("/")
    if not is_address(text):
        raise refuse(name, f"must be like https://journey.council.example; it is {text!r}.")
    return text


def is_address(text: str) -> bool:
    """Does the text name a scheme of the web and a host?"""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def read_secret_key(env: environ.Env, *, debug: bool, demo: bool) -> str:
    """The signing key; only a debug or demo start may go without."""
    key = env.str("SECRET_KEY", default="")
    if key:
        if len(key) < 50 and not (debug or demo):
            raise refuse("SECRET_KEY", "must be at least 50 characters long.")
        return key
    if debug or demo:
        return "only-for-debug-and-demo-never-for-real-people-and-figures-0123456789"
    raise refuse(
        "SECRET_KEY",
        "must be set (at least 50 random characters); "
        "to try the product first, run the `demo` command.",
    )


def embedded_url(data_dir: Path) -> str:
    """The address of the embedded database, whatever characters the directory's name has."""
    return f"sqlite:///{quote(str(data_dir / 'journey.sqlite3'))}"


def read_database(env: environ.Env, data_dir: Path) -> dict[str, object]:
    """The one database, SQLite in the data directory unless DATABASE_URL names another."""
    url = env.str("DATABASE_URL", default="") or embedded_url(data_dir)
    try:
        is_known = urlsplit(url).scheme in KNOWN_ENGINES
        database = dict(env.db_url_config(url)) if is_known else {}
    except (ValueError, ImproperlyConfigured) as error:
        raise refuse("DATABASE_URL", f"cannot be read: {error}.") from error
    if not is_known:
        raise refuse("DATABASE_URL", "must begin with postgres:// or sqlite:///.")
    if not database.get("NAME"):
        raise refuse("DATABASE_URL", "must name a database.")
    if "sqlite" in str(database["ENGINE"]):
        database["OPTIONS"] = SQLITE_OPTIONS
    else:
        # Opening a connection for every request costs four times a held one.
        database |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return database


def read_origins(env: environ.Env, hosts: list[str], *, secure: bool) -> list[str]:
    """Origins that forms may be posted from: the allowed hosts, unless named."""
    scheme = "https" if secure else "http"
    named = [host for host in hosts if host not in ("*",) and not host.startswith(".")]
    origins = env.list("CSRF_TRUSTED_ORIGINS", default=[f"{scheme}://{host}" for host in named])
    if wrong := [origin for origin in origins if not is_address(origin)]:
        raise refuse("CSRF_TRUSTED_ORIGINS", f"must list addresses; {wrong[0]!r} is none.")
    return list(origins)
