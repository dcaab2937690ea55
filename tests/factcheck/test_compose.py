"""docker-compose.yml and Dockerfile hold together: no engine is needed to see that."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

BASE = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((BASE / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")


def explained() -> set[str]:
    """The variables that .env.example sets or tells of."""
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))


def test_the_compose_file_fits_the_schema():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    checked = subprocess.run(
        [*command, "docker-compose.yml"], cwd=BASE, capture_output=True, text=True, check=False
    )

    assert (checked.returncode, checked.stderr) == (0, "")


def test_every_variable_is_explained():
    used = set(re.findall(r"(?<!\$)\$\{?([A-Z_]+)", (BASE / "docker-compose.yml").read_text()))
    scripts = "".join(path.read_text() for path in (BASE / "docker").iterdir())
    read = set(re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", (BASE / "factcheck" / "settings.py").read_text()))
    used |= set(re.findall(r"\$\{([A-Z_]+)", scripts)) | read

    assert used - explained() - {"TRIAL", "DEBUG"} == set()


def test_no_secret_has_a_default():
    lines = (BASE / ".env.example").read_text().splitlines()

    assert [
        line for line in lines if line.startswith(("SECRET_KEY=", "POSTGRES_PASSWORD=", "REDIS_PASSWORD="))
    ] == [
        "SECRET_KEY=",
        "POSTGRES_PASSWORD=",
        "REDIS_PASSWORD=",
    ]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_refers_to_what_is_there(name: str):
    service = SERVICES[name]
    volumes = {volume.partition(":")[0] for volume in service.get("volumes", [])}

    assert volumes <= set(COMPOSE["volumes"])
    assert set(service.get("networks", [])) <= set(COMPOSE["networks"])
    assert set(service.get("depends_on", {})) <= set(SERVICES)


@pytest.mark.parametrize("name", OURS)
def test_what_a_container_of_ours_runs_is_there(name: str):
    script = BASE / SERVICES[name]["command"][0]

    assert script.stat().st_mode & 0o111
    assert SERVICES[name]["read_only"] is True


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "worker"])
def test_a_service_that_others_need_says_whether_it_is_well(name: str):
    assert "test" in SERVICES[name]["healthcheck"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_tables_are_up_to_date_before_anything_uses_them(name: str):
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_the_database_and_the_broker_are_reached_by_the_containers_alone():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert (SERVICES["postgres"]["networks"], SERVICES["redis"]["networks"]) == (["inside"], ["inside"])


def test_every_image_has_a_version():
    images = [service["image"] for service in SERVICES.values() if "build" not in service]
    images += re.findall(r"^FROM (\S+)", (BASE / "Dockerfile").read_text(), re.MULTILINE)

    assert [image for image in images if not re.search(r":\d+\.\d+(\.\d+)?-\w+", image)] == []


def test_the_image_runs_as_no_root_and_installs_by_hash():
    dockerfile = (BASE / "Dockerfile").read_text()

    assert re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)[-1] not in {"root", "0"}
    assert "--require-hashes" in dockerfile
