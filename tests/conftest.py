"""One real Elasticsearch for the whole run, a random corpus name for each module; no mock of it anywhere.

YULU_TEST_ES_URL names an Elasticsearch to use instead of the local node.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from yulu.corpus import Corpus, drop

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# No test asserts a time, and a run finds what the run before it found.
settings.register_profile("yulu", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("yulu")

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
SAMPLES = REPOSITORY / "samples"


@pytest.fixture(scope="session", autouse=True)
def _settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """English messages; journals of the tests apart from the user's, on the same node."""
    patch = pytest.MonkeyPatch()
    patch.setenv("YULU_LANG", "en")
    patch.setenv("COLUMNS", "120")
    for name in ("YULU_CORPUS", "NO_COLOR"):
        patch.delenv(name, raising=False)
    if url := os.environ.get("YULU_TEST_ES_URL"):
        patch.setenv("YULU_ES_URL", url)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpus and the labels for measuring; the test is skipped where they are absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared, the measuring corpus, is not here")
    return SHARED


@pytest.fixture(scope="session")
def client() -> Iterator[Elasticsearch]:
    """A client for the node of this run, which is started if need be."""
    from yulu import elastic

    made = elastic.connect(timeout=120)
    yield made
    made.close()


@pytest.fixture(scope="module")
def corpus(client: Elasticsearch) -> Iterator[Corpus]:
    """A corpus name of this module's own, which nothing stands under; whatever the module puts there is dropped."""
    made = Corpus(f"test-{secrets.token_hex(5)}")
    yield made
    drop(client, made)


@pytest.fixture(scope="module")
def corpus_name(corpus: Corpus) -> str:
    """The name of ``corpus``, for the command line."""
    return corpus.prefix


@pytest.fixture(scope="session")
def reached(client: Elasticsearch) -> dict[str, str]:
    """The variables that lead a command with a home of its own to the node of this run."""
    from yulu.settings import Settings

    if Settings.from_environment().url:
        return {}
    from yulu.node import ensure

    node = ensure()
    return {"YULU_ES_URL": node.url, "YULU_ES_USER": node.user, "YULU_ES_PASSWORD": node.password}
