"""How do two people who add to one council at once keep out of each other's way?"""

from improvement.councils.models import Council


def hold(council: Council) -> None:
    """One writer at a time for what is numbered within a council: no two take the same number."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
