"""What may a council aim for on a measure, and how does it stand in print?

One place for every way in: the forms, what the demo and `new_council` load, and what is stored.
"""

from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError

from improvement.rules.direction import Polarity
from improvement.rules.target import Target as Aim
from improvement.rules.target import TargetError
from improvement.rules.value import Unit

NOT_PERCENT = "This measure is not a percentage, so its {} takes no % sign."
OVER_HUNDRED = "A percentage is never more than 100."
NEVER_MET = "No figure could meet {}."
USUAL_REASON = "The catalogue’s usual target."
HUNDRED = Decimal(100)


def aim_of(text: str, unit: Unit | None, polarity: str = "") -> str:
    """A target as it is printed; a percentage's is told as one even where the sign was left out.

    Refused where no figure could meet it, and where it asks for the worse of the two ways. While
    the unit is not known yet, it is read as it was typed.
    """
    try:
        typed = Aim.parse(text)
    except TargetError as error:
        raise ValidationError(error.message) from error
    if unit and typed.is_percent and unit is not Unit.PERCENT:
        raise ValidationError(NOT_PERCENT.format("target"))
    aim = replace(typed, is_percent=unit is Unit.PERCENT) if unit else typed
    refuse_unmeetable(aim)
    refuse_backward(aim, polarity)
    return str(aim)


def refuse_unmeetable(aim: Aim) -> None:
    """Figures are never below nought, and percentages never above a hundred."""
    if aim.is_percent and max(aim.lower or 0, aim.upper or 0) > HUNDRED:
        raise ValidationError(OVER_HUNDRED)
    over = aim.is_percent and aim.lower_strict and aim.lower == HUNDRED
    if over or (aim.upper_strict and aim.upper == 0):
        raise ValidationError(NEVER_MET.format(aim))


def refuse_backward(aim: Aim, polarity: str) -> None:
    """A bound on the good side alone would rate the best figures red: a slip of the sign."""
    if aim.is_two_sided or polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return
    if (aim.lower is None) is (polarity == Polarity.HIGHER):
        turned = replace(
            aim,
            lower=aim.upper,
            lower_strict=aim.upper_strict,
            upper=aim.lower,
            upper_strict=aim.lower_strict,
        )
        good = Polarity(polarity).label.lower()
        told = f"For this measure {good}, so {aim} would rate its best figures red. Write {turned}."
        raise ValidationError(told)
