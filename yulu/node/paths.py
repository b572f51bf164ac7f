"""Where does each file of the local node stand? All under one data directory, so that two directories are two nodes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class NodePaths:
    """The layout under ``home``: ``node`` belongs to the account Elasticsearch runs under, the rest to the user."""

    home: Path

    @property
    def distributions(self) -> Path:
        """The unpacked distributions, shared with any other data directory that finds them here."""
        return self.home / "dist"

    @property
    def jdks(self) -> Path:
        return self.home / "jdk"

    @property
    def node(self) -> Path:
        return self.home / "node"

    @property
    def config(self) -> Path:
        return self.node / "config"

    @property
    def data(self) -> Path:
        return self.node / "data"

    @property
    def logs(self) -> Path:
        return self.node / "logs"

    @property
    def temporary(self) -> Path:
        return self.node / "tmp"

    @property
    def log(self) -> Path:
        return self.logs / "yulu.log"

    @property
    def launch_log(self) -> Path:
        """What the last start said before Elasticsearch opened its own log."""
        return self.home / "start.log"

    @property
    def pid_file(self) -> Path:
        """Written by Elasticsearch; yulu reads the state file, but knows a launcher by this argument."""
        return self.node / "elasticsearch.pid"

    @property
    def state(self) -> Path:
        return self.home / "node.json"

    @property
    def password(self) -> Path:
        return self.home / "password"

    @property
    def lock(self) -> Path:
        return self.home / "node.lock"
