"""How do tests make councils and people? Plain functions with sensible defaults."""

from itertools import count

from improvement.councils.models import Council, Membership, ServiceArea, User
from improvement.councils.roles import Role

numbers = count(1)


def make_council(name: str = "", **fields) -> Council:
    number = next(numbers)
    name = name or f"Testham {number}"
    fields = {
        "slug": name.lower().replace(" ", "-"),
        "gss_code": f"X{number:08d}",
        "dfe_number": f"T{number:02d}"[-3:],
        "region": "Test region",
        "kind": "Unitary authority",
        "is_live": True,
        **fields,
    }
    return Council.objects.create(name=name, **fields)


def make_user(username: str = "", **fields) -> User:
    username = username or f"person-{next(numbers)}"
    fields = {"email": f"{username}@people.example", "name": username.title(), **fields}
    user = User(username=username, **fields)
    user.set_unusable_password()
    user.save()
    return user


def make_area(council: Council, name: str = "Front door", **fields) -> ServiceArea:
    fields = {"slug": name.lower().replace(" ", "-"), "position": next(numbers), **fields}
    return ServiceArea.objects.create(council=council, name=name, **fields)


def make_member(
    council: Council, role: Role, user: User | None = None, areas: tuple[ServiceArea, ...] = ()
) -> User:
    user = user or make_user()
    membership = Membership.objects.create(council=council, user=user, role=role)
    membership.areas.set(areas)
    return user
