"""Who does the work and who leads it, as a pack says it? Approved establishments only."""

from datetime import date

from improvement.councils.models import Council
from improvement.packs.builders.words import Content, number_text
from improvement.rules.month import Month
from workforce.selectors import LeadershipPage, WorkforcePage, leadership_page, workforce_page
from workforce.selectors.establishment import Line, RateRow


def workforce_content(council: Council, month: Month, today: date) -> Content:
    """The month's rates and establishment, and the leadership posts on the day. Queries: 6."""
    page = workforce_page(council, month)
    shown = page.is_keyed and page.is_approved
    return {
        "sentence": workforce_sentence(page),
        "rates": rates_content(page) if shown else [],
        "headings": list(page.headings),
        "lines": [line_content(line) for line in (*page.lines, *page.totals)] if shown else [],
        "leadership": leadership_content(leadership_page(council, today)),
    }


def workforce_sentence(page: WorkforcePage) -> str:
    """Which establishment this is, or why there is none."""
    if not page.is_keyed:
        return f"No establishment has been returned for {page.month.label}."
    if not page.is_approved:
        return f"The establishment for {page.month.label} is not approved yet, so it is not shown."
    return f"Establishment at the end of {page.month.label}, full-time equivalents."


def rates_content(page: WorkforcePage) -> list[Content]:
    """Each rate with the two numbers behind it."""
    return [
        {
            "name": row.name,
            "text": row.text,
            "value": number_text(row.rate.value),
            "unit": row.rate.unit.value,
            "parts": row.parts,
            "definition": row.definition,
            "note": note_on(row),
        }
        for row in page.rates
    ]


def note_on(row: RateRow) -> str:
    """What a reader must know about a rate: that it could not be worked out, or that it differs."""
    if row.missing:
        return f"Not worked out: {', '.join(row.missing)}"
    return "" if row.is_published else row.standing


def line_content(line: Line) -> Content:
    """One line of the establishment."""
    return {
        "team": line.team,
        "role": line.role,
        "cells": list(line.cells),
        "is_total": line.is_total,
    }


def leadership_content(page: LeadershipPage) -> Content:
    """Every leadership post: how it is held, since when and for how long."""
    return {
        "sentence": leadership_sentence(page),
        "counts": [{"word": one.word, "number": one.number} for one in page.counts],
        "posts": [
            {
                "title": post.title,
                "tier": post.tier,
                "standing": post.word,
                "since": post.since,
                "length": post.length,
                "coming": post.coming,
            }
            for post in page.posts
        ],
    }


def leadership_sentence(page: LeadershipPage) -> str:
    """The posts in one sentence, none included."""
    if not page.posts:
        return "No leadership posts have been recorded."
    settled = sum(post.is_settled for post in page.posts)
    return f"{settled} of {len(page.posts)} leadership posts are held permanently."
