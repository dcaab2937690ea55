"""The register as CSV, out and in."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from sources import services
from sources.loading import load_register
from sources.models import Alias, Grade, Source, SourceEvent
from tests import make

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.admin())
    return client


def look(client: Client, content: str | bytes):
    """Choose a file."""
    file = SimpleUploadedFile("sources.csv", content.encode() if isinstance(content, str) else content)
    return client.post(LIST + "import/", {"file": file})


def take(client: Client, content: str):
    """Choose a file and say yes."""
    return client.post(LIST + "import/", {"text": content, "import": "Import"}, follow=True)


def rows(client: Client) -> list[dict[str, str]]:
    text = client.get(LIST + "export/").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_what_goes_out_comes_in_again_without_a_change(client):
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('sources_source_id_seq', 4000 + nextval('sources_source_id_seq'))")
    load_register()
    odd = make.source('=HYPERLINK("x") "quoted"; and, more', "other")
    services.add_alias(odd, name="'=1+1; two", by=None)
    services.grade_source(odd, letter="C", reason="-1 line\nand another", by=None)
    Source.objects.filter(pk=odd.pk).update(notes="+49\r\ntwo lines", part_of=make.source("Whole"))
    before, events = list(Source.objects.values()), SourceEvent.objects.count()

    page = take(client, client.get(LIST + "export/").content.decode("utf-8-sig"))

    assert f"0 sources added, 0 changed, {len(before)} as they were" in page.content.decode()
    assert (list(Source.objects.values()), SourceEvent.objects.count()) == (before, events)


def test_no_cell_of_an_export_is_a_formula(client):
    for name in ("=1+1", "+1", "-1", "@SUM(A1)", "'=2"):
        make.source(f"{name} news", "media")

    cells = [cell for row in rows(client) for cell in row.values()]

    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_a_look_shows_what_would_change_and_saves_nothing(client):
    make.source("KCNA", "other")

    page = look(
        client, "name,kind,aliases\nKCNA,media,Korean Central News Agency\nTASS,media,\n"
    ).content.decode()

    assert "<strong>1</strong> to add, <strong>1</strong> to change" in page
    assert "<del>other</del> → <ins>media</ins>" in page
    assert "<ins>Korean Central News Agency</ins>" in page
    assert (Source.objects.count(), Source.objects.get().kind) == (1, "other")


def test_what_was_looked_at_is_taken_in(client):
    take(
        client,
        "name;kind;country;aliases;part_of\nKCNA;media;kp;A name; \n".replace("; \n", ";North Korea\n")
        + "North Korea;government;KP;;\n",
    )

    kcna = Source.objects.get(name="KCNA")
    assert (kcna.kind, kcna.country, kcna.part_of.name) == ("media", "KP", "North Korea")
    assert set(kcna.aliases.values_list("name", flat=True)) == {"KCNA", "A name"}


def test_a_grade_comes_in_as_a_new_grade(client):
    make.source("KCNA")

    take(client, "name,grade,grade_reason\nKCNA,E,made it up\n")

    assert list(Grade.objects.values_list("source__grade", "letter", "reason")) == [("E", "E", "made it up")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name,kind\nKCNA,press\n", "Row 1: kind"),
        ("name,kind\n,media\n", "Row 1: name: A name needs a letter"),
        ("name,kind\n" + "x" * 10_000 + ",media\n", "at most 200 characters"),
        ("name,aliases\nKCNA,the YONHAP\n", "Row 1: aliases: “the YONHAP” is a name of Yonhap already"),
        ("name,aliases\nOne,Shared\nTwo,Shared\n", "Row 2: aliases: “Shared” is a name of One already"),
        ("name,kind\nTwice,media\nthe TWICE,media\n", "Row 2: name: Row 1 is about the same source"),
        ("name,part_of\nKCNA,Nobody\n", "There is no source called “Nobody”"),
        ("name,part_of\nOne,Two\nTwo,One\n", "part of itself"),
        ("name,part_of\nYonhap,Yonhap\n", "part of itself"),
        ("id,name\n999999,KCNA\n", "There is no source with the number 999999"),
        ("name,wikidata\nKCNA,212\n", "A Q and a number"),
        ("name,country\nKCNA,K1\n", "Two capital letters"),
        ("name,grade\nKCNA,B\n", "Say why"),
        ("name,grade,grade_reason\nKCNA,Z,x\n", "A letter from A to F"),
        ("name,is_reviewed\nKCNA,perhaps\n", "1 for yes, 0 for no"),
        ("name,feeds\nKCNA,nonsense\n", "no address of the web"),
        ("kind\nmedia\n", "No column “name”"),
        ("name,colour\nKCNA,red\n", "Columns not known, or there twice: colour"),
        ("name,name\nKCNA,KCNA\n", "there twice: name"),
        ("name,kind\nKCNA\n", "Row 1 has 1 cells, the head has 2"),
        ("name\n", "nothing in the file below its head"),
        ("", "The submitted file is empty"),
        ('name\n"KCNA\n', "The file is no CSV"),
        ("name\nK\0CNA\n", "null character"),
        ("name\nS\u00e3o Paulo\n".encode("latin-1"), "Line 2 is not UTF-8"),
        ("name\nKCNA\n".encode("utf-16"), "is not UTF-8"),
        (b"name\n" + b"x" * 5_000_001, "larger than 5 MB"),
        ("name\n" + "a\n" * 20_001, "more than 20,000 rows"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_a_sentence_and_nothing_is_saved(client, content, sentence):
    make.source("Yonhap")

    page = look(client, content).content.decode()

    assert sentence in page
    assert (Source.objects.count(), Alias.objects.count()) == (1, 1)


def test_of_a_file_with_one_bad_row_no_row_is_taken_in(client):
    take(client, "name,kind\nGood,media\nBad,press\n")

    assert Source.objects.count() == 0


@pytest.mark.parametrize(
    "content", ["\ufeffname;kind\nКНДР;government\n", "name,kind\r\nКНДР,government\r\n"]
)
def test_a_mark_at_the_start_and_other_delimiters_are_read(client, content):
    assert "<strong>1</strong> to add" in look(client, content).content.decode()


def test_an_editor_may_not_import():
    client = Client()
    client.force_login(make.editor())

    assert client.get(LIST + "import/").status_code in (302, 403)
