"""The files that set up the app in containers: closed as far as they go, and in step with the program."""

import re
import runpy
from pathlib import Path

import pytest
import yaml

from atlas.bench.serving import running_app
from tests.nginx import filled_in

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "hosting" / "compose.yaml").read_text(encoding="utf-8"))
TEMPLATE = (ROOT / "hosting" / "nginx.conf.template").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
SERVICES = sorted(COMPOSE["services"])


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_closed_watched_and_started_again(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"
    assert not {"privileged", "cap_add", "devices", "network_mode", "pid"} & service.keys()
    user = service.get("user") or re.findall(r"^USER (\S+)", DOCKERFILE, re.M)[-1]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)
    assert all(not path.startswith(("/var/run", "/run")) for path in service.get("volumes", []))


def test_passwords_are_files_and_never_variables() -> None:
    for service in COMPOSE["services"].values():
        assert not [name for name in service.get("environment", {}) if re.search("PASSWORD$|SECRET$|TOKEN$", name)]
    assert all(secret["file"].startswith("./secrets/") for secret in COMPOSE["secrets"].values())
    assert "/hosting/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8")


def test_only_nginx_can_be_asked_from_outside() -> None:
    assert [name for name in SERVICES if "ports" in COMPOSE["services"][name]] == ["nginx"]
    assert COMPOSE["networks"]["inside"]["internal"] and COMPOSE["networks"]["database"]["internal"]
    assert COMPOSE["services"]["database"]["networks"] == ["database"]


def test_nginx_is_given_every_name_of_its_configuration_and_fills_in_no_other() -> None:
    given = COMPOSE["services"]["nginx"]["environment"]
    names = set(re.findall(r"\$\{(\w+)\}", TEMPLATE))
    only = given["NGINX_ENVSUBST_FILTER"].replace("$$", "$")
    assert names == given.keys() - {"NGINX_ENVSUBST_FILTER"}
    assert all(re.search(only, name) for name in names)
    assert "${" not in filled_in(dict.fromkeys(names, "x"))


def test_the_image_has_what_the_app_imports_and_nothing_of_the_tests() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    wanted = {line[1:] for line in ignored if line.startswith("!")}
    assert {"app.py", "atlas", "corpus", "geodata", "pages", "static", ".streamlit/config.toml"} <= wanted
    assert all((ROOT / path).exists() for path in wanted)
    assert "*" in ignored and not [path for path in wanted if path.startswith(("tests", "hosting/secrets", ".git"))]


def test_every_setting_of_the_program_is_explained() -> None:
    sources = [path for folder in ("atlas", "corpus", "pages") for path in (ROOT / folder).rglob("*.py")]
    read = {name for path in sources for name in re.findall(r'"(ATLAS_[A-Z_]+)"', path.read_text(encoding="utf-8"))}
    set_here = set(re.findall(r"\b((?:ATLAS|STREAMLIT)_[A-Z_]+)\b", DOCKERFILE + str(COMPOSE)))
    assert sorted(name for name in read | set_here if f"`{name}" not in PAGE) == []


@pytest.mark.processes
def test_the_health_check_asks_below_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    check = runpy.run_path(str(ROOT / "hosting" / "healthy.py"))["address"]
    with running_app(base_path="measures") as address:
        monkeypatch.setenv("STREAMLIT_SERVER_PORT", address.split(":")[-1].split("/")[0])
        monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "/measures/")
        assert check() == f"{address}/healthz"
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(ROOT / "hosting" / "healthy.py"), run_name="__main__")
        assert not ended.value.code
