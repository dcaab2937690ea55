"""What the database writes down of the register."""

import pytest
from django.db import DatabaseError, connection, transaction

from sources import services
from sources.history import history_of
from sources.models import Grade, Source
from tests import make

pytestmark = pytest.mark.django_db


def told(source: Source) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Who changed what, the oldest first."""
    found = history_of(source)[::-1]
    return [(c.who, [(line.field, line.before, line.after) for line in c.lines]) for c in found]


def test_a_change_by_sql_is_seen_with_what_was_before():
    source = make.source("KCNA", "other")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE sources_source SET kind = 'media' WHERE id = %s", [source.pk])

    assert told(source)[-1] == ("the worker", [("kind", "Other", "Media")])


def test_a_bulk_change_says_who():
    source, admin = make.source("Army", "other"), make.admin()

    services.describe_sources(Source.objects.all(), by=admin, country="KP")

    assert told(source)[-1] == (admin.username, [("country", "", "KP")])


def test_a_merge_and_its_undoing_are_told_with_names():
    wrong, right, admin = make.source("Ukaine"), make.source("Ukraine"), make.admin()
    services.merge_sources(wrong, into=right, by=admin, why="a slip")
    services.unmerge_source(wrong, by=admin)

    merged = [line for _, lines in told(wrong) for line in lines if line[0] == "merged into"]
    assert merged == [("merged into", "", "Ukraine"), ("merged into", "Ukraine", "")]
    assert [change.why for change in history_of(wrong)][:2] == ["", "a slip"]


def test_a_name_given_and_taken_is_told():
    source = make.source("KCNA")
    alias = services.add_alias(source, name="North's agency", by=None)
    services.drop_alias(alias)

    names = [line for _, lines in told(source) for line in lines if line[0] == "name"]
    assert names == [("name", "", "KCNA"), ("name", "", "North's agency"), ("name", "North's agency", "")]


def test_a_part_is_told_by_the_name_of_its_whole():
    source = make.source("Army")

    Source.objects.filter(pk=source.pk).update(part_of=make.source("State"))

    assert told(source)[-1][1] == [("part of", "", "State")]


def test_nobody_rewrites_the_history():
    source = make.source("KCNA")

    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        source.events.all().delete()


def test_the_newest_grade_stands_and_the_earlier_stay():
    source, admin = make.source("KCNA"), make.admin()
    services.grade_source(source, letter="C", reason="names no one", by=admin)

    services.grade_source(source, letter="E", reason="made it up twice", scope="own losses", by=admin)

    source.refresh_from_db()
    assert (source.grade, source.grade_scope, source.grade_reason) == ("E", "own losses", "made it up twice")
    assert [(g.letter, g.given_by) for g in source.grades.all()] == [("E", admin), ("C", admin)]


def test_a_grade_is_not_edited():
    services.grade_source(make.source(), letter="C", reason="names no one", by=make.admin())

    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        Grade.objects.update(letter="A")


@pytest.mark.parametrize("kind", ["reader", "anonymous"])
def test_a_class_is_not_graded(kind):
    with pytest.raises(services.CannotGrade, match="many people"):
        services.grade_source(make.source("Somebody", kind), letter="C", reason="why", by=make.admin())


def test_an_admin_who_saves_what_is_old_does_not_take_a_newer_grade_back():
    old = make.source("KCNA")
    services.grade_source(Source.objects.get(pk=old.pk), letter="C", reason="names no one", by=make.admin())

    services.save_source(old, by=make.admin())

    old.refresh_from_db()
    assert old.grade == "C"
