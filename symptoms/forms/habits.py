"""Food, movement and sleep as they are asked."""

from typing import ClassVar

from symptoms.models import Food, Movement, Section, Sleep

from .answers import RowForm


class FoodForm(RowForm):
    section = Section.FOOD
    model = Food
    labels: ClassVar = {
        "pattern": "How do they eat now?",
        "share_of_usual": "Eaten last week",
        "lost_weight": "Lost weight without meaning to, in about six months?",
        "amount_lost": "How much was lost?",
        "poor_appetite": "Eating poorly for lack of appetite?",
        "meals_a_day": "Meals",
        "protein_servings": "Rich in protein",
        "veg_fruit_servings": "Vegetables and fruit",
        "fish_servings": "Oily fish",
        "fluids_ml": "Fluids",
        "alcohol_drinks": "Alcohol",
        "taste": "Taste",
        "swallowing": "Swallowing",
        "money_for_food": "Money for food",
        "avoids": "Avoids, and why",
        "words": "In their words",
    }
    hints: ClassVar = {"amount_lost": "After “Yes”"}
    units: ClassVar = {
        "share_of_usual": "% of usual",
        "meals_a_day": "a day",
        "protein_servings": "servings a day",
        "veg_fruit_servings": "servings a day",
        "fish_servings": "servings a week",
        "fluids_ml": "mL a day",
        "alcohol_drinks": "drinks a week",
    }
    rest = (
        "meals_a_day",
        "protein_servings",
        "veg_fruit_servings",
        "fish_servings",
        "fluids_ml",
        "alcohol_drinks",
        "taste",
        "swallowing",
        "money_for_food",
        "avoids",
    )


class MovementForm(RowForm):
    section = Section.MOVEMENT
    model = Movement
    labels: ClassVar = {
        "days": "Days with movement like a brisk walk, or more",
        "minutes": "On such a day",
        "falls": "Falls in the last three months",
        "strength_days": "Strength work",
        "before": "Before the cancer",
        "enjoys": "Likes to do",
        "barriers": "What gets in the way",
        "limits": "Limits they were told about",
        "words": "In their words",
    }
    units: ClassVar = {"days": "days a week", "minutes": "minutes", "strength_days": "days a week"}
    rest = ("strength_days", "before", "enjoys", "barriers", "limits")


class SleepForm(RowForm):
    section = Section.SLEEP
    model = Sleep
    labels: ClassVar = {
        "into_bed": "Into bed",
        "lights_out": "Tried to sleep",
        "sol_min": "Fell asleep after",
        "waso_min": "Awake in the night",
        "final_wake": "Woke for good",
        "out_of_bed": "Got up",
        "night_on": "Morning of getting up",
        "awakenings": "Woke up",
        "naps_min": "Naps",
        "steroids": "Steroids",
        "words": "In their words",
    }
    hints: ClassVar = {"night_on": "Blank: the morning of this visit"}
    units: ClassVar = {
        "sol_min": "minutes",
        "waso_min": "minutes",
        "awakenings": "times",
        "naps_min": "minutes a day",
    }
    rest = ("night_on", "awakenings", "naps_min", "steroids")
