"""How is Elasticsearch reached? One client, made from the settings, whose errors become yulu's own.

The client retries nothing by itself: a query is asked once, and the load loop does its own retrying. ``client.info()``
is never called: the local node's minimal distribution does not answer it.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from yulu import schema
from yulu.errors import AccessError, CorpusError, UnreachableError, UsageError, YuluError
from yulu.settings import Settings

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

QUERY_TIMEOUT = 60.0


def connect(
    settings: Settings | None = None, *, report: Callable[[str], None] | None = None, timeout: float = QUERY_TIMEOUT
) -> Elasticsearch:
    """A client for the user's cluster, or for the local node, which is started when it is not running.

    Raises AccessError for a remote address without encryption, NodeError when the local node cannot start.
    """
    settings = settings or Settings.from_environment()
    if settings.url:
        return _remote(settings, timeout)
    from yulu.node import ensure  # the local node is not wanted where a URL is set

    endpoint = ensure(report=report)
    return _client(endpoint.url, timeout, basic_auth=(endpoint.user, endpoint.password))


def _remote(settings: Settings, timeout: float) -> Elasticsearch:
    options: dict[str, Any] = {}
    parts, url = _address(settings.url)
    if parts.scheme == "http" and not _loopback(parts.hostname or "") and not settings.insecure:
        raise AccessError("elastic.plain_http", url=_shown(settings.url))
    if settings.api_key:
        options["api_key"] = settings.api_key
    elif settings.user:
        options["basic_auth"] = (settings.user, settings.password)
    if settings.ca:
        options["ca_certs"] = settings.ca
    if settings.fingerprint:
        options["ssl_assert_fingerprint"] = settings.fingerprint
    try:
        if settings.ca:
            import ssl

            ssl.create_default_context(cafile=settings.ca)  # the client would tell only when it first connects
        return _client(url, timeout, **options)
    except (OSError, ValueError) as error:  # a certificate or fingerprint that cannot be used
        raise AccessError("elastic.bad_certificate", url=_shown(url), reason=_first_line(error)) from error


def _address(url: str) -> tuple[SplitResult, str]:
    """The URL in parts and with the port that the client insists on; UsageError for what is no URL."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("elastic.bad_url", url=_shown(url) if parts.hostname else url.rpartition("@")[2])
    if port is None:
        parts = parts._replace(netloc=f"{parts.netloc.rstrip(':')}:{443 if parts.scheme == 'https' else 80}")
    return parts, parts.geturl()


def _client(url: str, timeout: float, **options: Any) -> Elasticsearch:
    from elasticsearch import Elasticsearch, OrjsonSerializer  # 0.2 s

    return Elasticsearch(
        url,
        request_timeout=timeout,
        max_retries=0,
        retry_on_timeout=False,
        connections_per_node=8,
        serializer=OrjsonSerializer(),
        **options,
    )


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _shown(url: str) -> str:
    """A URL without the password that may stand in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


@contextmanager
def translated(client: Elasticsearch | None = None) -> Iterator[None]:
    """Turn the client's exceptions inside the block into YuluErrors whose messages a user can act on."""
    import elastic_transport
    import elasticsearch

    url = ""
    if client is not None:
        url = ", ".join(_shown(node.base_url) for node in client.transport.node_pool.all())
    try:
        yield
    except elastic_transport.TlsError as error:
        raise AccessError("elastic.tls", url=url, reason=error.message) from error
    except (elastic_transport.ConnectionError, elastic_transport.ConnectionTimeout) as error:
        raise UnreachableError("elastic.unreachable", url=url, reason=_beneath(error)) from error
    except (elasticsearch.AuthenticationException, elasticsearch.AuthorizationException) as error:
        raise AccessError("elastic.denied", url=url, reason=_reason(error)) from error
    except elasticsearch.NotFoundError as error:
        if "index_not_found_exception" in str(error):
            raise CorpusError("corpus.missing", corpus=_prefix(_cause(error).get("index", ""))) from error
        raise YuluError("elastic.failed", status=404, reason=_reason(error)) from error
    except elasticsearch.ApiError as error:
        raise YuluError("elastic.failed", status=error.meta.status, reason=_reason(error)) from error
    except elastic_transport.TransportError as error:
        raise YuluError("elastic.failed", status="-", reason=_first_line(error.message)) from error


def _prefix(index: str) -> str:
    """The corpus that an index or alias belongs to."""
    for name in (*schema.INDICES, schema.SLOGAN_YEARS):
        index = re.sub(rf"-{name}(-v\d+-[0-9a-z]+)?$", "", index)
    return index


def _beneath(error: Exception) -> str:
    """What the system says is the matter, beneath what the client and its transport say; else their first line."""
    seen: list[BaseException] = [error, *getattr(error, "errors", ())]
    for each in seen:
        if isinstance(each, OSError) and each.strerror:
            return each.strerror
        seen += [one for one in (each.__cause__, each.__context__) if one is not None and one not in seen]
    return _first_line(getattr(error, "message", str(error)))


def _first_line(message: object) -> str:
    return str(message).splitlines()[0][:300] if str(message) else ""


def _reason(error: Any) -> str:
    """The reason an ApiError gives, in one line."""
    cause = _cause(error)
    if cause:
        roots = cause.get("root_cause") or [cause]
        return _first_line(f"{roots[0].get('type', '')}: {roots[0].get('reason', '')}")
    return _first_line(error)


def _cause(error: Any) -> dict[str, Any]:
    """The ``error`` object of an answer; empty where a proxy or an old node answered otherwise."""
    info = error.info
    found = info.get("error") if isinstance(info, dict) else None
    return found if isinstance(found, dict) else {}
