"""Reads the settings that need more than one line: secrets made once, Redis addresses, database options."""

import os
import secrets
import stat
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured


def secret(env, name, folder, *, make=secrets.token_hex, allow_made):
    """The secret `name` from the environment; on an embedded machine one that is made once and kept in `folder` (0600).

    Raises ImproperlyConfigured where a production server would start without it.
    """
    value = env.str(name, default="")
    if value:
        return value
    if not allow_made:
        raise ImproperlyConfigured(f"{name} must be set: PUBLIC_URL is https, so nothing is made up.")
    path = Path(folder) / f"{name.lower()}.txt"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = make()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:  # another process of the tree was faster
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(made)
    return made


def fernet_key():
    return Fernet.generate_key().decode()


def redis_database(url, number):
    """The address of one numbered database of the Redis at `url` (unix:// or redis[s]://)."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return parts._replace(path=f"/{number}").geturl()


def broker_url(url, number=0):
    """The same Redis in the spelling that Celery's transport wants."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}?virtual_host={number}"
    return redis_database(url, number)


def database(env, var_dir):
    """Django's DATABASES["default"] from DATABASE_URL, with the options that each engine needs to keep its promises."""
    config = env.db("DATABASE_URL", default=f"sqlite:///{var_dir / 'db.sqlite3'}")
    config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    config["CONN_HEALTH_CHECKS"] = True
    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        options |= {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=10000;",
        }
        config["TEST"] = {"NAME": str(Path(env.str("PB_TEST_DIR", default=str(var_dir))) / "test.sqlite3")}
    elif config["ENGINE"].endswith("mysql"):
        options |= {
            "charset": "utf8mb4",
            # Beside the charset, or the connection speaks utf8mb4_general_ci and comparisons fail with 1267.
            "collation": "utf8mb4_unicode_ci",
            "isolation_level": "read committed",
            "connect_timeout": 3,  # a server that is away is said so, not waited for
            "init_command": "SET sql_mode='STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
        }
        config["TEST"] = {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_unicode_ci"}
    return config


def at_least(env, name, default, least):
    """A number that an operator may raise, and lower to `least`: less would break what people were promised."""
    value = env.int(name, default=default)
    if value < least:
        raise ImproperlyConfigured(f"{name}={value}: at least {least}.")
    return value


def limits(env, **defaults):
    """{bucket: (times, seconds)}: the defaults, and what LIMITS says instead ("login_address=100/60,…")."""
    chosen = dict(defaults)
    for bucket, value in env.dict("LIMITS", default={}).items():
        times, _, seconds = value.partition("/")
        if bucket not in defaults or not (times.isdecimal() and seconds.isdecimal() and int(times) and int(seconds)):
            raise ImproperlyConfigured(f"LIMITS: {bucket}={value} is not a known limit in the form times/seconds.")
        chosen[bucket] = (int(times), int(seconds))
    return chosen
