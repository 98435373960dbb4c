"""Which pages list, show, prepare, approve and hand out packs?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import APPROVE_PACKS, BUILD_PACKS, READ_PACKS
from improvement.packs import services
from improvement.packs.exporters import FORMATS, file_name
from improvement.packs.forms import DeedForm, FreezeForm, PackForm
from improvement.packs.models import Pack, PackVersion
from improvement.packs.selectors import (
    first_choice,
    listed,
    pack_page,
    readable_packs,
    readable_versions,
)
from improvement.ui.editing import edit_page

Crumbs = list[tuple[str, str]]


def crumbs(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to the packs and on."""
    overview = (council.called, council.get_absolute_url())
    return [overview, ("Packs", reverse("packs:pack-list", args=[council.slug])), *rest]


def pack_of(request: HttpRequest, council: Council, pk: int) -> Pack:
    """A pack that the reader may see, or 404: an unissued one does not exist for readers."""
    packs = readable_packs(council, builds=request.access.has(BUILD_PACKS))
    known = packs.select_related("council", "meeting__board", "created_by", "approved_by")
    return get_object_or_404(known, pk=pk)


@council_role(*READ_PACKS)
@require_safe
def pack_list(request: HttpRequest, council: Council) -> HttpResponse:
    builds = request.access.has(BUILD_PACKS)
    context = {
        "packs": listed(readable_packs(council, builds=builds)),
        "builds": builds,
        "crumbs": [*crumbs(council)[:1], ("Packs", "")],
    }
    return render(request, "packs/pack_list.html", context)


@council_role(*BUILD_PACKS)
def pack_add(request: HttpRequest, council: Council) -> HttpResponse:
    form = PackForm(request.POST or None, council=council, initial=first_choice(council))

    def start(**typed: Any) -> Pack:
        return services.start_pack(council=council, by=request.user, **typed)

    return edit_page(
        request, form, start,
        done="The pack has been started. Read it through, then freeze its first version.",
        title="Start a board pack",
        intro="It takes the month's approved figures, and the plan, findings, workforce and "
        "decisions as they stand on the day a version is frozen.",
        submit="Start pack",
        crumbs=crumbs(council, ("Start", "")),
        cancel_href=reverse("packs:pack-list", args=[council.slug]),
    )  # fmt: skip


@council_role(*READ_PACKS)
@require_safe
def pack_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    pack, builds = pack_of(request, council, pk), request.access.has(BUILD_PACKS)
    page = pack_page(pack, builds=builds, today=timezone.localdate())
    may_approve = request.access.has(APPROVE_PACKS) and services.may_approve(pack, request.user)
    context = {
        "page": page,
        "pack": pack,
        "builds": builds,
        "may_approve": may_approve,
        "crumbs": crumbs(council, (str(pack), "")),
    }
    return render(request, "packs/pack_detail.html", context)


@council_role(*BUILD_PACKS)
def pack_freeze(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    pack = pack_of(request, council, pk)
    last = services.newest(pack)
    form = FreezeForm(request.POST or None, pack=pack, is_first=last is None)

    def freeze(**typed: Any) -> Pack:
        return services.freeze_version(pack=pack, by=request.user, **typed).pack

    return edit_page(
        request, form, freeze,
        done="The version has been frozen.",
        title=f"Freeze version {last.number + 1 if last else 1}",
        intro="A frozen version never changes: its content, its checksum and its files stay as "
        "they are. It takes everything as it stands now.",
        submit="Freeze version",
        crumbs=crumbs(council, (str(pack), pack.get_absolute_url()), ("Freeze", "")),
        cancel_href=pack.get_absolute_url(),
    )  # fmt: skip


def moved_on(
    request: HttpRequest, pack: Pack, service: Callable[..., Pack], told: str
) -> HttpResponse:
    """Do one deed and go back to the pack, saying what came of it."""
    form = DeedForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Read the pack as it is now, then choose again.")
        return redirect(pack)
    try:
        service(pack=pack, by=request.user, version=form.cleaned_data["version"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told)
    return redirect(pack)


@council_role(*BUILD_PACKS)
@require_POST
def pack_review(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    pack = pack_of(request, council, pk)
    return moved_on(request, pack, services.send_for_review, "The pack is in review.")


@council_role(*APPROVE_PACKS)
@require_POST
def pack_approve(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    pack = pack_of(request, council, pk)
    return moved_on(request, pack, services.approve_pack, "You have approved the pack.")


@council_role(*APPROVE_PACKS)
@require_POST
def pack_issue(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    pack = pack_of(request, council, pk)
    told = "The pack has been issued: board members can read it now."
    return moved_on(request, pack, services.issue_pack, told)


@council_role(*READ_PACKS)
@require_safe
def pack_download(request: HttpRequest, council: Council, pk: int, format: str) -> HttpResponse:
    """A file of the newest version the reader may see, or of the version asked for."""
    kind = FORMATS.get(format)
    if kind is None:
        raise Http404("Packs have no such file.")
    version = version_of(request, pack_of(request, council, pk))
    response = HttpResponse(kind.write(version.content), content_type=kind.content_type)
    name = file_name(version.content, kind.ending)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def version_of(request: HttpRequest, pack: Pack) -> PackVersion:
    """The version that was asked for among those the reader may see, else the newest of them."""
    versions = readable_versions(pack, builds=request.access.has(BUILD_PACKS))
    asked = request.GET.get("version", "")
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) <= 5):
            raise Http404("No such version.")
        versions = versions.filter(number=int(asked))
    version = versions.first()
    if version is None:
        raise Http404("Nothing of this pack is frozen yet.")
    return version
