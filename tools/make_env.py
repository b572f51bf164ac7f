"""Write .env with random passwords for docker compose, readable by its owner alone; one that is there is kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / ".env"


def content() -> str:
    """The variables that docker-compose.yml insists on."""
    return "".join(
        f"{name}={secrets.token_urlsafe(24)}\n"
        for name in ("ELASTIC_PASSWORD", "KIBANA_PASSWORD", "KIBANA_ENCRYPTION_KEY")
    )


if __name__ == "__main__":
    if TARGET.exists():
        print(f"{TARGET.name} is there already; kept as it is")
    else:
        with os.fdopen(os.open(TARGET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(content())
        print(f"{TARGET.name} written with random passwords (mode 0600)")
    print("\nAfter docker compose up -d, for yulu:")
    print("  export YULU_ES_URL=https://127.0.0.1:9200 YULU_ES_USER=elastic YULU_ES_CA=certs/ca.crt")
    print("  export YULU_ES_PASSWORD=$(sed -n s/^ELASTIC_PASSWORD=//p .env)")
