"""How do dashboards get into Kibana, and did it take them whole? Import, and reading back what was imported.

Kibana takes the same credentials as Elasticsearch. Its answer can carry a failure under status 200, and what it does
not know it may drop without a word: so what was sent is read back and compared.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import secrets
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from dashboards.reading import Object, Shelf, layers, placed, read
from yulu.errors import AccessError, UnreachableError, UsageError, YuluError
from yulu.settings import Settings

TIMEOUT = 120.0
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Kibana:
    """Where Kibana is and how it is asked; the headers hold the credentials and never show."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    context: ssl.SSLContext | None = field(default=None, repr=False)


def connect(url: str, settings: Settings | None = None) -> Kibana:
    """Kibana at a URL. Raises UsageError for what is no URL, AccessError for a remote one without encryption."""
    settings = settings or Settings.from_environment()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise UsageError("dashboards.bad_url", url=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
    if parts.scheme == "http" and not _loopback(parts.hostname) and not settings.insecure:
        raise AccessError("dashboards.plain_http", url=url)
    headers = {"kbn-xsrf": "true"}
    if settings.api_key:
        headers["Authorization"] = f"ApiKey {settings.api_key}"
    elif settings.user:
        pair = base64.b64encode(f"{settings.user}:{settings.password}".encode()).decode("ascii")
        headers["Authorization"] = f"Basic {pair}"
    context = ssl.create_default_context(cafile=settings.ca or None) if parts.scheme == "https" else None
    return Kibana(url.rstrip("/"), headers, context)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bring_in(kibana: Kibana, content: str) -> int:
    """Import a file, replacing older objects; returns how many. Raises YuluError unless all of them were taken."""
    boundary = f"yulu-{secrets.token_hex(16)}"
    head = 'Content-Disposition: form-data; name="file"; filename="yulu.ndjson"\r\nContent-Type: application/ndjson'
    body = f"--{boundary}\r\n{head}\r\n\r\n{content}\r\n--{boundary}--\r\n".encode()
    path, kind = "/api/saved_objects/_import?overwrite=true", f"multipart/form-data; boundary={boundary}"
    try:
        answer = json.loads(_post(kibana, path, body, kind))
    except ValueError as error:
        raise YuluError("dashboards.no_kibana", url=kibana.url) from error
    wanted, taken = len(read(content).objects), int(answer.get("successCount", 0))
    errors = answer.get("errors") or []
    if not answer.get("success") or errors or taken != wanted:
        reasons = [f"{each.get('type')} {each.get('id')}: {_reason(each.get('error', {}))}" for each in errors]
        shown = "; ".join(reasons[:_SHOWN] or [f"{taken}/{wanted}"])
        raise YuluError("dashboards.import_failed", reason=shown)
    return taken


def _reason(error: Mapping[str, Any]) -> str:
    missing = ", ".join(f"{each.get('type')} {each.get('id')}" for each in error.get("references", ()))
    return " ".join(str(part) for part in (error.get("type"), error.get("message"), missing) if part)


def read_back(kibana: Kibana, shelf: Shelf) -> Shelf:
    """What Kibana has now under the ids of the file."""
    wanted = [{"type": kind, "id": id_} for kind, id_ in shelf.objects]
    body = {"objects": wanted, "includeReferencesDeep": False, "excludeExportDetails": True}
    answer = _post(kibana, "/api/saved_objects/_export", json.dumps(body).encode(), "application/json")
    try:
        return read(answer)
    except ValueError as error:
        raise YuluError("dashboards.no_kibana", url=kibana.url) from error


def dropped(sent: Shelf, back: Shelf) -> Iterator[str]:
    """What was sent and is not there any more: objects, panels, columns, specifications, controls, references."""
    for kind, id_ in sent.objects:
        if (kind, id_) not in back.objects:
            yield f"{kind} {id_}"
    kept = {(each.dashboard["id"], each.id): each.panel for each in placed(back)}
    for panel in placed(sent):
        if ("dashboard", panel.dashboard["id"]) not in back.objects:
            continue
        now = kept.get((panel.dashboard["id"], panel.id))
        if now is None:
            yield f"{panel.where}"
        else:
            yield from (f"{panel.where}: {part}" for part in sorted(_parts(panel.panel) - _parts(now)))
    for dashboard in sent.of("dashboard"):
        now = back.objects.get(("dashboard", dashboard["id"]))
        if now is not None:
            lost = _links(dashboard) - _links(now)
            yield from (f"dashboard {dashboard['id']}: {part}" for part in sorted(lost))


def _parts(panel: Object) -> set[str]:
    """What a panel is made of, each thing in a line, whatever order or defaults Kibana has added."""
    config = panel.get("embeddableConfig", {})
    if panel.get("type") == "lens":
        lens = config.get("attributes", {})
        try:
            (layer,) = layers(lens).values()
        except (KeyError, ValueError):
            return {f"chart {lens.get('visualizationType')}"}
        columns = {
            f"column {name} {column.get('operationType')} {column.get('sourceField')}"
            for name, column in layer["columns"].items()
        }
        return {f"chart {lens.get('visualizationType')}", f"query {lens['state']['query']['query']}", *columns}
    if panel.get("type") == "visualization":
        spec = config.get("savedVis", {}).get("params", {}).get("spec", "")
        return {f"specification of {len(spec)} characters"}
    return {f"type {panel.get('type')}"}


def _links(dashboard: Object) -> set[str]:
    """The controls of a dashboard, and what it refers to."""
    group = dashboard["attributes"].get("controlGroupInput") or {}
    controls = json.loads(group.get("panelsJSON") or "{}").values()
    fields = {f"control {each.get('explicitInput', {}).get('fieldName')}" for each in controls}
    return fields | {f"reference to {each['type']} {each['id']}" for each in dashboard["references"]}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Credentials go where they were sent, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _post(kibana: Kibana, path: str, body: bytes, kind: str) -> str:
    request = urllib.request.Request(kibana.url + path, body, {**kibana.headers, "Content-Type": kind}, method="POST")
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect(), urllib.request.ProxyHandler({})]
    if kibana.context is not None:
        handlers.append(urllib.request.HTTPSHandler(context=kibana.context))
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=TIMEOUT) as answer:
            return str(answer.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        if error.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            raise AccessError("dashboards.kibana_denied", url=kibana.url, status=error.code) from error
        reason = error.read(300).decode("utf-8", "replace")
        raise YuluError("dashboards.kibana_failed", url=kibana.url, status=error.code, reason=reason) from error
    except (urllib.error.URLError, OSError) as error:
        reason = str(getattr(error, "reason", None) or error)
        raise UnreachableError("dashboards.kibana_unreachable", url=kibana.url, reason=reason) from error
