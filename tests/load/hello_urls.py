"""The site's addresses and one page more: signed in, it extends the base and says nothing else."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.django import Template
from django.urls import path

from improvement.councils.access import signed_in
from improvement.urls import *  # noqa: F403 - the same site, and its handlers
from improvement.urls import urlpatterns as site

WORDS = '{% extends "base.html" %}{% block main %}<h1>Hello</h1>{% endblock %}'


@cache
def template() -> Template:
    return engines["django"].from_string(WORDS)


@signed_in
def hello(request: HttpRequest) -> HttpResponse:
    """The yardstick: session and person from the database, the frame of every page."""
    return HttpResponse(template().render({}, request))


urlpatterns = [path("hello/", hello, name="hello"), *site]
