"""What the page of a follow-up shows beside its form. Facts come in; nothing here asks the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from integrative.ui.charts import Chart, sparkline
from integrative.ui.charts import Reading as ScoreReading
from integrative.ui.days import work_day
from integrative.ui.value_charts import VALUE_SPARK, Value, ValueChart, value_trend
from symptoms.models import ProductUse

from .compare import Course
from .models import CheckIn, Measure
from .services.check_in import monday_of

MOST_WEEKS = 12
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class StripRow:
    """A measure in the compare strip; `chart` is None until there is a reading to draw."""

    course: Course
    chart: Chart | ValueChart | None


def strip(courses: Iterable[Course], today: date) -> list[StripRow]:
    """One row for each measure of the plan."""
    return [StripRow(course, _spark(course, today)) for course in courses]


def _spark(course: Course, today: date) -> Chart | ValueChart | None:
    readings = course.all_readings
    if not readings:
        return None
    if course.measure == Measure.SCORE:
        return sparkline(course.name, [ScoreReading(each.on, each.value) for each in readings])
    values = [Value(each.on, Decimal(each.value)) for each in readings]
    return value_trend(course.name, course.unit, values, today=today, frame=VALUE_SPARK)


@dataclass(frozen=True)
class Week:
    """A week since the plan counts; `check_in` is None when nothing came back."""

    monday: date
    check_in: CheckIn | None


def weeks_since(begun_on: date | None, check_ins: Iterable[CheckIn], today: date) -> list[Week]:
    """The newest week first. A week that is over and has no answer was missed; the first and this week
    stand only when they were answered."""
    answered = {each.week_of: each for each in check_ins}
    whole = set(_whole_weeks(begun_on, today)) if begun_on else set()
    return [Week(monday, answered.get(monday)) for monday in sorted(whole | answered.keys(), reverse=True)]


def _whole_weeks(begun_on: date, today: date) -> Iterator[date]:
    this_week = monday_of(today)
    monday = max(monday_of(begun_on) + WEEK, this_week - MOST_WEEKS * WEEK)
    while monday < this_week:
        yield monday
        monday += WEEK


@dataclass(frozen=True)
class ProductChange:
    name: str
    words: str


def product_changes(products: Iterable[ProductUse], since: date, zone: ZoneInfo) -> list[ProductChange]:
    """What was stopped since that day, or came onto the list after it."""
    return [
        ProductChange(str(product), words)
        for product in products
        if (words := _changed(product, since, zone))
    ]


def _changed(product: ProductUse, since: date, zone: ZoneInfo) -> str:
    written_on = product.recorded_at.astimezone(zone).date()
    if product.stopped_on:
        return f"stopped {work_day(product.stopped_on)}" if product.stopped_on >= since else ""
    return f"new on the list {work_day(written_on)}" if written_on > since else ""
