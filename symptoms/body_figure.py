"""How the body map is drawn: the outline of every region, and what is marked on it. Pure; no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .body import REGIONS, Region, View

Point = tuple[float, float]

WIDTH, HEIGHT = 160, 376
MIDDLE = WIDTH / 2
ROUNDING = 7.0
# A transparent seam takes the finger beside a narrow region too: hands, feet and arms are at least 24 px.
SEAM = 10
NARROW = 25
BADGE_BESIDE = 5

# On the side at the left of the page. What is the person's right on the front is their left on the back.
ARM = {
    "upper_arm": ((32, 99), (48, 101), (46, 120), (41, 139), (25, 136), (28, 112)),
    "forearm": ((25, 139), (41, 142), (35, 179), (20, 176)),
    "hand": (
        (20, 179), (34, 182), (38, 190), (41, 203), (36, 204), (32, 197),
        (31, 209), (26, 218), (18, 216), (14, 205), (15, 189),
    ),
}  # fmt: skip
THIGH = ((50, 192), (66, 202), (78, 209), (77, 238), (75, 264), (54, 264), (49, 234))
FOOT = ((59, 345), (71, 345), (74, 357), (73, 368), (60, 371), (49, 367), (51, 358))
SIDES_FRONT: dict[str, Sequence[Point]] = {
    "shoulder_front": ((59, 69), (44, 72), (34, 82), (32, 97), (48, 99), (55, 92)),
    "chest": ((61, 69), (79, 70), (79, 117), (55, 117), (50, 101), (57, 93)),
    "upper_arm_front": ARM["upper_arm"],
    "forearm_front": ARM["forearm"],
    "palm": ARM["hand"],
    "thigh_front": THIGH,
    "knee": ((54, 266), (75, 266), (74, 289), (56, 289)),
    "shin": ((56, 291), (74, 291), (75, 308), (71, 343), (59, 343), (54, 312)),
    "foot_top": FOOT,
}
SIDES_BACK: dict[str, Sequence[Point]] = {
    "shoulder_blade": ((66, 68), (44, 72), (34, 82), (32, 97), (49, 100), (54, 115), (66, 115)),
    "buttock": ((54, 165), (79, 165), (79, 207), (66, 201), (50, 190)),
    "upper_arm_back": ARM["upper_arm"],
    "forearm_back": ARM["forearm"],
    "hand_back": ARM["hand"],
    "thigh_back": THIGH,
    "calf": ((54, 266), (75, 266), (77, 298), (71, 343), (59, 343), (51, 300)),
    "sole": FOOT,
}
# The right half of what lies across the middle, from top to bottom.
HEAD = ((80, 5), (93, 9), (99, 22), (97, 37), (89, 47), (80, 51))
NECK = ((80, 53), (90, 53), (91, 61), (99, 67), (80, 67))
ACROSS: dict[str, Sequence[Point]] = {
    "head_front": HEAD,
    "throat": NECK,
    "upper_abdomen": ((80, 119), (105, 119), (102, 147), (80, 147)),
    "lower_abdomen": ((80, 149), (102, 149), (107, 174), (80, 174)),
    "groin": ((80, 176), (108, 176), (110, 190), (94, 200), (80, 207)),
    "head_back": HEAD,
    "neck_back": NECK,
    "upper_back": ((80, 69), (92, 69), (92, 115), (80, 115)),
    "lower_back": ((80, 117), (106, 117), (102, 145), (106, 163), (80, 163)),
}


@dataclass(frozen=True)
class Shape:
    """`path` is what an SVG draws; `badge` is where the number of an area stands."""

    path: str
    badge: Point
    box: tuple[float, float, float, float]


def _mirrored(points: Iterable[Point]) -> tuple[Point, ...]:
    return tuple((WIDTH - x, y) for x, y in points)


def _whole(right_half: Sequence[Point]) -> tuple[Point, ...]:
    left = [point for point in _mirrored(reversed(right_half)) if point[0] != MIDDLE]
    return (*right_half, *left)


def _outlines() -> Iterator[tuple[str, Sequence[Point]]]:
    for key, half in ACROSS.items():
        yield key, _whole(half)
    for sides, at_the_left, at_the_right in (
        (SIDES_FRONT, "right", "left"),
        (SIDES_BACK, "left", "right"),
    ):
        for key, points in sides.items():
            yield f"{key}_{at_the_left}", points
            yield f"{key}_{at_the_right}", _mirrored(points)


def _path(points: Sequence[Point]) -> str:
    """A closed path with its corners rounded."""
    around = [points[-1], *points, points[0]]
    parts = []
    for before, corner, after in zip(around, around[1:], around[2:], strict=False):
        start, end = _towards(corner, before), _towards(corner, after)
        parts.append(f"{'L' if parts else 'M'}{_at(start)}Q{_at(corner)} {_at(end)}")
    return "".join(parts) + "Z"


def _towards(corner: Point, other: Point) -> Point:
    away = ((other[0] - corner[0]) ** 2 + (other[1] - corner[1]) ** 2) ** 0.5
    share = min(ROUNDING, away / 2) / away
    return corner[0] + (other[0] - corner[0]) * share, corner[1] + (other[1] - corner[1]) * share


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _shape(points: Sequence[Point]) -> Shape:
    xs, ys = zip(*points, strict=True)
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return Shape(_path(points), _badge(left, right, top, bottom), (left, top, right - left, bottom - top))


def _badge(left: float, right: float, top: float, bottom: float) -> Point:
    """In the middle, or beside what it would hide."""
    across, down = (left + right) / 2, (top + bottom) / 2
    if across == MIDDLE:
        return (right + BADGE_BESIDE, top + 5) if bottom - top < NARROW else (across, down)
    if right - left > NARROW + 3:
        return across, down
    return (left - BADGE_BESIDE if across < MIDDLE else right + BADGE_BESIDE), down


SHAPES: dict[str, Shape] = {key: _shape(points) for key, points in _outlines()}


@dataclass(frozen=True)
class Pattern:
    """What is drawn over a marked region, and the qualities that it stands for."""

    letter: str
    name: str
    qualities: tuple[str, ...]


PATTERNS = (
    Pattern("p", "Plain: numb", ("numbness",)),
    Pattern(
        "d",
        "Dots: burning, electric, tingling, pins and needles, painful cold, itching",
        ("burning", "electric_shock", "tingling", "pins_needles", "painful_cold", "itching"),
    ),
    Pattern(
        "s",
        "Stripes: aching, throbbing, deep, cramping, squeezing",
        ("aching", "throbbing", "deep_throb", "cramping", "deep_squeezing"),
    ),
    Pattern("x", "Crosses: sharp, tight, pulling", ("sharp", "tightness", "pulling_scar")),
)
LETTERS = "".join(pattern.letter for pattern in PATTERNS)
FILLS = tuple(
    "".join(letter for place, letter in enumerate(LETTERS) if chosen >> place & 1)
    for chosen in range(1, 2 ** len(LETTERS))
)
"""Every way in which patterns lie over each other."""


def fill_of(qualities: Collection[str]) -> str:
    """The letters of the patterns that these qualities draw; empty when none was asked."""
    return "".join(
        pattern.letter for pattern in PATTERNS if any(each in pattern.qualities for each in qualities)
    )


@dataclass(frozen=True)
class Marks:
    """One pain, as far as the figure shows it."""

    number: int
    regions: Collection[str]
    qualities: Collection[str]


@dataclass(frozen=True)
class Part:
    """A region as it is drawn. `numbers`: the areas it belongs to. `was`: it was marked last time."""

    region: Region
    shape: Shape
    numbers: tuple[int, ...]
    fill: str
    was: bool

    @property
    def badge(self) -> str:
        return " ".join(map(str, self.numbers))

    @property
    def paint(self) -> str:
        return f"url(#pain-{self.fill})" if self.fill else ""

    @property
    def state(self) -> str:
        return " ".join(name for name, so in (("on", self.numbers), ("was", self.was)) if so)


@dataclass(frozen=True)
class Half:
    """Front or back. `parts` are in the order of drawing: a narrow one lies over its neighbors."""

    view: View
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return self.view.capitalize()

    @property
    def said(self) -> str:
        """What a picture that can't be touched says."""
        marked = (f"{part.region.name} ({part.badge})" for part in self.parts if part.numbers)
        return f"{self.name}: {'; '.join(marked) or 'nothing marked'}"


@dataclass(frozen=True)
class Figure:
    halves: tuple[Half, ...]
    fills: tuple[str, ...] = FILLS
    patterns: tuple[Pattern, ...] = PATTERNS

    @property
    def has_last(self) -> bool:
        return any(part.was for half in self.halves for part in half.parts)


def figure_of(areas: Iterable[Marks], last: Collection[str] = ()) -> Figure:
    """In: the areas, and the regions that were marked at the last visit."""
    stand = list(areas)
    return Figure(tuple(_half(view, stand, last) for view in View))


def _half(view: View, areas: Sequence[Marks], last: Collection[str]) -> Half:
    regions = [region for region in REGIONS.values() if region.view == view]
    parts = (_part(region, areas, last) for region in regions)
    return Half(view, tuple(sorted(parts, key=lambda part: -part.shape.box[2] * part.shape.box[3])))


def _part(region: Region, areas: Sequence[Marks], last: Collection[str]) -> Part:
    here = [area for area in areas if region.id in area.regions]
    return Part(
        region,
        SHAPES[region.id],
        tuple(area.number for area in here),
        fill_of({quality for area in here for quality in area.qualities}),
        region.id in last,
    )
