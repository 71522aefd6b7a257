"""Food, movement and sleep as they are asked."""

from typing import ClassVar

from symptoms.models import Food, Movement, Section, Sleep

from .answers import RowForm


class FoodForm(RowForm):
    section = Section.FOOD
    model = Food
    labels: ClassVar = {
        "pattern": "How do they eat now?",
        "share_of_usual": "Share of their usual intake last week, percent",
        "meals_a_day": "Meals a day",
        "protein_servings": "Protein-rich servings a day",
        "veg_fruit_servings": "Vegetable and fruit servings a day",
        "fish_servings": "Oily fish servings a week",
        "fluids_ml": "Fluids a day, mL",
        "alcohol_drinks": "Standard drinks a week",
        "lost_weight": "Lost weight without meaning to, in about six months?",
        "amount_lost": "How much?",
        "poor_appetite": "Eating poorly for lack of appetite?",
        "taste": "Taste",
        "swallowing": "Swallowing",
        "money_for_food": "Money for food",
        "avoids": "Avoids, and why",
        "words": "In their words",
    }


class MovementForm(RowForm):
    section = Section.MOVEMENT
    model = Movement
    labels: ClassVar = {
        "days": "Days a week with brisk movement or more",
        "minutes": "Minutes on such a day",
        "strength_days": "Days a week with strength work",
        "before": "Before the cancer",
        "enjoys": "Likes to do",
        "barriers": "In the way",
        "limits": "Limits they were told",
        "falls": "Falls in three months",
        "words": "In their words",
    }


class SleepForm(RowForm):
    section = Section.SLEEP
    model = Sleep
    labels: ClassVar = {
        "night_on": "Morning of getting up",
        "into_bed": "Into bed",
        "lights_out": "Tried to sleep",
        "sol_min": "Minutes to fall asleep",
        "awakenings": "Times awake",
        "waso_min": "Minutes awake in the night",
        "final_wake": "Woke for good",
        "out_of_bed": "Got up",
        "naps_min": "Naps, minutes a day",
        "steroids": "Steroids",
        "words": "In their words",
    }
