"""How do a council, its service areas and its people come to be, each with an entry?

These stand above history and the scorecard so that setting a council up is one transaction.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from improvement.councils.models import Council, Membership, Population, ServiceArea, User
from improvement.councils.roles import Role
from improvement.history.services import record, save


@transaction.atomic
def start_council(*, gss_code: str, by: User | None, name: str = "") -> Council:
    """Turn an authority of the register into a council that uses the product."""
    council = Council.objects.select_for_update().filter(gss_code=gss_code.strip()).first()
    if council is None:
        raise ValidationError(
            {"gss_code": f"No authority on the register has the code {gss_code}."}
        )
    known = {one.casefold() for one in (council.name, council.short_name, *council.other_names)}
    if name and name.casefold() not in known:
        raise ValidationError({"name": f"{gss_code} is {council.name}, not {name}."})
    if council.is_live:
        raise ValidationError({"gss_code": f"{council.name} already uses Improvement Journey."})
    council.is_live = True
    return save(council, by=by, verb="started")


@transaction.atomic
def add_areas(*, council: Council, names: Iterable[str], by: User | None) -> list[ServiceArea]:
    """Add service areas in the order given."""
    first = council.areas.count()
    return [
        save(
            ServiceArea(council=council, name=name, slug=slugify(name), position=position),
            by=by,
            verb="added",
        )
        for position, name in enumerate(names, start=first)
    ]


@transaction.atomic
def set_population(*, council: Council, year: int, children: int, by: User | None) -> Population:
    """Store an ONS mid-year estimate of children aged 0 to 17."""
    row = Population.objects.filter(council=council, year=year).first()
    row = row or Population(council=council, year=year)
    row.children = children
    return save(row, by=by, verb="set")


@transaction.atomic
def add_person(*, username: str, email: str, name: str, by: User | None) -> User:
    """Add a person who cannot sign in until they have set a password by mail."""
    person = User(username=username, email=email.strip().lower(), name=name)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    record(person, by=by, verb="added", after={"name": name, "email": person.email})
    return person


def person_for(*, email: str, name: str, by: User | None) -> User:
    """The person with this address, added if there is none yet."""
    email = email.strip().lower()
    known = User.objects.filter(email__iexact=email).first()
    return known or add_person(username=email[:150], email=email, name=name, by=by)


@transaction.atomic
def give_role(
    *,
    council: Council,
    user: User,
    role: Role,
    by: User | None,
    areas: Sequence[ServiceArea] = (),
) -> Membership:
    """Give a person a role at a council; an officer keys the areas named besides any before."""
    foreign = [area.name for area in areas if area.council_id != council.pk]
    if foreign:
        raise ValidationError({"areas": f"Not areas of {council}: {', '.join(foreign)}."})
    membership = Membership.objects.filter(council=council, user=user, role=role).first()
    membership = membership or Membership(council=council, user=user, role=role)
    membership.is_active = True
    save(membership, by=by, verb="given role")
    if areas and role == Role.OFFICER:
        membership.areas.add(*areas)
        told = {"areas": [area.name for area in areas]}
        record(membership, by=by, verb="given areas", after=told)
    return membership


@transaction.atomic
def invite(
    *,
    council: Council,
    name: str,
    email: str,
    role: str,
    areas: Iterable[ServiceArea],
    by: User,
) -> Membership:
    """Add a person with a role and, once that is stored, mail them how to begin."""
    person = person_for(email=email, name=name, by=by)
    membership = give_role(council=council, user=person, role=Role(role), areas=list(areas), by=by)
    transaction.on_commit(lambda: mail_invitation(membership), robust=True)
    return membership


def mail_invitation(membership: Membership) -> None:
    """Plain text, no figures: where to set a password and sign in."""
    person, council = membership.user, membership.council
    role = membership.get_role_display().lower()
    send_mail(
        f"{council.name}: you can now use Improvement Journey",
        f"Hello {person.name},\n\nYou have been added as {role} for {council.name}.\n\n"
        f"If you have no password yet, ask for one with this address at\n"
        f"{settings.SITE_URL}{reverse('account_reset_password')}\n\n"
        f"Then sign in at {settings.SITE_URL}{reverse('account_login')}\n",
        None,
        [person.email],
    )


@transaction.atomic
def end_role(*, membership: Membership, by: User | None, reason: str = "") -> Membership:
    """End a role; it stops at the person's next request. A council keeps one administrator."""
    others = Membership.objects.select_for_update().filter(
        council=membership.council, role=Role.ADMIN, is_active=True
    )
    if membership.role == Role.ADMIN and not others.exclude(pk=membership.pk).exists():
        raise ValidationError("A council keeps at least one administrator: add another first.")
    membership.is_active = False
    return save(membership, by=by, verb="ended role", reason=reason)


@transaction.atomic
def set_due_day(*, council: Council, due_working_day: int, by: User | None) -> Council:
    """Choose the working day on which months that are opened from now on are due."""
    held = Council.objects.select_for_update().get(pk=council.pk)
    if held.due_working_day == due_working_day:
        return held
    held.due_working_day = due_working_day
    return save(held, by=by, verb="changed the due day")
