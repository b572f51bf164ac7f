"""How is Elasticsearch spoken to while a load runs? One client for all streams; a local node that died is started."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from indexer.load.deliver import Interrupted, Pace
from yulu import elastic
from yulu.errors import UnreachableError, YuluError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Result = TypeVar("Result")
_PAUSE_BETWEEN_STARTS = 15.0


class Link:
    """``make`` gives a client, starting the local node where that is the one; None for a client that was given."""

    def __init__(self, client: Elasticsearch, pace: Pace, make: Callable[[], Elasticsearch] | None = None) -> None:
        self.client, self.pace, self._make = client, pace, make
        # The loop tells the user itself, once, what the transport would log for every try.
        logging.getLogger("elastic_transport.node_pool").setLevel(logging.ERROR)
        self._lock = threading.Lock()
        self._tried = 0.0

    def revive(self) -> None:
        """After an answer that did not come: start the local node again where it died. Never raises."""
        if self._make is None or not self._lock.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._tried > _PAUSE_BETWEEN_STARTS:
                self._tried = time.monotonic()
                self.client = self._make()
        except YuluError as error:
            self.pace.remind(str(error))
        finally:
            self._lock.release()

    def patiently(self, ask: Callable[[Elasticsearch], Result]) -> Result:
        """What Elasticsearch answers to a request that may be asked twice; waits for it as the load loop does."""
        import elastic_transport
        import elasticsearch
        import tenacity

        def may_pass(error: BaseException) -> bool:
            if isinstance(error, elasticsearch.ApiError):
                return error.meta.status in (408, 429, 502, 503, 504)
            unsure = isinstance(error, elastic_transport.TransportError | TypeError | ValueError)
            if unsure and not isinstance(error, elastic_transport.TlsError):
                self.revive()
                return True
            return False

        timing = self.pace.timing
        retrying = tenacity.Retrying(
            wait=tenacity.wait_random_exponential(multiplier=timing.first_wait, max=timing.longest_wait),
            retry=tenacity.retry_if_exception(may_pass),
            stop=tenacity.stop_after_delay(timing.patience),
            sleep=self._sleep,
            reraise=True,
        )
        with elastic.translated(self.client):
            try:
                return retrying(lambda: ask(self.client.options(request_timeout=timing.request)))
            except (TypeError, ValueError) as error:
                raise UnreachableError("elastic.unreachable", url="", reason=error) from error

    def _sleep(self, seconds: float) -> None:
        if self.pace.stop.wait(seconds):
            raise Interrupted
