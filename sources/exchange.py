"""The register as CSV, out and in. What goes in passes through the services, all of it or nothing."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from typing import Any

import tablib
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, widgets
from import_export.resources import Diff

from sources import services
from sources.models import Alias, Letter, Source
from sources.names import name_key

COLUMNS = (
    "id", "name", "aliases", "kind", "country", "languages", "home_page", "part_of", "side", "wikidata",
    "feeds", "corrections_policy", "grade", "grade_scope", "grade_reason", "is_reviewed", "notes",
)  # fmt: skip
GRADE = ("grade", "grade_scope", "grade_reason")
MOST_BYTES, MOST_ROWS = 5_000_000, 20_000
FORMULA = re.compile(r"^'*[=+\-@\t\r]")  # what a spreadsheet would run; ' before it keeps it a text
PROTECTED = re.compile(r"^'+[=+\-@\t\r]")


PART_OF_ITSELF = gettext_lazy("A source can't be part of itself, not even by way of others.")


class Unreadable(Exception):
    """A file is no register. The message is a sentence for the admin."""


def joined(names: Iterable[str]) -> str:
    """Names in one cell, with semicolons between; one that has a semicolon is quoted."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(names)
    return out.getvalue()


def parted(cell: str) -> list[str]:
    """The names of one cell.

    >>> parted(joined(["AP", "a; b", 'the "AP"']))
    ['AP', 'a; b', 'the "AP"']
    """
    rows = csv.reader([cell], delimiter=";", skipinitialspace=True)
    return [name.strip() for row in rows for name in row if name.strip()]


def write_csv(sources: "models.QuerySet[Source]") -> str:
    """Some sources as CSV that no spreadsheet runs anything of, and that reads back as it was."""
    dataset = SourceResource(by=None).export(sources.select_related("part_of").order_by("pk"))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in dataset:
        writer.writerow(f"'{cell}" if FORMULA.match(str(cell)) else cell for cell in row)
    return out.getvalue()


def decoded(content: bytes) -> str:
    """The text of a file. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(
            _("The file is larger than %(most_bytes)s MB. Import it in parts.")
            % {"most_bytes": MOST_BYTES // 1000000}
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = content[: bad.start].count(b"\n") + 1
        raise Unreadable(
            _("Line %(line)s is not UTF-8. Save the file as “CSV UTF-8” and try again.") % {"line": line}
        ) from None
    if "\0" in text:
        raise Unreadable(_("The file is no text: it has a null character in it."))
    return text


def read_csv(text: str) -> tablib.Dataset:
    """The rows of a text, with commas, semicolons or tabs between cells. Raises Unreadable."""
    head = text.lstrip().splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as bad:
        raise Unreadable(_("The file is no CSV: %(bad)s.") % {"bad": bad}) from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise Unreadable(_("There is nothing in the file below its head."))
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable(
            _("There are more than %(most_rows)s rows. Import them in parts.")
            % {"most_rows": f"{MOST_ROWS:,}"}
        )
    headers = [cell.strip().lower() for cell in rows[0]]
    strange = sorted({name for name in headers if name not in COLUMNS or headers.count(name) > 1})
    if strange or "name" not in headers:
        known = ", ".join(COLUMNS)
        what = (
            f"Columns not known, or there twice: {', '.join(strange)[:200]}."
            if strange
            else "No column “name”."
        )
        raise Unreadable(f"{what} The columns are: {known}.")
    dataset = tablib.Dataset(headers=headers)
    for number, row in enumerate(rows[1:], start=1):
        if len(row) != len(headers):
            raise Unreadable(
                _("Row %(number)s has %(len)s cells, the head has %(len2)s.")
                % {"number": number, "len": len(row), "len2": len(headers)}
            )
        dataset.append([cell[1:] if PROTECTED.match(cell) else cell for cell in row])
    return dataset


class PlainDiff(Diff):
    """What a row changes: a line for each column that differs."""

    def __init__(self, resource: "SourceResource", instance: Source, new: bool) -> None:
        self.left = dict.fromkeys(COLUMNS, "") if new else self._read(resource, instance)

    def compare_with(self, resource: "SourceResource", instance: Source) -> None:
        self.right = self._read(resource, instance)

    def as_html(self) -> list[tuple[str, str, str]]:
        pairs = ((name, self.left[name], self.right[name]) for name in COLUMNS if name != "id")
        return [(name, before, after) for name, before, after in pairs if before != after]

    @staticmethod
    def _read(resource: "SourceResource", instance: Source) -> dict[str, str]:
        return {name: str(resource.export_field(resource.fields[name], instance)) for name in COLUMNS}


class PartWidget(widgets.Widget):
    """A parent by any of its names; by its number where its name is another's."""

    def __init__(self, resource: "SourceResource") -> None:
        self.resource = resource

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Source | None:
        return self.resource.whole_of(str(value or "").strip())

    def render(self, value: Source | None, obj: Any = None, **kwargs: Any) -> str:
        if value is None:
            return ""
        found = self.resource.by_key.get(name_key(value.name))
        return value.name if found and found.pk == value.pk else f"#{value.pk}"


class SourceResource(resources.ModelResource):
    """How a source stands in a row of CSV. A column left out changes nothing; aliases are only added."""

    aliases = fields.Field(column_name="aliases", readonly=True)
    part_of = fields.Field(column_name="part_of", attribute="part_of")

    class Meta:
        model = Source
        fields = export_order = import_order = COLUMNS
        clean_model_instances = skip_unchanged = report_skipped = use_transactions = store_instance = True

    def __init__(self, *, by: User | None) -> None:
        super().__init__()
        self.by = by
        self.fields["part_of"].widget = PartWidget(self)
        self.fields["id"].widget = widgets.IntegerWidget(coerce_to_string=False)  # or 4,001 is written
        self.by_pk = Source.objects.select_related("part_of", "merged_into").in_bulk()
        self.names: defaultdict[int | None, list[str]] = defaultdict(list)
        self.by_key: dict[str, Source] = {}
        for key, name, pk in Alias.objects.order_by("name").values_list("key", "name", "source"):
            self.by_key[key] = self.by_pk[pk]
            self.names[pk].append(name)
        for source in self.by_pk.values():
            self.by_key.setdefault(name_key(source.name), source)
        self.rows: dict[str, int] = {}  # the row of the file that a key, or a number, was first seen in
        self.later: list[tuple[int, Source, str]] = []  # parents that the file itself brings
        self.wanted = ""

    def get_diff_class(self) -> type[Diff]:
        return PlainDiff

    def dehydrate_aliases(self, source: Source) -> str:
        return joined(name for name in self.names[source.pk] if name != source.name)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        services.lock_register()
        self.in_file = {name_key(name) for name in dataset["name"]}

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        self.wanted = ""
        row["name"] = row["name"].strip()
        row["country"] = row.get("country", "").strip().upper() if "country" in row else row.get("country")
        if "country" in row and row["country"] is None:
            del row["country"]
        if row.get("grade") and row["grade"] not in Letter.values:
            raise ValidationError({"grade": _("A letter from A to F.")})
        if row.get("grade") and not row.get("grade_reason", "").strip():
            raise ValidationError(
                {"grade_reason": _("Say why: a grade without its reason can't be defended.")}
            )
        if row.get("is_reviewed") not in (None, "", "0", "1"):
            raise ValidationError({"is_reviewed": _("1 for yes, 0 for no.")})

    def get_instance(self, instance_loader: Any, row: Any) -> Source | None:
        key, number = name_key(row["name"]), str(row.get("id") or "").strip()
        if number:
            source = self.by_pk.get(int(number)) if number.isdecimal() and len(number) < 19 else None
            if source is None:
                raise ValidationError(
                    {"id": _("There is no source with the number %(number)s.") % {"number": number[:20]}}
                )
            return copy(source)
        if not key:
            raise ValidationError({"name": _("A name needs a letter or a digit.")})
        return copy(self.by_key.get(key))

    def after_init_instance(self, instance: Source, new: bool, row: Any, **kwargs: Any) -> None:
        own = f"#{instance.pk}" if instance.pk else name_key(row["name"])
        first = self.rows.setdefault(own, kwargs["row_number"])
        if first != kwargs["row_number"]:
            raise ValidationError({"name": _("Row %(first)s is about the same source.") % {"first": first}})
        for name in parted(row.get("aliases") or ""):
            owner = self.by_key.get(name_key(name))
            if not name_key(name) or len(name) > 200:
                raise ValidationError(
                    {
                        "aliases": _("“%(name)s” is no name: letters are needed, 200 at most.")
                        % {"name": name[:80]}
                    }
                )
            if owner is not None and owner.pk != instance.pk:
                raise ValidationError(
                    {
                        "aliases": _("“%(name)s” is a name of %(owner)s already. Merge the two if one.")
                        % {"name": name, "owner": owner}
                    }
                )

    def whole_of(self, name: str) -> Source | None:
        """The source that a cell of `part_of` means."""
        number = name.removeprefix("#")
        if name.startswith("#") and number.isdecimal() and int(number) in self.by_pk:
            return self.by_pk[int(number)]
        whole = self.by_key.get(name_key(name))
        if name and whole is None and name_key(name) not in self.in_file:
            raise ValidationError(_("There is no source called “%(name)s”.") % {"name": name[:80]})
        self.wanted = name if whole is None else ""
        return whole

    def validate_instance(self, instance: Source, *args: Any, **kwargs: Any) -> None:
        if instance.pk and instance.part_of_id == instance.pk:
            raise ValidationError({"part_of": PART_OF_ITSELF})
        super().validate_instance(instance, *args, **kwargs)

    def skip_row(
        self, instance: Source, original: Any, row: Any, import_validation_errors: Any = None
    ) -> bool:
        known = {name_key(name) for name in self.names[instance.pk]}
        is_new = any(name_key(name) not in known for name in parted(row.get("aliases") or ""))
        errors = import_validation_errors
        return not (is_new or self.wanted) and super().skip_row(instance, original, row, errors)

    def save_instance(self, instance: Source, is_create: bool, row: Any, **kwargs: Any) -> None:
        graded = {name: getattr(instance, name) for name in GRADE}
        before = Source.objects.filter(pk=instance.pk).values(*GRADE).first() or dict.fromkeys(GRADE, "")
        try:
            with transaction.atomic():
                instance.grade = instance.grade_scope = instance.grade_reason = ""
                services.save_source(instance, by=self.by, why="imported from a CSV file")
                for name in parted(row.get("aliases") or ""):
                    services.add_alias(instance, name=name, by=self.by)
                if graded["grade"] and graded != before:
                    letter, scope, reason = graded.values()
                    services.grade_source(instance, letter=letter, scope=scope, reason=reason, by=self.by)
        except IntegrityError as bad:
            raise ValidationError(sentence_of(bad)) from bad
        except (services.NameTaken, services.CannotGrade) as why:
            raise ValidationError(str(why)) from why
        finally:
            for name, value in graded.items():
                setattr(instance, name, value)
        self._remember(instance, row, kwargs["row_number"])

    def _remember(self, source: Source, row: Any, number: int) -> None:
        self.by_pk[source.pk] = source
        self.rows[f"#{source.pk}"] = number
        for name in (source.name, *parted(row.get("aliases") or "")):
            if (
                self.by_key.setdefault(name_key(name), source).pk == source.pk
                and name not in self.names[source.pk]
            ):
                self.names[source.pk].append(name)
        if self.wanted:
            self.later.append((number, source, self.wanted))

    def after_import(self, dataset: tablib.Dataset, result: Any, **kwargs: Any) -> None:
        for number, source, name in self.later:
            whole = self.by_key.get(name_key(name))
            try:
                with transaction.atomic():
                    source.part_of = whole
                    services.save_source(source, by=self.by, why="imported from a CSV file")
            except IntegrityError as bad:
                result.append_invalid_row(number, {"name": source.name}, ValidationError(sentence_of(bad)))


def sentence_of(bad: IntegrityError) -> str:
    """What the database refused, in its own trigger's sentence where it has one."""
    said = str(bad).splitlines()[0]
    return said if said.startswith("A source") else "This row clashes with another source."
