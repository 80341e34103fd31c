"""``/healthz`` and ``/metrics`` on a loopback port: for whoever watches over the machine.

Served from a thread of its own, so that it still answers when the event loop does not.
"""

import json
from collections.abc import Iterable, Iterator
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.ops.vitals import Vitals
from bot.ports import Unusable
from bot.sorry import plain

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

HOST = "127.0.0.1"


class Health:
    """The little server. Raises Unusable if the port is taken."""

    def __init__(self, vitals: Vitals, port: int) -> None:
        registry = CollectorRegistry()
        registry.register(Measured(vitals))
        self._vitals, self._metrics = vitals, make_wsgi_app(registry)
        try:
            self._server = make_server(HOST, port, self._answer, WSGIServer, _Quiet)
        except OSError as error:
            raise Unusable(f"port {port} on this machine cannot be used for health "
                           f"({error.strerror}). Write another number behind 'health_port', or "
                           "take the line out.") from None
        self.port = self._server.server_port
        self._thread = Thread(target=self._server.serve_forever, name="health", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        match environ["PATH_INFO"]:
            case "/healthz":
                return self._healthz(start)
            case "/metrics":
                answer: Iterable[bytes] = self._metrics(environ, start)
                return answer
            case _:
                start("404 Not Found", [("Content-Type", "text/plain")])
                return [b"/healthz or /metrics\n"]

    def _healthz(self, start: "StartResponse") -> Iterable[bytes]:
        problems = self._vitals.problems()
        status = "503 Service Unavailable" if problems else "200 OK"
        start(status, [("Content-Type", "application/json")])
        now = self._vitals.clock()
        body: dict[str, Any] = {
            "status": "trouble" if problems else "ok",
            "problems": [plain(problem.text) for problem in problems],
            "chats": {name: {"state": chat.state, "for_seconds": round(now - chat.since),
                             "last_event_seconds_ago":
                                 None if chat.heard is None else round(now - chat.heard)}
                      for name, chat in sorted(self._vitals.chats.items())},
        }
        return [json.dumps(body, indent=1).encode() + b"\n"]


class Measured(Collector):
    """The vitals in Prometheus' form."""

    def __init__(self, vitals: Vitals) -> None:
        self._vitals = vitals

    def collect(self) -> Iterator[Metric]:
        """Yield each measure once."""
        vitals, now = self._vitals, self._vitals.clock()
        yield _gauge("apoyo_up_seconds", "How long it has been running", now - vitals.began)
        yield _gauge("apoyo_beat_age_seconds", "How long ago the event loop last went round",
                     now - vitals.last_beat)
        yield _gauge("apoyo_deliveries_waiting", "Deliveries on their way", vitals.queued)
        yield _gauge("apoyo_wakes_late", "Things due for more than five minutes", vitals.late)
        yield _gauge("apoyo_disk_free_bytes", "Room left where the data are", vitals.free)
        yield _counter("apoyo_events", "Events handled, by outcome", "outcome", vitals.handled)
        yield _counter("apoyo_deliveries_sent", "Deliveries sent", "chat", vitals.sent)
        yield _counter("apoyo_deliveries_failed", "Tries that failed", "chat", vitals.failed)
        yield _counter("apoyo_deliveries_given_up", "Deliveries that can never arrive", "chat",
                       vitals.given_up)
        up = GaugeMetricFamily("apoyo_chat_up", "Whether a chat is connected", labels=["chat"])
        heard = GaugeMetricFamily("apoyo_chat_last_event_age_seconds",
                                  "How long ago a chat last brought an event", labels=["chat"])
        falls = CounterMetricFamily("apoyo_chat_losses", "How often a chat was lost",
                                    labels=["chat"])
        for name, chat in sorted(vitals.chats.items()):
            up.add_metric([name], float(chat.state == "up"))
            falls.add_metric([name], chat.falls)
            if chat.heard is not None:
                heard.add_metric([name], now - chat.heard)
        yield from (up, heard, falls)


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)


def _counter(name: str, what: str, label: str, counts: dict[str, int]) -> Metric:
    family = CounterMetricFamily(name, what, labels=[label])
    for key, count in sorted(counts.copy().items()):
        family.add_metric([key], count)
    return family


class _Quiet(WSGIRequestHandler):
    """A request is not worth a line in the log."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
        """Say nothing."""
