"""The starter register."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from sources import services
from sources.loading import load_register
from sources.models import Alias, Source
from sources.services import meet_sources
from sources.starter import starters
from tests import make


def test_no_name_is_two_sources():
    keys = Counter(key for starter in starters() for key in starter.names)

    assert [key for key, count in keys.items() if count > 1 or not key] == []


def test_every_parent_is_in_the_file_and_none_is_part_of_itself():
    wholes = {starter.name: starter.part_of for starter in starters()}

    for name in wholes:
        way = [name]
        while wholes[way[-1]]:
            assert wholes[way[-1]] not in way
            way.append(wholes[way[-1]])


def test_every_entry_is_one_that_an_admin_could_have_typed():
    for starter in starters():
        entry = Source(
            name=starter.name, kind=starter.kind, country=starter.country, home_page=starter.home_page
        )
        entry.clean_fields()


@pytest.mark.django_db
def test_common_names_resolve_on_the_first_day():
    means = {
        "AP": "Associated Press",
        "Reuters": "Reuters",
        "the Pentagon": "US Department of Defense",
        "KCNA": "Korean Central News Agency",
        "WHO": "World Health Organization",
        "NATO": "NATO",
        "Ukraine’s military": "Armed Forces of Ukraine",
        "ТАСС": "TASS",
        "연합뉴스": "Yonhap News Agency",
    }
    load_register()

    met = meet_sources(dict.fromkeys(means, "other"))

    assert {written: source.name for written, source in met.items()} == means


@pytest.mark.django_db
def test_loaded_twice_nothing_changes():
    load_register()
    before = list(Source.objects.values()), list(Alias.objects.values())

    again = load_register(by=make.admin())

    assert (list(Source.objects.values()), list(Alias.objects.values())) == before
    assert (again.added, again.completed, again.names, again.clashes) == ([], [], 0, [])


@pytest.mark.django_db
def test_what_the_worker_met_is_completed():
    met = make.source("KCNA", "other")

    load_register()

    met.refresh_from_db()
    assert (met.name, met.kind, met.country, met.part_of.name) == (
        "Korean Central News Agency", "media", "KP", "North Korea",
    )  # fmt: skip


@pytest.mark.django_db
def test_what_a_person_changed_is_left_as_it_is():
    met = make.source("KCNA", "other")
    services.describe_sources(Source.objects.all(), by=make.admin(), kind="government")

    load_register(by=make.admin())

    met.refresh_from_db()
    assert (met.name, met.kind, met.country) == ("KCNA", "government", "")
    assert met.aliases.filter(name="Korean Central News Agency").exists()


@pytest.mark.django_db
def test_a_name_that_a_person_took_away_is_not_given_again():
    load_register()
    alias = Alias.objects.get(key="ap")
    services.drop_alias(alias, by=make.admin())

    load_register()

    assert not Alias.objects.filter(key="ap").exists()


@pytest.mark.django_db
def test_a_name_of_another_source_is_told():
    make.source("AP")
    make.source("Associated Press")

    done = load_register()

    assert done.clashes == ["“AP”, a name of Associated Press, belongs to AP: merge them if one."]


@pytest.mark.django_db
def test_the_command_says_what_it_did():
    out = StringIO()

    call_command("load_register", stdout=out)

    assert out.getvalue().startswith(f"{len(starters())} sources added")
