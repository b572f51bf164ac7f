"""What has the user set? Read once from the environment, into one frozen value.

YULU_ES_URL, YULU_ES_API_KEY, YULU_ES_USER, YULU_ES_PASSWORD, YULU_ES_CA (a PEM file), YULU_ES_FINGERPRINT,
YULU_ES_INSECURE=1 for a cluster of one's own; YULU_HOME, YULU_ES_HOME, YULU_JAVA_HOME, YULU_ES_HEAP, YULU_ES_PORT,
YULU_NODE_ACCOUNT for the local node; YULU_CORPUS for the corpus; YULU_LANG for the language of messages. A secret may
stand in a file instead: YULU_ES_PASSWORD_FILE, YULU_ES_API_KEY_FILE.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yulu.errors import InputError

DEFAULT_CORPUS = "yulu"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where Elasticsearch is and how it is reached; secrets never show in ``repr``."""

    url: str = ""
    api_key: str = field(default="", repr=False)
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    fingerprint: str = ""
    insecure: bool = False
    corpus: str = DEFAULT_CORPUS
    home: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings that the environment gives; raises InputError for a secret's file that cannot be read."""
        env = os.environ if environment is None else environment
        return cls(
            url=env.get("YULU_ES_URL", "").rstrip("/"),
            api_key=_secret(env, "YULU_ES_API_KEY"),
            user=env.get("YULU_ES_USER", ""),
            password=_secret(env, "YULU_ES_PASSWORD"),
            ca=env.get("YULU_ES_CA", ""),
            fingerprint=env.get("YULU_ES_FINGERPRINT", ""),
            insecure=env.get("YULU_ES_INSECURE", "") in ("1", "true", "yes"),
            corpus=env.get("YULU_CORPUS", DEFAULT_CORPUS),
            home=Path(env["YULU_HOME"]).expanduser() if env.get("YULU_HOME") else None,
        )


def _secret(env: Mapping[str, str], name: str) -> str:
    path = env.get(f"{name}_FILE", "")
    if not path:
        return env.get(name, "")
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError("settings.secret_unreadable", name=f"{name}_FILE", path=path, reason=reason) from error


def data_home(settings: Settings | None = None) -> Path:
    """The directory that holds journals and the local node: YULU_HOME, else the platform's place for user data.

    root's own home cannot be reached by the account Elasticsearch runs under, so root keeps it in /var/lib/yulu.
    """
    settings = settings or Settings.from_environment()
    if settings.home is not None:
        return settings.home
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/yulu")
    import platformdirs  # wanted only here

    return Path(platformdirs.user_data_dir("yulu"))
