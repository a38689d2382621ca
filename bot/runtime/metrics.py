"""What a Prometheus reads of this process: counts, durations, and figures asked for when it comes; nothing of any person."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from bot.runtime.allocation import reserve

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
"""Where the durations are divided: the aims are 20 ms for an answer and 100 ms for a request."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
KINDS = ("counter", "histogram")
"""The library names a file after each."""
FILE_SIZE = 1 << 20  # bytes; the library's own beginning, and more than all routes take
SHARED = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name for it
log = structlog.get_logger(__name__)


def share(folder: Path) -> None:
    """Count together with the processes that this one starts: in files of `folder`, which is made anew. Before the first `Metrics`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[SHARED] = str(folder.resolve())
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]  # chosen when the library is imported; our setting is read later


def _reserve(folder: Path) -> None:
    """Have the disk's blocks of the files that this process counts in, before they are mapped."""
    for kind in KINDS:
        with (folder / f"{kind}_{os.getpid()}.db").open("ab") as file:
            reserve(file.fileno(), FILE_SIZE)


class Metrics:
    """One registry for each application, so that two in one process do not mix."""

    def __init__(self) -> None:
        if SHARED in os.environ:
            _reserve(Path(os.environ[SHARED]))
        self._registry = CollectorRegistry()
        self._asked = CollectorRegistry()
        self._requests = Counter("motcua_requests", "HTTP requests by route and status", ["route", "status"], registry=self._registry)
        self._request_seconds = Histogram(
            "motcua_request_seconds", "Duration of HTTP requests", ["route"], buckets=SECONDS, registry=self._registry
        )
        self._answer_seconds = Histogram(
            "motcua_answer_seconds", "Duration of answering a message, by channel", ["channel"], buckets=SECONDS, registry=self._registry
        )
        self._decided = Counter(
            "motcua_decided",
            "Answers by the rule that decided and by their first sentence",
            ["rule", "kind"],
            registry=self._registry,
        )
        self._skipped = Counter(
            "motcua_updates_skipped", "Messages of a channel that could not be read, by channel", ["channel"], registry=self._registry
        )

    def request(self, route: str, status: int, seconds: float) -> None:
        """Count a request; `route` is the template, never the address."""
        self._requests.labels(route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def answered(self, channel: str, seconds: float) -> None:
        """Count a message that the desk has answered."""
        self._answer_seconds.labels(channel).observe(seconds)

    def decided(self, rule: str, kind: str) -> None:
        """Count what decided an answer and what its first sentence is; both are words of the program, never a citizen's."""
        self._decided.labels(rule, kind).inc()

    def skipped(self, channel: str) -> None:
        """Count a message that nobody could read."""
        self._skipped.labels(channel).inc()

    def ask(self, name: str, about: str, read: Callable[[], float]) -> None:
        """Show what `read` returns whenever somebody looks; left out while it fails."""
        self._asked.register(_GaugesOnScrape(name, about, "", lambda: {"": read()}))

    def ask_each(self, name: str, about: str, label: str, read: Callable[[], Mapping[str, float]]) -> None:
        """The same for several figures, told apart by `label`."""
        self._asked.register(_GaugesOnScrape(name, about, label, read))

    def text(self) -> bytes:
        """Everything, in Prometheus's text format."""
        counted = self._registry
        if SHARED in os.environ:
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        return generate_latest(counted) + generate_latest(self._asked)


class _GaugesOnScrape(Collector):
    def __init__(self, name: str, about: str, label: str, read: Callable[[], Mapping[str, float]]) -> None:
        self._name = name
        self._about = about
        self._label = label
        self._read = read

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is read when it is registered."""
        yield self._family({})

    def collect(self) -> Iterable[GaugeMetricFamily]:
        try:
            yield self._family(self._read())
        except Exception as error:  # one figure that fails must not hide the others
            log.exception("a figure cannot be read", figure=self._name, kind=type(error).__name__)

    def _family(self, values: Mapping[str, float]) -> GaugeMetricFamily:
        family = GaugeMetricFamily(self._name, self._about, labels=[self._label] if self._label else [])
        for label, value in values.items():
            family.add_metric([label] if self._label else [], value)
        return family
