"""What does the whole site promise, address by address and person by person?"""

import ast
import inspect
import sys
from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from improvement.councils.roles import Role
from tests.builders import make_council, make_member, make_user
from tests.policy import ACROSS, EVERYONE, OPEN, OWN, POLICY, Rule
from tests.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory_files")]

CANARY = "zanzibar"
# Who may open what is decided alike on every engine: on a second one, who may do most and least.
ROLES = sorted(EVERYONE) if connection.vendor == "sqlite" else ["improvement", "viewer"]
NOT_REFUSED = {200, 302, 409, 422}
# What a visit may leave behind: that someone is signed in, and what the throttle counts.
NOT_WATCHED = {Session._meta.db_table, "journey_cache", "councils_user"}


def addresses(
    resolver: URLResolver, space: str = "", before: str = ""
) -> Iterator[tuple[str, URLPattern, str]]:
    """Every named address of the site."""
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one, inner, path)
        else:
            yield f"{space}{one.name}", one, path


@pytest.fixture
def world(db) -> World:
    return make_world(make_council("Testham"), "ours")


@pytest.fixture
def elsewhere(db) -> World:
    return make_world(make_council("Elsewhere"), CANARY)


def href(name: str, rule: Rule, world: World) -> str:
    kwargs = world.keys[rule.uses] if rule.uses else {}
    return reverse(name, kwargs={"council": world.council.slug, **kwargs})


def client_for(world: World, role: str) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(world.people[role])
    return client


def test_every_address_has_a_rule():
    named = {name for name, _, _ in addresses(get_resolver())}
    assert named == set(POLICY) | OPEN | OWN


def test_every_view_is_guarded():
    guards = {
        name: getattr(one.callback, "guard", None) for name, one, _ in addresses(get_resolver())
    }
    assert {name for name, guard in guards.items() if guard == "council_role"} == set(POLICY)
    own = {name for name in OWN if not name.startswith("account_")}
    assert {guards[name] for name in own} == {"signed_in"}
    ours = {name for name in OPEN if not name.startswith("account_")}
    assert {guards[name] for name in ours} == {"public"}


def test_every_view_is_short():
    """Twenty lines from `def` on, and as many for each step that a view hands its request to."""
    named = {one.callback.__module__ for _, one, _ in addresses(get_resolver())}
    ours = {name for name in named if not name.startswith(("django.", "allauth."))}
    lengths = {
        (name, one.name): one.end_lineno - one.lineno + 1
        for name in ours
        for one in ast.walk(ast.parse(inspect.getsource(sys.modules[name])))
        if isinstance(one, ast.FunctionDef) and takes_request(one)
    }
    assert ("improvement.plans.views", "action_add") in lengths
    assert {view: lines for view, lines in lengths.items() if lines > 20} == {}


def takes_request(function: ast.FunctionDef) -> bool:
    return any(given.arg == "request" for given in function.args.args)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_and_sends_only_what_the_table_says(world, role):
    client = client_for(world, role)
    wrong = []
    for name, rule in POLICY.items():
        address = href(name, rule, world)
        for method, roles in (("get", rule.get), ("post", rule.post)):
            response = getattr(client, method)(address)
            code = response.status_code
            if roles is None:
                as_told = code in {403, 405}
            else:
                as_told = code in NOT_REFUSED if role in roles else code == 403
            if not as_told or is_lost(response):
                wrong.append((method, name, code))
    assert wrong == []


def is_lost(response: HttpResponseBase) -> bool:
    """Is it a page with a place for the way here, and no step in it?"""
    page = b"" if response.streaming else response.content
    return b'aria-label="Breadcrumb"' in page and b"govuk-breadcrumbs__list-item" not in page


def test_outsiders_are_told_nothing_is_there(world, elsewhere):
    outsider, unknown = Client(), Client()
    outsider.force_login(elsewhere.people["improvement"])
    found = [
        (method, name, code)
        for name, rule in POLICY.items()
        for method, roles in (("get", rule.get), ("post", rule.post))
        if roles is not None
        for code in [getattr(outsider, method)(href(name, rule, world)).status_code]
        if code != 404
    ]
    assert found == []
    for name, rule in POLICY.items():
        response = unknown.get(href(name, rule, world))
        assert response.status_code in {302, 405}, name
        if response.status_code == 302:
            assert response.url.startswith(reverse("account_login")), name


def test_what_strangers_send_is_held_for_them_and_changes_nothing(world):
    """Someone whose session has ended keeps what was typed; nothing reaches the council."""
    unknown, before = Client(), database_hash()
    for name, rule in POLICY.items():
        response = unknown.post(href(name, rule, world), {"text": "typed words"})
        assert response.status_code in {401, 405}, name
        if response.status_code == 401:
            page = response.content.decode()
            assert "typed words</textarea>" in page, name
            assert world.word not in page.replace(href(name, rule, world), ""), name
    assert database_hash() == before


def test_another_councils_keys_open_nothing(world, elsewhere):
    """A member of ours who puts the key of another council's object into our address."""
    found = []
    for name, rule in POLICY.items():
        keys = elsewhere.keys[rule.uses] if rule.uses else {}
        if "pk" not in keys:
            continue
        address = reverse(name, kwargs={"council": world.council.slug, **keys})
        for role in sorted((rule.get or rule.post) - {"officer"}):
            for method in ("get", "post"):
                code = getattr(client_for(world, role), method)(address).status_code
                if code not in {403, 404, 405}:
                    found.append((method, name, role, code))
    assert found == []


@pytest.mark.parametrize("role", ROLES)
def test_no_word_of_another_council_is_shown(world, elsewhere, role):
    client = client_for(world, role)
    suffixes = ("", "?format=csv", "?format=xlsx", f"?q={CANARY[:4]}&sort=-title&page=2")
    leaks = [
        (name, suffix)
        for name, rule in POLICY.items()
        if rule.get is not None
        for suffix in suffixes
        for response in [client.get(href(name, rule, world) + suffix)]
        if CANARY.encode() in b"".join(response).replace(suffix.encode(), b"")
    ]
    assert leaks == []


def across(world: World) -> list[str]:
    """The addresses that show all of a person's councils."""
    return [reverse(name, kwargs=world.keys[uses] if uses else {}) for name, uses in ACROSS.items()]


@pytest.mark.parametrize("role", ROLES)
def test_pages_across_councils_show_only_ones_own(world, elsewhere, role):
    client = client_for(world, role)
    for address in across(world):
        for query in ("", "?format=csv", "?format=xlsx", "?region=Test+region&sort=reds&page=2"):
            response = client.get(address + query)
            body = b"".join(response)
            assert response.status_code == 200, address
            for word in (CANARY, elsewhere.council.name, elsewhere.council.slug):
                assert word.encode() not in body, (address, query)
        assert client.post(address).status_code == 405


def test_pages_across_councils_are_not_there_for_people_of_none(world):
    nobody, unknown = Client(), Client()
    nobody.force_login(make_user())
    for address in across(world):
        assert nobody.get(address).status_code == 404
        assert unknown.get(address).url.startswith(reverse("account_login"))
        assert unknown.post(address).status_code in {401, 405}


def test_a_member_of_both_sees_both(world, elsewhere):
    """The negative control: the same pages do show another council to one of its people."""
    make_member(elsewhere.council, Role.VIEWER, world.people["viewer"])
    for address in across(world):
        assert elsewhere.council.name in client_for(world, "viewer").get(address).content.decode()


@pytest.mark.parametrize("address", ["/compare/", "/compare/SH1/"])
def test_no_query_string_is_a_fault_across_councils(world, address):
    for query in QUERIES:
        assert client_for(world, "viewer").get(address + query).status_code == 200, query


def test_the_canary_can_be_seen_where_it_lives(elsewhere):
    """The negative control: the same sweep finds the word in its own council."""
    client = client_for(elsewhere, "improvement")
    assert (
        CANARY.encode()
        in client.get(reverse("inspections:finding-list", args=[elsewhere.council.slug])).content
    )


def database_hash() -> dict[str, list[tuple]]:
    """Every row of every table that a visit must not change."""
    tables = set(connection.introspection.table_names()) - NOT_WATCHED
    with connection.cursor() as cursor:
        rows = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = sorted(map(repr, cursor.fetchall()))
        return rows


def test_reading_changes_nothing(world):
    clients = {role: client_for(world, role) for role in ROLES}
    before = database_hash()
    for name, rule in POLICY.items():
        for client in clients.values():
            client.get(href(name, rule, world))
            client.head(href(name, rule, world))
    assert database_hash() == before


QUERIES = [
    "?page=-1", "?page=" + "9" * 400, "?per_page=100000", "?per_page=-1", "?sort=%00",
    "?sort=-nothing,also", "?month=2026-13", "?status=" + "x" * 3000,
    "?finding=999999999999999999999",
    "?format=exe", "?rag=purple&group=%F0%9F%A6%86", "?priority=abc&measure=abc&board=abc",
    "?overdue=on&mine=on&mine=on", "?a[]=1&a[]=2&=&&&", "?q=%27%22%3Cscript%3E",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_no_query_string_is_a_fault(world, query):
    client = client_for(world, "improvement")
    for name, rule in POLICY.items():
        if rule.get is not None:
            code = client.get(href(name, rule, world) + query).status_code
            assert code in {200, 302, 400, 403, 404}, name


@pytest.mark.parametrize("month", ["2026-13", "0000-00", "9999-12", "2026-1", "later"])
def test_a_month_that_does_not_exist_is_not_found(world, month):
    for part in ("scorecard", "returns", "workforce"):
        address = f"/councils/{world.council.slug}/{part}/{month}/"
        assert client_for(world, "lead").get(address).status_code in {200, 404}, address


def test_private_pages_are_kept_out_of_caches_and_frames(world):
    response = client_for(world, "board").get(
        reverse("council-overview", args=[world.council.slug])
    )
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "same-origin"


def test_a_body_that_is_too_big_is_refused_in_words(world, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client_for(world, "improvement").post(
        reverse("inspections:finding-add", args=[world.council.slug]),
        "text=" + "x" * 5000,
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 413
    assert "too much" in response.content.decode().lower()
