"""Food, movement and sleep: what is counted is a number, the rest one line of the person's words."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from .rows import SectionRow, any_of, between, choice, line, one_of, several, whole, words


class EatingPattern(models.TextChoices):
    AS_USUAL = "as_usual", "As usual"
    SMALL_OFTEN = "small_often", "Small and often"
    SOFT = "soft", "Soft or liquid"
    PLANTS = "plants", "Mostly plants"
    LOW_CARB = "low_carb", "Low in carbohydrates"
    CUTS_OUT = "cuts_out", "Cuts out food groups"
    FASTING = "fasting", "Fasts at times"
    TUBE = "tube", "By tube or vein"


class WeightLost(models.TextChoices):
    """MST item 1."""

    NO = "no", "No"
    UNSURE = "unsure", "Unsure"
    YES = "yes", "Yes"


class AmountLost(models.TextChoices):
    """MST item 2, asked after yes."""

    UP_TO_5 = "1-5 kg", "1 to 5 kg"
    UP_TO_10 = "6-10 kg", "6 to 10 kg"
    UP_TO_15 = "11-15 kg", "11 to 15 kg"
    MORE = ">15 kg", "More than 15 kg"
    UNSURE = "unsure", "Unsure"


class YesNo(models.TextChoices):
    NO = "no", "No"
    YES = "yes", "Yes"


class Taste(models.TextChoices):
    SAME = "same", "As before"
    LESS = "less", "Less taste"
    METAL = "metal", "Metal or bitter"
    OTHER = "other", "Changed otherwise"


class Swallowing(models.TextChoices):
    NO_TROUBLE = "no_trouble", "No trouble"
    DRY_FOOD = "dry_food", "Dry or firm food"
    LIQUIDS = "liquids", "Liquids too"
    PAINFUL = "painful", "Painful"


class MoneyForFood(models.TextChoices):
    ENOUGH = "enough", "Enough"
    SOMETIMES_SHORT = "sometimes_short", "Short at times"
    OFTEN_SHORT = "often_short", "Often short"


@pghistory.track()
class Food(SectionRow):
    """Intake as in `intake_pattern`, and the Malnutrition Screening Tool."""

    pattern = choice(EatingPattern)
    meals_a_day = whole()
    share_of_usual = whole()
    protein_servings = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    veg_fruit_servings = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    fish_servings = whole()
    fluids_ml = whole()
    alcohol_drinks = whole()
    lost_weight = choice(WeightLost)
    amount_lost = choice(AmountLost)
    poor_appetite = choice(YesNo)
    taste = choice(Taste)
    swallowing = choice(Swallowing)
    money_for_food = choice(MoneyForFood)
    avoids = line()
    words = words()

    class Meta(SectionRow.Meta):
        verbose_name_plural = "food"
        constraints = [
            one_of("pattern", EatingPattern, "food"),
            between("meals_a_day", 0, 12, "food"),
            between("share_of_usual", 0, 150, "food"),
            between("protein_servings", 0, 15, "food"),
            between("veg_fruit_servings", 0, 20, "food"),
            between("fish_servings", 0, 21, "food"),
            between("fluids_ml", 0, 8000, "food"),
            between("alcohol_drinks", 0, 100, "food"),
            one_of("lost_weight", WeightLost, "food"),
            one_of("amount_lost", AmountLost, "food"),
            one_of("poor_appetite", YesNo, "food"),
            one_of("taste", Taste, "food"),
            one_of("swallowing", Swallowing, "food"),
            one_of("money_for_food", MoneyForFood, "food"),
            models.CheckConstraint(
                condition=Q(amount_lost="") | Q(lost_weight="yes"), name="food_amount_lost_only_after_yes"
            ),
        ]

    def __str__(self) -> str:
        return "Food"


class Barrier(models.TextChoices):
    FATIGUE = "fatigue", "Fatigue"
    PAIN = "pain", "Pain"
    BREATH = "breath", "Short of breath"
    UNSTEADY = "unsteady", "Unsteady"
    FEAR = "fear", "Fear of harm"
    NAUSEA = "nausea", "Nausea"
    MOOD = "mood", "Low mood"
    TIME = "time", "No time"
    PLACE = "place", "No good place"
    MONEY = "money", "Money"
    ALONE = "alone", "Nobody to go with"


class Falls(models.TextChoices):
    NONE = "none", "None"
    ONE = "one", "One"
    MORE = "more", "Two or more"


@pghistory.track()
class Movement(SectionRow):
    """The Physical Activity Vital Sign, what stood before, and what is in the way."""

    days = whole()
    minutes = whole()
    strength_days = whole()
    before = line()
    enjoys = line()
    barriers = several(Barrier.choices)
    limits = line()
    falls = choice(Falls)
    words = words()

    class Meta(SectionRow.Meta):
        verbose_name_plural = "movement"
        constraints = [
            between("days", 0, 7, "movement"),
            between("minutes", 0, 1440, "movement"),
            between("strength_days", 0, 7, "movement"),
            any_of("barriers", Barrier.values, "movement"),
            one_of("falls", Falls, "movement"),
        ]

    def __str__(self) -> str:
        return "Movement"


class Steroids(models.TextChoices):
    NO = "no", "No"
    MORNING = "morning", "In the morning"
    LATER = "later", "Later in the day"
    UNSURE = "unsure", "Unsure"


@pghistory.track()
class Sleep(SectionRow):
    """One night of the sleep diary. Clock times are local; `night_on` is the day of getting up."""

    night_on = models.DateField(null=True, blank=True)
    into_bed = models.TimeField(null=True, blank=True)
    lights_out = models.TimeField(null=True, blank=True)
    sol_min = whole()
    awakenings = whole()
    waso_min = whole()
    final_wake = models.TimeField(null=True, blank=True)
    out_of_bed = models.TimeField(null=True, blank=True)
    naps_min = whole()
    steroids = choice(Steroids)
    words = words()

    class Meta(SectionRow.Meta):
        verbose_name_plural = "sleep"
        constraints = [
            between("sol_min", 0, 960, "sleep"),
            between("awakenings", 0, 50, "sleep"),
            between("waso_min", 0, 960, "sleep"),
            between("naps_min", 0, 960, "sleep"),
            one_of("steroids", Steroids, "sleep"),
        ]

    def __str__(self) -> str:
        return "Sleep"
