"""A pledge's year as a chart: floor and stretch, what was expected month by month, what was reported, and how likely it
goes on from there, where that is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from duban.amounts import half_up
from duban.charts.palette import SCREEN, Palette
from duban.charts.parts import Option, apart, category_axis, frame, label, labelled, line, point, value_axis
from duban.periods import Month

_DIGITS = 4
_SIZE = 8
# About so many pixels lie between the lowest and the highest figure.
_TALL = 190


@dataclass(frozen=True, slots=True)
class Ahead:
    """The look ahead to the due month: the estimate and the ends of its interval."""

    due: Month
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """A pledge's figures in the unit that is shown: a month's value, what was expected by it, and its light's colour.

    A month without a figure is not in ``reported``: it is no nought. ``due`` ends the axis, which begins in January of
    the plan year. ``scale``: growth and rates, whose axis need not begin at nought.
    """

    year: int
    due: Month
    reported: Mapping[Month, float]
    expected: Mapping[Month, float] = field(default_factory=dict)
    colours: Mapping[Month, str] = field(default_factory=dict)
    floor: float | None = None
    stretch: float | None = None
    ahead: Ahead | None = None
    scale: bool = False

    @property
    def axis(self) -> tuple[Month, ...]:
        """The months from January to the due month."""
        first = Month(self.year, 1)
        return tuple(first.plus(at) for at in range(max(self.due.number - first.number, 0) + 1))


@dataclass(frozen=True, slots=True)
class PledgeWords:
    """The words of the chart, in the reader's language; ``floor`` and ``stretch`` with their figures."""

    describe: str
    unit: str
    reported: str
    expected: str
    floor: str
    stretch: str
    ahead: str


def pledge_chart(course: Course, words: PledgeWords, palette: Palette = SCREEN) -> Option:
    """The option: thin lines named where they end, and points in the colour of their month's light."""
    axis = course.axis
    return frame(words.describe, palette) | {
        "grid": {"left": 8, "right": 116, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": category_axis([str(month) for month in axis], palette) | {"boundaryGap": False},
        "yAxis": value_axis(words.unit, palette, scale=course.scale),
        "series": list(_series(course, words, palette)),
    }


def _series(course: Course, words: PledgeWords, palette: Palette) -> Iterator[Option]:
    levels = [(course.floor, words.floor, "solid"), (course.stretch, words.stretch, "dotted")]
    named = [(value, said) for value, said, _ in levels if value is not None]
    if course.ahead and course.reported:
        named.append((course.ahead.estimate, f"{words.ahead} {half_up(course.ahead.estimate, 2):g}"))
    lower = apart([value for value, _ in named], _span(course), _TALL)
    labels = [label(said, palette.quiet, lower=down) for (_, said), down in zip(named, lower, strict=True)]
    if course.ahead and course.reported:
        yield from _band(course, course.ahead, words, labels.pop(), palette)
    for value, said, dash in levels:
        if value is not None:
            data = labelled([_rounded(value)] * len(course.axis), labels.pop(0))
            yield line(said, data, palette.quiet, dash=dash)
    if course.expected:
        yield line(words.expected, _expected(course, words, palette), palette.quiet, dash="dashed")
    yield _reported(course, words, palette)


def _span(course: Course) -> float:
    ahead = (course.ahead.low, course.ahead.high) if course.ahead else ()
    levels = (value for value in (course.floor, course.stretch) if value is not None)
    values = [*course.reported.values(), *course.expected.values(), *levels, *ahead, *(() if course.scale else (0.0,))]
    return max(values, default=0.0) - min(values, default=0.0)


def _reported(course: Course, words: PledgeWords, palette: Palette) -> Option:
    last = max(course.reported, default=None)
    data: list[Option | None] = []
    for month in course.axis:
        value = _rounded(course.reported.get(month))
        if value is None:
            data.append(None)
            continue
        colour = palette.light(course.colours.get(month, ""))
        named = {"label": label(f"{words.reported} {value:g}", palette.ink, "top")} if month == last else {}
        data.append({"value": value, "itemStyle": {"color": colour}, **named})
    drawn = line(words.reported, data, palette.ink, width=2)
    return drawn | {"symbol": "circle", "symbolSize": _SIZE, "showAllSymbol": True, "z": 5}


def _band(course: Course, ahead: Ahead, words: PledgeWords, named: Option, palette: Palette) -> Iterator[Option]:
    """From the last figure to the due month: the interval as an area, the estimate as a line in it.

    ``ahead`` tells the page what it leaves out of a print.
    """
    last = max(course.reported)
    begun, steps = course.reported[last], max(ahead.due.number - last.number, 1)

    def towards(value: float) -> list[float | None]:
        gone = (min(month.number - last.number, steps) / steps for month in course.axis)
        return [None if share < 0 else _rounded(begun + (value - begun) * share) for share in gone]

    low, high = towards(ahead.low), towards(ahead.high)
    wide = [None if a is None or b is None else _rounded(b - a) for a, b in zip(low, high, strict=True)]
    bare = {"lineStyle": {"opacity": 0}, "stack": "ahead", "stackStrategy": "all", "ahead": True}
    yield line("", low, palette.band) | bare
    yield line("", wide, palette.band) | bare | {"areaStyle": {"color": palette.band, "opacity": 0.22}}
    yield line(words.ahead, labelled(towards(ahead.estimate), named), palette.band, dash="dashed") | {"ahead": True}


def _expected(course: Course, words: PledgeWords, palette: Palette) -> list[object]:
    """Named at its first month, on the side where the reported figure is not: it often ends at the floor."""
    first = min(course.expected)
    under = course.reported.get(first, course.expected[first]) > course.expected[first]
    told = label(words.expected, palette.quiet, "bottom" if under else "top")
    values = ((month, _rounded(course.expected.get(month))) for month in course.axis)
    return [point(value, told) if month == first else value for month, value in values]


def _rounded(value: float | None) -> float | None:
    return None if value is None else half_up(value, _DIGITS)
