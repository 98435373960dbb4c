"""Which page answers which address of leadership posts?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY
from improvement.history.selectors import timeline_of
from improvement.ui.csvout import csv_response
from improvement.ui.editing import edit_page
from workforce import services
from workforce.forms import PostForm, TenureForm
from workforce.models import LeadershipPost, Tenure
from workforce.selectors.leadership import CSV_HEADER, leadership_page, post_of
from workforce.selectors.spans import span_chart

Crumbs = list[tuple[str, str]]


def crumbs_to(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to leadership and on; the last step is where one is, and leads nowhere."""
    workforce = reverse("workforce:workforce-latest", args=[council.slug])
    leadership = reverse("workforce:leadership-list", args=[council.slug]) if rest else ""
    way = [("Workforce", workforce), ("Leadership", leadership)]
    return [(council.called, council.get_absolute_url()), *way, *rest]


def post_in(council: Council, pk: int) -> LeadershipPost:
    """One of the council's posts, or 404."""
    posts = LeadershipPost.objects.select_related("council")
    return get_object_or_404(posts, council=council, pk=pk)


def href_of(post: LeadershipPost) -> str:
    """Where a post is."""
    return reverse("workforce:post-detail", args=[post.council.slug, post.pk])


@require_safe
@council_role(*SEE_JOURNEY)
def leadership_list(request: HttpRequest, council: Council) -> HttpResponse:
    """Who leads the service, on screen or as CSV."""
    page = leadership_page(council, timezone.localdate())
    if request.GET.get("format") == "csv":
        return csv_response(f"{council.slug}-leadership", CSV_HEADER, page.csv_rows())
    context = {
        "page": page,
        "chart": span_chart(page),
        "may_edit": request.access.has(EDIT_JOURNEY),
        "crumbs": crumbs_to(council),
    }
    return render(request, "workforce/leadership_list.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def post_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """One post: everyone's terms in it, by date."""
    post = post_in(council, pk)
    row = post_of(post, timezone.localdate())
    context = {
        "post": row,
        "summary": row.summary,
        "may_edit": request.access.has(EDIT_JOURNEY),
        "events": timeline_of(post),
        "crumbs": crumbs_to(council, (post.title, "")),
    }
    return render(request, "workforce/post_detail.html", context)


@council_role(*EDIT_JOURNEY)
def post_add(request: HttpRequest, council: Council) -> HttpResponse:
    """Add a post."""
    last = LeadershipPost.objects.filter(council=council).count() + 1
    fresh = LeadershipPost(council=council, position=last)
    form = PostForm(request.POST or None, instance=fresh)

    def save(**typed: Any) -> str:
        return href_of(services.add_post(council=council, by=request.user, **typed))

    return edit_page(
        request, form, save, done="The post has been added. Now say who holds it.",
        title="Add a leadership post", submit="Add post", crumbs=crumbs_to(council, ("Add", "")),
        cancel_href=reverse("workforce:leadership-list", args=[council.slug]),
    )  # fmt: skip


@council_role(*EDIT_JOURNEY)
def post_edit(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Rename, move or close a post."""
    post = post_in(council, pk)
    here = href_of(post)
    form = PostForm(request.POST or None, instance=post)

    def save(**typed: Any) -> str:
        services.edit_post(post=post, by=request.user, **typed)
        return here

    return edit_page(
        request, form, save, done="The post has been changed.", title="Change the post",
        crumbs=crumbs_to(council, (post.title, here), ("Change", "")), cancel_href=here,
    )  # fmt: skip


@council_role(*EDIT_JOURNEY)
def tenure_add(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Record that a post has changed hands."""
    post = post_in(council, pk)
    here = href_of(post)
    fresh = Tenure(council=council, post=post)
    form = TenureForm(request.POST or None, instance=fresh)

    def save(**typed: Any) -> str:
        services.add_tenure(post=post, by=request.user, **typed)
        return here

    return edit_page(
        request, form, save, done="The change has been recorded.", title="Record a change",
        intro=post.title, submit="Record change", cancel_href=here,
        crumbs=crumbs_to(council, (post.title, here), ("Record a change", "")),
    )  # fmt: skip


@council_role(*EDIT_JOURNEY)
def tenure_edit(request: HttpRequest, council: Council, post: int, pk: int) -> HttpResponse:
    """Put one stretch right."""
    known = Tenure.objects.select_related("post", "council").filter(post=post)
    tenure = get_object_or_404(known, council=council, pk=pk)
    here = href_of(tenure.post)
    form = TenureForm(request.POST or None, instance=tenure)

    def save(**typed: Any) -> str:
        services.edit_tenure(tenure=tenure, by=request.user, **typed)
        return here

    return edit_page(
        request, form, save, done="The dates have been corrected.", title="Correct these dates",
        intro=tenure.post.title, cancel_href=here,
        crumbs=crumbs_to(council, (tenure.post.title, here), ("Correct", "")),
    )  # fmt: skip
