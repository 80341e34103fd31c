"""Health: what is told of a running bot, and what counts as trouble."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.ops.health import Health
from bot.ops.vitals import Vitals
from bot.ports import Unusable


class Hand:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def vitals(hand: Hand) -> Vitals:
    found = Vitals(hand)
    found.is_("matrix", "up")
    return found


@pytest.fixture
def health(vitals: Vitals) -> Iterator[Health]:
    found = Health(vitals, 0)
    yield found
    found.close()


def get(health: Health, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{health.port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_bot_that_is_well_says_so(health: Health, vitals: Vitals) -> None:
    vitals.came("matrix", "did")
    status, body = get(health, "/healthz")
    assert status == 200
    assert json.loads(body)["chats"]["matrix"] == {
        "state": "up", "for_seconds": 0, "last_event_seconds_ago": 0}


def test_a_loop_that_hangs_is_seen(health: Health, hand: Hand) -> None:
    hand.at += 31
    status, body = get(health, "/healthz")
    assert status == 503
    assert "Nothing has moved for 31 s" in body


def test_a_chat_out_of_reach_is_trouble_only_after_a_while(
    health: Health, vitals: Vitals, hand: Hand
) -> None:
    vitals.is_("matrix", "away")
    hand.at += 200
    vitals.last_beat = hand.at
    assert get(health, "/healthz")[0] == 200
    hand.at += 200
    vitals.last_beat = hand.at
    status, body = get(health, "/healthz")
    assert (status, "Matrix has been out of reach for 7 min" in body) == (503, True)


def test_one_that_has_stopped_is_trouble_at_once(health: Health, vitals: Vitals) -> None:
    vitals.is_("matrix", "stopped")
    assert get(health, "/healthz")[0] == 503


def test_a_little_disk_is_trouble(health: Health, vitals: Vitals) -> None:
    vitals.free = 5 * 2**20
    assert "5 MB" in get(health, "/healthz")[1]


def test_the_numbers_are_in_prometheus_form(health: Health, vitals: Vitals, hand: Hand) -> None:
    vitals.came("matrix", "did")
    vitals.came("matrix", "did")
    vitals.sent["matrix"] += 3
    vitals.is_("matrix", "away")
    hand.at += 9
    found = {sample.name: (sample.value, sample.labels)
             for family in text_string_to_metric_families(get(health, "/metrics")[1])
             for sample in family.samples}
    assert found["apoyo_events_total"] == (2, {"outcome": "did"})
    assert found["apoyo_deliveries_sent_total"] == (3, {"chat": "matrix"})
    assert found["apoyo_chat_up"] == (0, {"chat": "matrix"})
    assert found["apoyo_chat_losses_total"][0] == 1
    assert found["apoyo_chat_last_event_age_seconds"][0] == 9


def test_another_path_says_which_there_are(health: Health) -> None:
    assert get(health, "/") == (404, "/healthz or /metrics\n")


def test_a_port_in_use_names_the_key(health: Health, vitals: Vitals) -> None:
    with pytest.raises(Unusable, match="health_port"):
        Health(vitals, health.port)


def test_it_listens_on_this_machine_alone(health: Health, tmp_path: Path) -> None:
    assert health._server.server_address[0] == "127.0.0.1"
