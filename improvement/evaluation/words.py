"""How are dates and numbers said in a self-evaluation?"""

from datetime import date

from improvement.rules.month import Month


def day_words(day: date | None, none: str = "") -> str:
    """A date as it is read out.

    >>> day_words(date(2017, 2, 22))
    '22 February 2017'
    """
    return f"{day.day} {Month.of(day).label}" if day else none


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "measure"), counted(2, "measure"), counted(0, "inquiry", "inquiries")
    ('1 measure', '2 measures', 'no inquiries')
    """
    return f"{number or 'no'} {noun if number == 1 else plural or noun + 's'}"


def paragraphs(text: str) -> tuple[str, ...]:
    """A text as it was typed, a paragraph for each line that holds something.

    >>> paragraphs("One.\\n\\n  Two. ")
    ('One.', 'Two.')
    """
    return tuple(line.strip() for line in text.splitlines() if line.strip())
