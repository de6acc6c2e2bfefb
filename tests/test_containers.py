"""Dockerfile and compose.yaml: what they copy and run exists, and nothing runs with more rights than it needs.

Whether the image builds can only be seen with a daemon; these are the rules that can be read from the files.
"""

import json
import re
from pathlib import Path

import click
import pytest
import yaml

from newsarchive.cli.main import cli

ROOT = Path(__file__).resolve().parent.parent
# Lines that are continued are one instruction.
DOCKERFILE = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
INSTRUCTIONS = [line.split(maxsplit=1) for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def arguments(name: str) -> list[str]:
    return [rest for instruction, rest in INSTRUCTIONS if instruction == name]


def parsed(words: list[str]) -> None:
    """Raises click's errors if the words after `newsarchive` are no command with such options."""
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None
    command.make_parser(click.Context(command)).parse_args(words[1:])


def test_what_is_copied_exists_and_reaches_the_builder():
    copied = [word for rest in arguments("COPY") if "--from=" not in rest for word in rest.split()[:-1]]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert [name for name in copied if f"!{name}" not in IGNORED] == []
    assert IGNORED[1] == "*"


def test_the_image_is_small_and_runs_as_a_user():
    assert arguments("FROM") == ["${PYTHON} AS build", "${PYTHON}"]
    assert re.search(r"^ARG PYTHON=python:3\.\d+-slim-\w+$", DOCKERFILE, re.MULTILINE)
    assert arguments("ADD") == []
    assert arguments("USER") == ["10001:10001"]
    (copied,) = [rest for rest in arguments("COPY") if "--from=build" in rest]
    assert copied == "--from=build /opt/newsarchive /opt/newsarchive"
    (check,) = arguments("HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")


def test_the_commands_are_real():
    (words,) = arguments("CMD")
    parsed(json.loads(words))
    for service in COMPOSE["services"].values():
        parsed(service["command"])
    parsed(COMPOSE["services"]["crawl"]["healthcheck"]["test"][2:])


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_locked_down(name: str):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["archive:/archive"]
    assert "privileged" not in service
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_settings_in_the_environment_are_ones():
    from newsarchive.settings import SETTINGS

    names = {name for service in COMPOSE["services"].values() for name in service["environment"]}
    ours = {name.removeprefix("NEWSARCHIVE_").lower() for name in names if name.startswith("NEWSARCHIVE_")}
    assert ours
    assert ours <= set(SETTINGS)
