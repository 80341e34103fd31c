"""Setting Discord up: its section of the configuration, and the invitation."""

from pathlib import Path

import pytest

from adapters.discord.settings import Settings, check
from bot.cli import main
from bot.config import ConfigError

TOKEN = "MTUwMDAwMDAwMDAwMDAwMDAwMA.stand.in"  # noqa: S105 - nobody's


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "DISCORD_API_BASE"):
        monkeypatch.delenv(name, raising=False)


def test_a_token_may_stand_in_a_file_or_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text(f"Bot {TOKEN}\n")
    assert check({"token_file": str(tmp_path / "token")}).token == TOKEN
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert check({}) == Settings(TOKEN)


def test_another_address_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_API_BASE", "http://127.0.0.1:8900/api/v10/")
    assert check({"token": TOKEN}).api_base == "http://127.0.0.1:8900/api/v10"


@pytest.mark.parametrize("base", [
    "http://localhost:1/api", "http://[::1]:1/api", "http://127.9.9.9/api", "https://example.org"])
def test_a_safe_address_is_taken(base: str) -> None:
    assert check({"token": TOKEN, "api_base": base}).api_base == base


@pytest.mark.parametrize("base", [
    "http://example.org", "http://127.0.0.1.example.org", "ftp://localhost", "localhost:1",
    "http://10.0.0.1", "https://"])
def test_the_token_is_not_sent_anywhere_in_the_clear(base: str) -> None:
    with pytest.raises(ConfigError, match="https://"):
        check({"token": TOKEN, "api_base": base})


@pytest.mark.parametrize(("section", "hint"), [
    ({}, "token_file"), ({"token": ""}, "token_file"), ({"token": TOKEN, "color": 1}, "Known"),
    ({"token": TOKEN, "thread": True}, "'threads'"), ({"token": TOKEN, "threads": 1}, "yes or no"),
    ({"token": TOKEN, "development_guild": "aid"}, "digits"), ({"token_file": "/none"}, "/none"),
    ({"token": TOKEN, "events": 1}, "yes or no")])
def test_each_mistake_is_told_with_its_mend(section: dict[str, object], hint: str) -> None:
    with pytest.raises(ConfigError, match=hint):
        check(section)


def test_the_invitation_asks_for_the_least_that_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"adapters:\n  discord:\n    token: {TOKEN}\n")
    assert main(["discord", "invite", "--config", str(config)]) == 0
    link = capsys.readouterr().out
    assert "client_id=1500000000000000000" in link
    assert f"permissions={1 << 10 | 1 << 11 | 1 << 15 | 1 << 16 | 1 << 38 | 1 << 51}&" in link
    assert "scope=bot+applications.commands" in link
    assert main(["discord", "invite", "--application", "12"]) == 0
    assert "client_id=12&" in capsys.readouterr().out
    assert TOKEN not in link
