"""A mistake in the configuration names the key, what was expected and what to write."""

from pathlib import Path

import pytest

from bot.cli import main
from bot.config import ConfigError, read_config


def config(folder: Path, text: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(("text", "words"), [
    ("timezone: Mars/Olympus", ("timezone", "Mars/Olympus", "America/New_York")),
    ("timezone: 5", ("timezone", "a number", "America/New_York")),
    ("languages: [fr]", ("languages", "fr", "languages: [en, es]")),
    ("languages: []", ("languages", "languages: [en, es]")),
    ("data: 7", ("data", "a number", "a folder")),
    ("timezon: UTC", ("timezon", "Did you mean 'timezone'?")),
    ("adapters: matrix", ("adapters", "section")),
    ("adapters:\n  matrix: yes", ("adapters", "section")),
    ("- a\n- b", ("a list", "key: value")),
    ("data: 'open", ("line", "YAML")),
])
def test_a_mistake_is_named_with_its_mend(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(config(tmp_path, text))
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_missing_file_says_what_to_copy(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="config.example.yaml"):
        read_config(tmp_path / "none.yaml")


def test_an_empty_file_means_the_defaults(tmp_path: Path) -> None:
    found = read_config(config(tmp_path, ""))
    assert (found.languages, found.timezone) == (("en",), None)
    assert found.data == (tmp_path / "apoyo-data").resolve()


def test_running_without_a_chat_points_to_the_console(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--config", str(config(tmp_path, "languages: en"))]) == 1
    assert "apoyo console" in capsys.readouterr().err


def test_running_in_an_unknown_chat_names_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = config(tmp_path, "adapters:\n  pigeon:\n    loft: 1")
    assert main(["run", "--config", str(file)]) == 1
    assert "pigeon" in capsys.readouterr().err
