"""Who stands for whom, and is part of whom, is seen in the list of disputes soon after an admin said it."""

import time
from io import StringIO

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.management import call_command
from django.test import Client

from claims.measuring import restate_those_of
from claims.models import Dispute, Outline
from claims.outlining import outline_disputes
from sources import services
from sources.starter import starters
from tests import make

LIST = "/admin/sources/source/"


def said_by(*names: str) -> Dispute:
    """A dispute in which each of these says something else."""
    dispute = make.dispute()
    for number, name in enumerate(names):
        make.figure(9 + number, said_by=name, dispute=dispute)
    outline_disputes([dispute.pk])
    return dispute


def voices(dispute: Dispute) -> int:
    return Outline.objects.get(dispute=dispute).voice_count


@pytest.mark.django_db
def test_merged_sources_are_counted_once_in_the_list():
    dispute, other = said_by("Ukraine", "Ukaine"), said_by("KCNA", "Yonhap")
    source, into = make.source("Ukaine"), make.source("Ukraine")
    services.merge_sources(source, into=into, by=make.admin())

    touched = restate_those_of([source.pk, into.pk])

    assert (touched, voices(dispute), voices(other)) == (1, 1, 2)


@pytest.mark.django_db
def test_a_part_and_its_whole_are_counted_once_in_the_list():
    dispute = said_by("Norland", "Norland's army")
    army = make.source("Norland's army")
    army.part_of = make.source("Norland")
    services.save_source(army, by=make.admin())

    restate_those_of([army.pk])

    assert voices(dispute) == 1


@pytest.mark.django_db
def test_sources_that_say_nothing_touch_nothing():
    assert restate_those_of([make.source("Silent").pk, 999_999]) == 0


@pytest.mark.django_db(transaction=True)
def test_a_merge_in_admin_and_its_undoing_reach_the_list_through_a_worker(worker):
    dispute = said_by("Ukraine", "Ukaine")
    right, wrong = make.source("Ukraine"), make.source("Ukaine")
    client = Client()
    client.force_login(make.admin())

    client.post(LIST, {"action": "merge", ACTION_CHECKBOX_NAME: [right.pk, wrong.pk], "into": right.pk})
    assert counted(dispute, 1) == 1
    client.post(LIST + "?merged=yes", {"action": "unmerge", ACTION_CHECKBOX_NAME: [wrong.pk]})
    assert counted(dispute, 2) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["command", "button"])
def test_what_the_starter_register_says_of_names_already_read_reaches_the_list_through_a_worker(worker, way):
    part = next(starter for starter in starters() if starter.part_of)
    dispute = said_by(part.name, part.part_of)
    assert voices(dispute) == 2

    if way == "command":
        call_command("load_register", stdout=StringIO())
    else:
        client = Client()
        client.force_login(make.admin())
        client.post(LIST + "load/")

    assert counted(dispute, 1) == 1


def counted(dispute: Dispute, wanted: int) -> int:
    """The voices that the list counts, once it is so or a minute has passed."""
    deadline = time.monotonic() + 60
    while voices(dispute) != wanted and time.monotonic() < deadline:
        time.sleep(0.2)
    return voices(dispute)
