"""The nineteen measures of the table published in February 2017, as our own facts.

Each: code, unit, baseline, expected change, polarity, target, the months to February 2017,
and the direction on baseline that was published.
"""

from improvement.councils.models import ServiceArea
from improvement.rules.direction import Direction
from improvement.rules.month import Month
from scorecard.models import AdoptedMeasure
from tests.scorecard.charted import adopt, give

FEBRUARY = Month(2017, 2)
UP, DOWN, FLAT = Direction.INCREASING, Direction.DECREASING, Direction.STEADY
ROWS = (
    ("FD3", "rate_10k", 689, "steady", "range", "575 to 695", (698, 703, 692, 683), FLAT),
    ("FD5", "percent", 65, "increase", "higher", ">90%", (73, 82, 89, 92), UP),
    ("FD6", "percent", 13, "increase", "higher", ">30%", (16, 28, 11, 21), UP),
    ("FD7", "percent", 12, "decrease", "lower", "<10%", (7, 6, 4, 3), DOWN),
    ("FD8", "percent", 54, "decrease", "lower", "<45%", (54, 44, 56, 36), DOWN),
    ("FD4", "percent", 16, "steady", "range", "14% to 21%", (15, 15, 15, 15), FLAT),
    ("CP5", "percent", 62, "increase", "higher", "85%+", (61, 62, 62, 62), FLAT),
    ("CP3", "count", 270, "steady_or_decrease", "range", "210 to 260", (296, 318, 309, 328), UP),
    ("CP6", "percent", 76, "increase", "higher", "95%+", (74, 73, 68, 67), DOWN),
    ("CP8", "percent", 15, "steady", "range", "10% to 20%", (16, 16, 16, 15), FLAT),
    ("WF6-AST", "count", 1230, "decrease", "range", "1050 to 1150", (1271, 1317, 1195, 1124),
     DOWN),
    ("WF5", "percent", 42, "decrease", "lower", "<5%", (48, 41, 32, 19), DOWN),
    ("WF6-ALL", "count", 1803, "decrease", "range", "1600 to 1700", (1847, 1876, 1800, 1809),
     DOWN),
    ("WF7", "percent", 52, "increase", "higher", "65%+", (60, 72), UP),
    ("CP7", "percent", 60, "increase", "higher", "95%+", (69, 85), UP),
    ("CL4-1M", "percent", 55, "increase", "higher", "80%+", (71, 78), UP),
    ("CL4-2M", "percent", 89, "increase", "higher", "95%+", (96, 97), UP),
    ("CL5-1M", "percent", 57, "increase", "higher", "75%+", (64, 59), FLAT),
    ("CL5-2M", "percent", 100, "steady", "higher", "95%+", (97, 93), FLAT),
)  # fmt: skip


def make_nineteen(area: ServiceArea) -> list[AdoptedMeasure]:
    """The table as approved figures, the published labels beside them."""
    made = []
    for code, unit, baseline, expected, polarity, target, values, printed in ROWS:
        measure = adopt(
            area,
            code,
            unit=unit,
            baseline=baseline,
            expected_change=expected,
            polarity=polarity,
            target=target,
        )
        for back, value in enumerate(reversed(values)):
            last = {"printed_direction": printed} if back == 0 else {}
            give(measure, FEBRUARY.plus(-back), value, **last)
        made.append(measure)
    return made
