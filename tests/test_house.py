"""The house keeps its rules: who may import whom, who writes, how long things get, what a template holds.

import-linter's contracts in `pyproject.toml` hold the imports; what is here, they can't say.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
APPS = ("factcheck", "verdicts", "claims", "articles", "sources", "people")
SOURCES = sorted(
    path for app in APPS for path in (BASE / app).rglob("*.py") if "migrations" not in path.parts
)
TESTS = sorted(path for path in (BASE / "tests").rglob("*.py"))
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
FRAGMENTS = [path for path in TEMPLATES if path.name.startswith("_")]
# services.py and what grew out of it: placing figures in disputes, by machine and by hand; measures; what the
# list of disputes is read from; taking articles in, which of them are near copies, and keeping what was
# fetched, for evidence too; the starter register; the trial's rows.
WRITERS = {
    "services", "carrying", "loading", "placing", "regrouping", "outlining", "placements", "measuring",
    "comparisons", "reopenings", "intake", "feeds", "keeping", "copies", "saved_filters", "working",
    "near_copies", "rechecking", "importing", "noting", "demo", "anchoring", "reseating",
    "spans", "undoing", "mailing",
}  # fmt: skip
DOORS = ("admin", "forms", "queueing", "tasks", "urls", "views")

WRITES = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
}
ROWS = re.compile(
    r"objects|_set$|^(article|claim|copy|dispute|extraction|figure|intake|profile|row|source|verdict|version)s?$"
)


def named(path: Path) -> str:
    return str(path.relative_to(BASE))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def length(node: ast.FunctionDef) -> int:
    """Lines from the `def` on: decorators are the door's furniture."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def is_door(path: Path) -> bool:
    return (
        path.stem in DOORS
        or path.stem.endswith("_views")
        or "commands" in path.parts
        or "templatetags" in path.parts
    )


def writes(path: Path) -> Iterator[str]:
    """The calls of a file that store or delete rows, as `row.save` or `Claim.objects.create`.

    A form's `save` and a set's or dict's `update` are told apart by what stands before the dot.
    """
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            before = ast.unparse(node.func.value)
            if "objects" in before or ROWS.search(before.rpartition(".")[2]):
                yield f"{named(path)}:{node.lineno} {before}.{node.func.attr}"


def bare(template: str) -> str:
    """A template without its tags and comments."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}", "", template, flags=re.DOTALL)


def test_a_file_has_at_most_400_lines():
    long = {named(path): len(path.read_text().splitlines()) for path in SOURCES + TESTS}

    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_a_function_has_at_most_50_lines():
    long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in functions(path)
        if length(node) > 50
    ]

    assert long == []


def test_a_view_has_at_most_25_lines():
    views = [path for path in SOURCES if path.stem.endswith("views")]
    long = [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in views
        for node in functions(path)
        if length(node) > 25
    ]

    assert long == []


def test_a_task_has_at_most_8_lines():
    tasks = [
        (path, node)
        for path in SOURCES
        for node in functions(path)
        if any("shared_task" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    long = [f"{named(path)} {node.name}" for path, node in tasks if length(node) > 8]

    assert (len(tasks) > 0, long) == (True, [])


def test_only_services_write():
    found = [call for path in SOURCES if path.stem not in WRITERS for call in writes(path)]

    assert found == []


def test_services_do_not_queue():
    queueing = re.compile(r"\.(delay|delay_on_commit|apply_async|send_task)\b")
    found = [named(path) for path in SOURCES if not is_door(path) and queueing.search(path.read_text())]

    assert found == []


def test_a_fragment_has_at_most_40_lines():
    long = {named(path): len(path.read_text().splitlines()) for path in FRAGMENTS}

    assert {name: lines for name, lines in long.items() if lines > 40} == {}


def test_a_fragment_that_a_view_gives_has_a_root_with_an_id():
    """So that htmx can put it where it belongs. One that only gathers other fragments has no root itself."""
    given = {name for path in SOURCES for name in re.findall(r"[\w/]*/?_\w+\.html", path.read_text())}
    roots = {name: re.search(r"<\w+[^>]*>", bare((BASE / "templates" / name).read_text())) for name in given}

    assert [name for name, root in roots.items() if root and " id=" not in root.group()] == []


def test_every_form_that_htmx_sends_works_without_it():
    tags = [
        (path, tag)
        for path in TEMPLATES
        for tag in re.findall(r"<\w+[^<>]*\bhx-post=[^<>]*>", path.read_text())
    ]
    broken = [
        f"{named(path)} {tag}" for path, tag in tags if not (tag.startswith("<form") and "action=" in tag)
    ]

    assert broken == []


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a script in the page", r"<script(?![^>]*\bsrc=)[^>]*>"),
        ("a style in the page", r"<style|\sstyle="),
        ("an event handler in the page", r"\son[a-z]+=[\"']"),
        ("hx-on, which needs eval", r"\bhx-on"),
        ("a text that is taken for markup", r"\|safe\b|autoescape off"),
        ("an address outside", r"(?:src|href)=[\"']https?://"),
    ],
)
def test_no_template_holds(what: str, pattern: str):
    assert [named(path) for path in TEMPLATES if re.search(pattern, path.read_text())] == []


def test_no_exception_is_caught_blindly():
    blind = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]

    assert blind == []


def test_tests_stand_where_their_source_does():
    """`tests/claims/test_services.py` is about `claims/services.py`."""
    folders = {path.parent.relative_to(BASE / "tests") for path in TESTS if path.name.startswith("test_")}
    strangers = [str(folder) for folder in folders if not (BASE / folder).is_dir()]

    assert strangers == []
