"""`/healthz` and `/readyz`."""

import time

import pytest

BROKEN = "redis://127.0.0.1:1/0"  # nobody listens there


def test_a_process_that_answers_is_alive(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_the_database_and_the_broker_answer(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": True})


@pytest.mark.django_db
def test_a_broker_that_is_away_is_named_at_once(client, settings):
    settings.REDIS_URL = BROKEN
    began = time.monotonic()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": True, "broker": False})
    assert time.monotonic() - began < 1


def test_a_database_that_is_away_is_named(client, monkeypatch):
    from django.db import OperationalError, connection

    def refuse() -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, False)
