"""Which letters have been uploaded and wait to be checked and confirmed?"""

from collections.abc import Collection, Iterable

from improvement.ui.tasks import Task
from inspections.models import Letter

MOST = 20


def letter_tasks(councils: Collection[int]) -> Iterable[tuple[int, Task]]:
    """Each draft, the one that has waited longest first. Queries: 1."""
    if not councils:
        return
    drafts = Letter.objects.filter(council_id__in=councils, status=Letter.Status.DRAFT)
    rows = drafts.select_related("council").defer("reading", "draft").order_by("uploaded_at", "id")
    for letter in rows[:MOST]:
        title = f"Check and confirm the letter {letter.filename}"
        yield letter.council_id, Task(title, letter.get_absolute_url(), "To be checked")
