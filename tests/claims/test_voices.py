"""Independent sources of stored figures."""

import pytest

from claims.models import Figure
from claims.voices import count_voices, voices_of
from sources.models import Source
from sources.services import merge_sources
from tests import make

pytestmark = pytest.mark.django_db


def part_of(part: str, whole: str) -> None:
    Source.objects.filter(pk=make.source(part).pk).update(part_of=make.source(whole))


def counted(*names: str) -> tuple[int, int]:
    """How many independent sources a dispute of these speakers has, in the list and on the board."""
    dispute = make.dispute()
    for number, name in enumerate(names):
        make.figure(number + 1, said_by=name, dispute=dispute)
    figures = list(Figure.objects.filter(dispute=dispute).with_sources())
    return count_voices([dispute.pk])[dispute.pk], len(frozenset().union(*voices_of(figures).values()))


def test_a_part_and_its_whole_are_one_source():
    part_of("South Korean military", "South Korea")

    assert counted("South Korea", "South Korean military", "Ukraine") == (2, 2)


def test_a_part_two_levels_down_is_one_source_with_the_topmost():
    part_of("South Korean military", "South Korea")
    part_of("Joint Chiefs of Staff", "South Korean military")

    assert counted("South Korea", "Joint Chiefs of Staff") == (1, 1)


def test_a_part_of_a_merged_source_is_a_part_of_the_one_it_stands_for():
    part_of("South Korean military", "South Koera")
    merge_sources(make.source("South Koera"), into=make.source("South Korea"), by=make.admin())

    assert counted("South Korea", "South Korean military") == (1, 1)
