"""Under which account does Elasticsearch run? Under the user's own, but never as root, which Elasticsearch refuses.

root starts it as an unprivileged account, which then needs a way to every file it reads.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from yulu.errors import NodeError

# In this order: an account made for Elasticsearch by a package, then what every Unix has.
CANDIDATES = ("elasticsearch", "nobody", "daemon")


@dataclass(frozen=True, slots=True)
class Account:
    """An account by name and numbers."""

    name: str
    uid: int
    gid: int


def other_account(wanted: str = "") -> Account | None:
    """The account to switch to: None for an ordinary user; for root ``wanted`` or the first that exists.

    Raises NodeError when root has none to switch to.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd

    for name in (wanted,) if wanted else CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise NodeError("node.account.none", names=wanted or ", ".join(CANDIDATES))


def obstacle(path: Path, account: Account | None) -> Path | None:
    """The first directory on the way to ``path`` that ``account`` may not pass, None when the way is free."""
    if account is None:
        return None
    for directory in [*reversed(path.resolve().parents), path.resolve()]:
        try:
            status = directory.stat()
        except OSError:
            return None
        if stat.S_ISDIR(status.st_mode) and not _may_pass(status, account):
            return directory
    return None


def _may_pass(status: os.stat_result, account: Account) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)


def give(path: Path, account: Account | None) -> None:
    """Make ``path`` and all under it the account's own; nothing to do for an ordinary user."""
    if account is None:
        return
    os.chown(path, account.uid, account.gid, follow_symlinks=False)
    for directory, folders, files in os.walk(path):
        for name in (*folders, *files):
            os.chown(Path(directory) / name, account.uid, account.gid, follow_symlinks=False)
