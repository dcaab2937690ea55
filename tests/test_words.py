"""The words of the interface: none stands in a template unmarked, and none is without its German."""

import ast
import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.utils.translation.template import templatize

from tests.test_house import BASE, SOURCES, TEMPLATES, named

CATALOGUE = BASE / "factcheck/locale/de/LC_MESSAGES/django.po"
# allauth's own elements have no words; the icons are drawings.
PLAIN = [path for path in TEMPLATES if path.name != "_icon.html" and "allauth" not in path.parts]
TAGS = re.compile(
    r"{% comment .*?{% endcomment %}|{% blocktranslate\b.*?{% endblocktranslate %}|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
SAID = ("aria-label", "title", "placeholder", "alt", "data-label", "label")
NAMES = {"Fact-check workbench", "Fact-check"}
CALLED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
LITERAL = r"(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
MARKED = re.compile(rf"\b(?:_|gettext|ngettext)\(\s*u?({LITERAL})")


class Seen(HTMLParser):
    """What a reader sees or hears of a page: its text, and the attributes that are said."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += [value for name, value in attrs if name in SAID and value]


def unmarked(source: str) -> list[str]:
    """English that stands in a template itself."""
    bare = re.sub(r"{% block (?:page_class|body_class) %}.*?{% endblock %}", "", source)
    seen = Seen()
    seen.feed(TAGS.sub("\n", bare))
    lines = [line.strip() for words in seen.words for line in words.split("\n")]
    return [line for line in lines if re.search(r"[A-Za-z]{3,}", line) and line.strip(" ·") not in NAMES]


def test_a_template_that_says_something_unmarked_is_found():
    assert unmarked('<p title="Look">{{ x }} figures {% translate "marked" %}</p>') == ["Look", "figures"]


def test_no_template_says_anything_unmarked():
    found = {named(path): unmarked(path.read_text()) for path in PLAIN}

    assert {name: words for name, words in found.items() if words} == {}


def test_nothing_is_translated_before_a_filter_has_made_words_of_it():
    """Django translates what a variable holds, and filters that: a number would break the page."""
    early = re.compile(r"{% translate [a-z][\w.]*\|")

    assert [named(path) for path in PLAIN if early.search(path.read_text())] == []


def in_templates() -> Iterator[str]:
    for path in TEMPLATES:
        for literal in MARKED.findall(templatize(path.read_text(), origin=str(path))):
            yield ast.literal_eval(literal)


def in_code() -> Iterator[str]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in CALLED and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def catalogue() -> dict[str, list[str]]:
    """What the catalogue has: each sentence with its translation, or with one for each number."""
    found = {}
    for part in CATALOGUE.read_text(encoding="utf-8").split("\n\n")[1:]:
        lines = re.findall(r'^(msg\w+(?:\[\d\])?) (".*")$', part, re.MULTILINE)
        said = [(key, ast.literal_eval(text)) for key, text in lines]
        found[dict(said)["msgid"]] = [text for key, text in said if key.startswith("msgstr")]
    return found


def test_every_marked_sentence_is_in_the_catalogue():
    assert sorted({*in_templates(), *in_code()} - {""} - catalogue().keys()) == []


def test_every_sentence_has_its_german():
    empty = [english for english, said in catalogue().items() if not all(said)]

    assert (empty, "fuzzy" in CATALOGUE.read_text(encoding="utf-8")) == ([], False)


def test_a_translation_keeps_every_gap_and_every_tag():
    gaps = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[\w:,]*\}|<[^>]+>")
    lost = {
        english: said
        for english, said in catalogue().items()
        if len(said) == 1 and sorted(gaps.findall(english)) != sorted(gaps.findall(said[0]))
    }

    assert lost == {}


def test_the_compiled_catalogue_is_that_of_the_sentences():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    of_one = {english: said[0] for english, said in catalogue().items() if len(said) == 1}

    assert {english: compiled.gettext(english) for english in of_one} == of_one


def test_the_script_says_nothing_of_its_own():
    """What it says comes from the page, in the page's language."""
    scripts = sorted(Path(BASE / "static/js").glob("*.js"))
    said = re.compile(r"""(?:\bsay\(|textContent\s*=|\.title\s*=)\s*["'`][A-Z][a-z]+ """)

    assert [named(path) for path in scripts if said.search(path.read_text())] == []
