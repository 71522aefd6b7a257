"""Where it hurts, how, since when, and what drives it in the clinician's eyes."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from integrative.knowledge.pain import descriptions, mechanisms
from symptoms.body import REGIONS

from .rows import NumberedRow, any_of, at_most, between, choice, line, one_of, several, whole

MOST_AREAS = 8


class Quality(models.TextChoices):
    """In the person's words; those that are a feature of a mechanism carry its name."""

    BURNING = "burning", "Burning"
    ELECTRIC = "electric_shock", "Electric"
    TINGLING = "tingling", "Tingling"
    PINS = "pins_needles", "Pins and needles"
    NUMB = "numbness", "Numb"
    COLD = "painful_cold", "Painful cold"
    ITCHING = "itching", "Itching"
    ACHING = "aching", "Aching"
    THROBBING = "throbbing", "Throbbing"
    DEEP = "deep_throb", "Deep and dull"
    CRAMPING = "cramping", "Cramping"
    SQUEEZING = "deep_squeezing", "Squeezing"
    SHARP = "sharp", "Sharp"
    TIGHT = "tightness", "Tight"
    PULLING = "pulling_scar", "Pulling at a scar"


class Timing(models.TextChoices):
    CONSTANT = "constant", "All the time"
    COMES_AND_GOES = "comes_and_goes", "Comes and goes"
    MORNING = "morning", "In the morning"
    NIGHT = "night", "At night"
    SUDDEN = "sudden", "Sudden flares"


class Since(models.TextChoices):
    WEEKS = "weeks", "Less than six weeks"
    MONTHS = "months", "Six weeks to three months"
    LONGER = "longer", "Three months or longer"


class Worsens(models.TextChoices):
    MOVING = "moving", "Moving"
    STANDING = "standing", "Standing or sitting"
    WEIGHT = "weight", "Putting weight on it"
    LYING = "lying", "Lying down"
    STRAINING = "straining", "Coughing or straining"
    TOUCH = "touch", "Light touch"
    COLD = "cold", "Cold"
    REST = "rest", "Resting"
    EATING = "eating", "Eating"
    STRESS = "stress", "Stress"


class Eases(models.TextChoices):
    MOVING = "moving", "Moving"
    REST = "rest", "Rest"
    HEAT = "heat", "Heat"
    COLD = "cold", "Cold"
    MEDICINE = "medicine", "Medicine"
    TOUCH = "touch", "Touch or massage"
    BREATHING = "breathing", "Breathing"
    DISTRACTION = "distraction", "Something else to do"
    NOTHING = "nothing", "Nothing so far"


def causes() -> list[tuple[str, str]]:
    """The mechanisms a clinician may confirm, and that none fits."""
    return [(found.id, found.name) for found in mechanisms().values()] + [("other", "Something else")]


def signs() -> list[tuple[str, str]]:
    """What a clinician finds, beyond how the person says it feels."""
    return [(key, words) for key, words in descriptions().items() if key not in Quality.values]


@pghistory.track()
class PainArea(NumberedRow):
    """One pain, in one region or several. `cause` is confirmed by the map's author, never by the hint."""

    regions = several((region.id, region.name) for region in REGIONS.values())
    qualities = several(Quality.choices)
    worst = whole()
    usual = whole()
    timing = choice(Timing)
    since = choice(Since)
    is_worsening = models.BooleanField(null=True, blank=True)
    worse_with = several(Worsens.choices)
    better_with = several(Eases.choices)
    signs = several(signs())
    cause = models.CharField(max_length=40, choices=causes, blank=True)
    words = line()

    class Meta(NumberedRow.Meta):
        constraints = [
            *at_most(MOST_AREAS, "pain_area"),
            models.CheckConstraint(condition=~Q(regions=[]), name="pain_area_lies_somewhere"),
            any_of("regions", REGIONS, "pain_area"),
            any_of("qualities", Quality.values, "pain_area"),
            any_of("worse_with", Worsens.values, "pain_area"),
            any_of("better_with", Eases.values, "pain_area"),
            between("worst", 0, 10, "pain_area"),
            between("usual", 0, 10, "pain_area"),
            models.CheckConstraint(
                condition=Q(usual=None) | Q(worst=None) | Q(usual__lte=F("worst")),
                name="pain_area_usual_is_not_above_worst",
                violation_error_message="The usual can't be above the worst",
            ),
            one_of("timing", Timing, "pain_area"),
            one_of("since", Since, "pain_area"),
        ]

    def __str__(self) -> str:
        return ", ".join(REGIONS[key].name for key in self.regions)
