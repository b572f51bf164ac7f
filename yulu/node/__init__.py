"""Where does Elasticsearch come from when the user has none? A real single node of yulu's own, started when needed.

``running`` is the cheap question (no JVM, no HTTP), ``ensure`` the answer that starts what is missing, ``stop`` and
``status`` what ``yulu node`` shows. Each takes a NodeConfig, by default the one the environment gives.
"""

from __future__ import annotations

from yulu.node.config import NodeConfig
from yulu.node.local import ensure, running, status, stop
from yulu.node.values import Endpoint, NodeStatus

__all__ = ["Endpoint", "NodeConfig", "NodeStatus", "ensure", "running", "status", "stop"]
