"""Writing the register."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from sources import services
from sources.models import Alias, Source
from tests import make

pytestmark = pytest.mark.django_db


def test_a_name_met_twice_in_two_spellings_is_one_source():
    met = services.meet_sources({"The Ministry": "government", "ministry": "government"})

    assert met["The Ministry"] == met["ministry"]


def test_a_name_without_a_letter_still_finds_a_source():
    met = services.meet_sources({"???": "other"})

    assert met["???"].name == "???"


def test_a_merged_source_stands_for_the_other_when_it_is_met_again():
    right, wrong = make.source("Ukraine"), make.source("Ukaine")

    services.merge_sources(wrong, into=right, by=make.admin())

    assert services.meet_sources({"Ukaine": "government"})["Ukaine"].stands_for == right


def test_merging_into_a_merged_source_means_the_one_it_stands_for():
    first, second, third = make.source("One"), make.source("Two"), make.source("Three")
    services.merge_sources(second, into=first, by=make.admin())

    services.merge_sources(third, into=second, by=make.admin())

    third.refresh_from_db()
    assert third.merged_into == first


def test_undoing_a_merge_leaves_all_as_it_was():
    right, wrong = make.source("Ukraine"), make.source("Ukaine")
    before = list(Alias.objects.values_list("name", "source"))
    services.merge_sources(wrong, into=right, by=make.admin())

    services.unmerge_source(wrong, by=make.admin())

    wrong.refresh_from_db()
    assert (wrong.stands_for, list(Alias.objects.values_list("name", "source"))) == (wrong, before)


def test_two_sources_are_not_merged_into_each_other():
    one, other = make.source("One"), make.source("Other")
    services.merge_sources(one, into=other, by=make.admin())

    with pytest.raises(services.CannotMerge):
        services.merge_sources(other, into=one, by=make.admin())


def test_a_source_is_not_merged_into_itself():
    one = make.source("One")

    with pytest.raises(services.CannotMerge):
        services.merge_sources(one, into=one, by=make.admin())


def test_a_name_of_another_source_is_not_given_twice():
    make.source("KCNA")

    with pytest.raises(services.NameTaken, match="KCNA"):
        services.add_alias(make.source("Yonhap"), name="the KCNA", by=make.admin())


def test_the_database_refuses_a_grade_without_its_reason():
    source = make.source()

    with pytest.raises(IntegrityError, match="source_grade_gives_its_reason"), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(grade="B")


def test_the_database_refuses_parents_in_a_circle():
    one, two, three = make.source("One"), make.source("Two"), make.source("Three")
    Source.objects.filter(pk=one.pk).update(part_of=two)
    Source.objects.filter(pk=two.pk).update(part_of=three)

    with pytest.raises(IntegrityError, match="part of itself"), transaction.atomic():
        Source.objects.filter(pk=three.pk).update(part_of=one)


def test_a_whole_is_not_merged_into_its_part():
    whole, part = make.source("South Korea"), make.source("South Korean military")
    Source.objects.filter(pk=part.pk).update(part_of=whole)

    with pytest.raises(services.CannotMerge, match="the other way"):
        services.merge_sources(whole, into=part, by=make.admin())


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_into_each_other_at_one_moment_one_is_refused():
    one, other, admin = make.source("One"), make.source("Other"), make.admin()

    def merge(pair: tuple[Source, Source]) -> str:
        try:
            return services.merge_sources(pair[0], into=pair[1], by=admin).name
        except services.CannotMerge:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(merge, [(one, other), (other, one)]))

    merged = list(Source.objects.filter(merged_into__isnull=False).values_list("name", flat=True))
    assert (sorted(done) == sorted(["refused", *merged]), len(merged)) == (True, 1)


@pytest.mark.parametrize(
    "name",
    [
        "КНДР",
        "조선중앙통신",
        "وكالة الأنباء",
        "नई दिल्ली",
        "e\u0301" * 150,
        "𝕬𝕻",
        "a" * 10_000,
        "\u200b",
        "–",
        " ",
    ],
)
def test_a_name_in_any_alphabet_is_met_once(name):
    first = services.meet_sources({name: "other"})[name]

    assert services.meet_sources({f" {name} ": "other"})[f" {name} "] == first


def test_vowels_that_are_marks_tell_two_names_apart():
    met = services.meet_sources({"किताब": "other", "कोताब": "other"})

    assert met["किताब"] != met["कोताब"]


def test_two_that_a_person_told_apart_are_remembered_once():
    one, other, admin = make.source("Iran"), make.source("Iraq"), make.admin()

    pair = [services.tell_apart(one, other, by=admin), services.tell_apart(other, one, by=admin)]

    assert pair[0] == pair[1]
