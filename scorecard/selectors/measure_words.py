"""What does a measure's page say of its figures, in words?"""

from improvement.rules.direction import Direction
from improvement.rules.rag import Rag
from scorecard.selectors.measure_points import MeasurePoint
from scorecard.selectors.standing import Yardstick, target_of


def finding_of(yardstick: Yardstick, points: tuple[MeasurePoint, ...]) -> str:
    """What the chart shows, in one sentence.

    As in "72% in February 2017, inside 65%+; up from 52% at baseline."
    """
    if not points:
        return "No figures have been approved for this measure yet."
    last = points[-1]
    if last.value is None:
        return f"No figure for {last.month.label}: {last.reason}."
    parts = [place_of(yardstick, last), way_of(yardstick, last)]
    told = "; ".join(part for part in parts if part)
    return f"{last.text} in {last.month.label}{', ' + told if told else ''}."


def place_of(yardstick: Yardstick, point: MeasurePoint) -> str:
    """Where the last figure stands beside its target."""
    target = target_of(point.target)
    if target is None or point.value is None:
        return ""
    if point.rag is Rag.GREEN:
        return f"inside {target}"
    return f"{'short of' if target.is_below(point.value) else 'over'} {target}"


def way_of(yardstick: Yardstick, point: MeasurePoint) -> str:
    """Which way it has gone since the baseline."""
    direction = point.standing.on_baseline.direction
    baseline = yardstick.printed(yardstick.baseline)
    if direction is None:
        return ""
    if direction is Direction.STEADY:
        return f"steady on {baseline} at baseline"
    return f"{'up' if direction is Direction.INCREASING else 'down'} from {baseline} at baseline"
