"""A row as a line: small beside its cells, large on its own page. No database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from integrative.ui.days import work_day_in_full
from integrative.ui.line_charts import Axis, Band, LineChart, Spot, line_chart, line_spark
from integrative.ui.numbers import plain_number

from .series import Point, Series, Way
from .span import Span
from .treatment import Mark


def spark_of(series: Series, span: Span) -> LineChart:
    spots = _spots(series, span)
    return line_spark(
        spots, _axis(series, spots), first=span.start, last=span.until, missed=series.missed.keys()
    )


def chart_of(series: Series, span: Span, plan_start: date | None, marks: Sequence[Mark]) -> LineChart:
    """With levels, the goal, the stretch that counts as unchanged, and the marks of treatment."""
    spots = _spots(series, span)
    return line_chart(
        spots,
        _axis(series, spots),
        first=span.start,
        last=span.until,
        today=span.today,
        spoken=spoken(series, span, plan_start),
        missed=series.missed.keys(),
        goal=series.aim.goal if series.aim else None,
        bands=_bands(series, plan_start),
        events=[(mark.day, mark.short) for mark in marks],
    )


def spoken(series: Series, span: Span, plan_start: date | None) -> str:
    """The finding in a sentence, for those who do not see the line."""
    known = [point for point in series.known(span.until) if point.day >= span.start]
    way = {Way.UP_IS_WORSE: ", higher is worse", Way.UP_IS_BETTER: ", higher is better"}
    name = f"{series.name}, {series.scale.unit}{way.get(series.scale.way, '')}"
    if not known:
        return f"{name}: no value in these weeks."
    told = [known[0], known[-1]] if len(known) > 1 else known
    said = [f"{point.text} on {work_day_in_full(point.day, today=span.today)}" for point in told]
    change = series.change_since_baseline(plan_start, span.until) or series.change_since_last(span.until)
    if change:
        said.append(change.in_words(span.today))
    return f"{name}: {', '.join(said)}.{_goal(series, known[-1])}"


def _goal(series: Series, last: Point) -> str:
    if not series.aim or series.aim.goal is None or last.number is None:
        return ""
    goal, more = series.aim.goal, series.scale.way is Way.UP_IS_BETTER
    reached = last.number >= goal if more else last.number <= goal
    edge, stands = "more" if more else "less", "reached" if reached else "not reached yet"
    return f" Goal {plain_number(goal)} or {edge} {stands}."


def _spots(series: Series, span: Span) -> list[Spot]:
    return [
        Spot(point.day, point.number, is_high=point.tone == "severe")
        for point in series.points
        if span.start <= point.day <= span.until
    ]


def _axis(series: Series, spots: Sequence[Spot]) -> Axis:
    """That of the scale; else one around the numbers, the goal and the usual range."""
    scale = series.scale
    if scale.bounds:
        low, high = scale.bounds
        return Axis(Decimal(low), Decimal(high), tuple(Decimal(line) for line in scale.lines))
    numbers = [spot.number for spot in spots if spot.number is not None]
    numbers += [edge for edge in scale.usual if edge is not None]
    numbers += [series.aim.goal] if series.aim and series.aim.goal is not None else []
    return Axis.around(numbers or [Decimal(0), Decimal(1)])


def _bands(series: Series, plan_start: date | None) -> list[Band]:
    scale = series.scale
    found = [Band(css, Decimal(low), Decimal(high)) for css, low, high in scale.zones]
    low, high = scale.usual
    if low is not None and high is not None:
        found.append(Band("usual", low, high))
    base = series.baseline(plan_start)
    if scale.meaningful and base and base.number is not None:
        found.append(Band("unchanged", base.number - scale.meaningful, base.number + scale.meaningful))
    return found
