"""Kept copies in an S3-compatible store, by setting alone: a real server process on loopback."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import boto3
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from articles.intake import perform_intake, request_file, request_intake
from articles.keeping import body_of
from articles.models import Intake, Snapshot
from tests import make
from tests.articles.test_intake import page as markup
from tests.files import FIRE
from tests.pages import as_user, said
from tests.workers import wait_until

pytestmark = pytest.mark.django_db
KEYS = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "eu-west-1"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3 server with an empty bucket."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (tmp_path_factory.mktemp("s3") / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"MOTO_PORT": str(port)})
        try:
            wait_until(lambda: answers(port), what="the S3 server")
            boto3.client("s3", endpoint_url=address, **KEYS).create_bucket(
                Bucket="copies", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
            )
            yield address
        finally:
            server.terminate()
            server.wait(10)


def answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(autouse=True)
def kept_there(store, settings) -> None:
    """What an admin puts into STORAGE and STORAGE_OPTIONS."""
    options = {
        "bucket_name": "copies", "endpoint_url": store, "default_acl": "private",
        "access_key": "a", "secret_key": "b", "region_name": "eu-west-1",
    }  # fmt: skip
    there = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": there}


def take(kind: str, what: str) -> Intake:
    row = perform_intake(request_intake(kind, what, by=make.editor()).pk, hand_on=lambda version, by: None)
    assert row.state == "done", row.error
    return row


def objects(store: str) -> set[str]:
    found = boto3.client("s3", endpoint_url=store, **KEYS).list_objects_v2(Bucket="copies")
    return {row["Key"] for row in found.get("Contents", [])}


def test_a_page_is_kept_in_the_store_and_read_back_and_shown(store, pages):
    kept = take("address", pages.serve("/s3", markup())).snapshot
    client = as_user(make.reader())

    shown = client.get(reverse("articles:snapshot", args=[kept.pk]))
    page = client.get(reverse("articles:kept_page", args=[kept.pk]))
    file = client.get(reverse("articles:kept_file", args=[kept.pk]))

    assert type(default_storage._wrapped).__name__ == "S3Storage"
    assert kept.stored_as in objects(store)
    assert (body_of(kept), kept.sha256) == (markup().encode(), hashlib.sha256(markup().encode()).hexdigest())
    assert "Nine people were killed" in said(page)
    assert (shown.status_code, b"".join(file.streaming_content)[:2]) == (200, b"\x1f\x8b")
    assert kept.sha256 in said(shown)


def test_a_file_is_kept_in_the_store_and_given_back_as_it_came(store):
    row = request_file(FIRE.encode(), name="fire.txt", by=make.editor())
    perform_intake(row.pk, hand_on=lambda version, by: None)

    back = as_user(make.reader()).get(reverse("articles:kept_original", args=[row.snapshot_id]))

    assert (back.content, row.snapshot.stored_as in objects(store)) == (FIRE.encode(), True)


def test_the_same_bytes_kept_twice_are_two_copies(store, pages):
    """The store by itself would put the second in place of the first, with its time and headers."""
    address = pages.serve("/same", markup().replace("Fire", "Flood"))
    first = take("address", address)
    again = request_intake("address", address, again=first.version.article, by=make.editor())
    perform_intake(again.pk, hand_on=lambda version, by: None)

    names = set(Snapshot.objects.filter(sha256=first.snapshot.sha256).values_list("stored_as", flat=True))

    assert (len(names), names <= objects(store)) == (2, True)
