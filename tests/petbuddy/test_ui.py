"""The design system as pages use it: what a reader, and a screen reader, gets."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation

from petbuddy.chips import CHIPS
from petbuddy.sections import section_of

STATIC = Path(settings.BASE_DIR) / "static"


class Household(forms.Form):
    name = forms.CharField(label="Name", max_length=20, help_text="As neighbors call you.")
    story = forms.CharField(label="Story", widget=forms.Textarea, max_length=300, required=False)
    windows = forms.ChoiceField(label="Windows", choices=[("a", "All"), ("b", "Some")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree")


def render(source, **context):
    return engines["django"].from_string(source).render(context, RequestFactory().get(context.get("path", "/")))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_a_field_in_order_has_label_help_and_control():
    html = render("{% field form.name %}", form=Household())

    assert re.search(
        r'<label class="field__label" for="id_name">Name</label>.*id="id_name_helptext".*<input type="text"', html, re.S
    )
    assert "(optional)" not in html


def test_a_wrong_field_says_so_to_everyone():
    html = render("{% field form.name %}", form=Household({"name": "x" * 21}))

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error id_name_count"' in html
    assert 'id="id_name_error"' in html


def test_optional_is_marked():
    assert "(optional)" in render("{% field form.story %}", form=Household())


def test_the_browser_never_cuts_what_is_counted_in_code_points():
    html = render("{% field form.story %}", form=Household())

    assert "maxlength" not in html
    assert 'data-counter-limit="300"' in html


def test_options_stand_in_a_fieldset_with_their_question():
    html = render("{% field form.windows %}", form=Household({}))

    assert re.search(
        r'<fieldset class="field field--invalid" id="id_windows" aria-describedby="id_windows_error">', html
    )
    assert html.count('class="choice__input"') == 2


def test_words_of_people_are_text_and_never_markup():
    html = render("{% field form.name %}{% avatar name %}", form=Household({"name": "<b>x</b>"}), name="<i>")

    assert "<b>x" not in html
    assert "<i>" not in html


def test_the_summary_links_every_error_in_the_order_of_the_page():
    html = render("{% error_summary form %}", form=Household({}))

    assert re.findall(r'href="#([^"]+)"', html) == ["id_name", "id_windows_0", "id_agree"]
    assert "3 answers still need you" in html


def test_without_errors_there_is_no_summary():
    form = Household({"name": "Yi-Chun", "windows": "a", "agree": "on"})

    assert render("{% error_summary form %}{% error_prefix form %}", form=form).strip() == ""


def test_every_state_has_its_word_in_both_languages():
    chips = [chip for states in CHIPS.values() for chip in states.values() if chip]

    english = [str(chip.text) for chip in chips]
    with translation.override("zh-hant"):
        chinese = [str(chip.text) for chip in chips]

    assert [word for word in chinese if word.isascii()] == []
    assert len(english) == len(chinese)


def test_every_icon_that_is_named_exists():
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img/icons.svg").read_text()))
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    named = {name for path in templates for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    named |= {chip.icon for states in CHIPS.values() for chip in states.values() if chip and chip.icon}

    assert named - drawn == set()


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/", "find"),
        ("/pets/abc/mikan/", "find"),
        ("/pets/new/", "give"),
        ("/me/posts/abc/applications/", "give"),
        ("/me/likes/", "likes"),
        ("/me/", "me"),
        ("/privacy/", ""),
    ],
)
def test_the_header_knows_where_we_are(path, section):
    assert section_of(path) == section


def test_a_public_page_holds_nothing_personal_and_no_token():
    html = render("{% extends 'base.html' %}", path="/pets/")

    assert "csrfmiddlewaretoken" not in html
    assert 'action="/i18n/setlang/"' in html
    assert " style=" not in html
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)


def relative_luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def tokens(theme):
    source = (STATIC / "scss/settings/_tokens.scss").read_text()
    body = re.search(rf"@mixin {theme} {{(.*?)\n}}", source, re.S).group(1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body))
    return {
        name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in found.items()
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "sunken"), ("ink-2", "grey-soft"), ("ink-3", "sunken"), ("jade", "surface"), ("on-jade", "jade"),
        ("jade", "jade-soft"), ("plum", "plum-soft"), ("on-plum", "plum"), ("mango-ink", "mango-soft"),
        ("red", "red-soft"), ("on-red", "red"), ("sky", "sky-soft"), ("leaf", "leaf-soft"), ("violet", "violet-soft"),
        ("inverse-accent", "ink"),
    ],
)  # fmt: skip
def test_text_can_be_read_on_its_ground(theme, text, ground):
    palette = tokens(theme)

    assert contrast(palette[text], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_border_of_a_control_can_be_seen(theme):
    palette = tokens(theme)

    assert contrast(palette["line-strong"], palette["surface"]) >= 3


def test_sizes_stay_within_their_budgets():
    sheet = gzip.compress((STATIC / "css/petbuddy.css").read_bytes(), 9)

    assert len(sheet) <= 16 * 1024
    assert (STATIC / "img/icons.svg").stat().st_size <= 12 * 1024


def test_the_language_switch_works_without_a_token():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/i18n/setlang/", {"language": "en", "next": "/pets/?species=cat"})

    assert response.url == "/pets/?species=cat"
    assert response.cookies["pb_lang"].value == "en"
