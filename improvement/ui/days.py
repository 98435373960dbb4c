"""How is the distance to a date said?"""

from datetime import date


def days_words(day: date, today: date) -> str:
    """Due today, due in 3 days, 2 days late."""
    days = (day - today).days
    if days == 0:
        return "Due today"
    number = f"{abs(days)} day" + ("" if abs(days) == 1 else "s")
    return f"Due in {number}" if days > 0 else f"{number} late"
