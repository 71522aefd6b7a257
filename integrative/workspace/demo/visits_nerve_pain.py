"""Whole maps of Tomás Herrera (after oxaliplatin) and Priya Nair (after mastectomy and radiation)."""

from .sketches import Map, night

HERRERA_TODAY = Map(
    day=0,
    good_week="Walk the dog round the block in November",
    fear="That the feet stay like this",
    hope="The long loop by the river with my brother",
    scores={
        "cold_dysesthesia": 7, "cipn": 6, "esas_pain": 5, "esas_tiredness": 4, "insomnia": 6, "esas_nausea": 0,
        "esas_anxiety": 4, "esas_depression": 4,
    },
    concerns=(("The freezer aisle", 7),),
    goals=("Walk the dog round the block",),
    areas=(
        {
            "regions": ["sole_left", "sole_right"], "qualities": ["burning", "tingling", "numbness"], "worst": 7, "usual": 5,
            "timing": "night", "since": "months", "is_worsening": False, "worse_with": ["cold", "touch"],
            "better_with": ["heat", "distraction"], "words": "Walking on hot gravel with a sock on",
        },
        {
            "regions": ["palm_left", "palm_right"], "qualities": ["tingling", "painful_cold"], "worst": 5, "usual": 2,
            "timing": "sudden", "since": "months", "is_worsening": False, "worse_with": ["cold"], "better_with": ["heat"],
            "words": "Ice in the fingertips",
        },
    ),
    food={
        "pattern": "as_usual", "share_of_usual": 100, "meals_a_day": 3, "protein_servings": 3, "veg_fruit_servings": 3,
        "fish_servings": 1, "fluids_ml": 1500, "alcohol_drinks": 6, "lost_weight": "no", "poor_appetite": "no",
        "taste": "same", "swallowing": "no_trouble", "words": "No ice cream until summer",
    },
    movement={
        "days": 3, "minutes": 15, "strength_days": 0, "before": "Cycled to work", "enjoys": "The dog, the bicycle",
        "barriers": ["pain", "unsteady"], "falls": "one", "words": "I look at my feet to know where they are",
    },
    sleep=night("22:30", "23:00", "05:00", "06:30", sol_min=50, awakenings=3, waso_min=70, naps_min=20, steroids="no",
                words="The blanket hurts, so the feet stay out and freeze"),
    signed=False,
)  # fmt: skip

NAIR_FIRST = Map(
    day=-84,
    good_week="A day at the desk without the band round my chest",
    fear="That it is back and hiding in the scar",
    hope="Reach the top shelf",
    scores={
        "rt_fibrosis_pain": 7, "post_mastectomy_pain": 6, "insomnia": 5, "fear_of_recurrence": 6, "esas_pain": 6,
        "esas_tiredness": 4, "esas_anxiety": 5, "esas_nausea": 0, "esas_appetite": 1, "esas_wellbeing": 5,
        "shoulder_stiffness": 6,
    },
    concerns=(("The band by three in the afternoon", 7),),
    goals=("Reach the top shelf", "Sleep through the night"),
    areas=(
        {
            "regions": ["chest_right", "shoulder_front_right"], "qualities": ["tightness", "pulling_scar"], "worst": 7,
            "usual": 5, "timing": "comes_and_goes", "since": "longer", "is_worsening": False,
            "worse_with": ["standing", "moving"], "better_with": ["heat", "breathing"], "words": "A belt one hole too tight",
        },
        {
            "regions": ["upper_arm_back_right"], "qualities": ["burning", "numbness"], "worst": 4, "usual": 2,
            "timing": "comes_and_goes", "since": "longer", "is_worsening": False, "worse_with": ["touch"],
            "better_with": ["distraction"], "words": "Half asleep, half burning",
        },
    ),
    food={
        "pattern": "plants", "share_of_usual": 100, "meals_a_day": 3, "protein_servings": 3, "veg_fruit_servings": 6,
        "fluids_ml": 1800, "alcohol_drinks": 0, "lost_weight": "no", "poor_appetite": "no", "taste": "same",
        "swallowing": "no_trouble", "money_for_food": "enough", "avoids": "Meat, always has",
    },
    movement={
        "days": 2, "minutes": 20, "strength_days": 0, "before": "Badminton", "enjoys": "Yoga", "barriers": ["pain", "fear"],
        "limits": "Nothing heavy over the head, since radiation", "falls": "none", "words": "I guard it without noticing",
    },
    sleep=night("22:00", "22:30", "06:00", "06:30", sol_min=30, awakenings=3, waso_min=65, naps_min=0, steroids="no",
                words="I can't lie on the right"),
    stress={
        "anx1": 2, "anx2": 2, "dep1": 0, "dep2": 1, "stressors": ["recurrence", "work"], "supports": ["partner", "work"],
        "coping": "Lists",
    },
    spirit={"importance": "somewhat", "beliefs": "Hindu", "practices": "Morning lamp", "food_needs": "Vegetarian",
            "modesty_needs": "A woman for hands-on work", "decides_with": "Her husband and her mother", "chaplain": "no"},
    treatment={"agreement": "agrees", "doses_taken": "all", "understanding": "It is finished; now I mend"},
    tried=(
        {"what": "Massage at the gym", "outcome": "worse", "words": "Too deep, sore for days"},
        {"what": "Heat wrap", "outcome": "helped", "words": ""},
    ),
    flags=(),
    flags_done="Chest wall and scar looked at; the surgeon saw her the same week",
)  # fmt: skip

NAIR_SECOND = Map(
    day=-40,
    good_week="Two desk days without tightness",
    fear="The next mammogram",
    hope="Badminton in spring",
    scores={
        "rt_fibrosis_pain": 5, "post_mastectomy_pain": 4, "insomnia": 3, "fear_of_recurrence": 5, "esas_pain": 4,
        "esas_tiredness": 3, "esas_anxiety": 4, "esas_nausea": 0, "esas_appetite": 0, "esas_wellbeing": 3,
        "shoulder_stiffness": 4,
    },
    concerns=(("The band by three in the afternoon", 5),),
    goals=("Reach the top shelf", "Sleep through the night"),
    areas=(
        {
            "regions": ["chest_right"], "qualities": ["tightness", "pulling_scar"], "worst": 5, "usual": 3,
            "timing": "comes_and_goes", "since": "longer", "is_worsening": False, "worse_with": ["standing"],
            "better_with": ["heat", "moving"], "words": "The belt has found its hole again",
        },
    ),
    movement={"days": 4, "minutes": 40, "strength_days": 1, "barriers": ["time"], "falls": "none",
              "words": "Yoga twice, and the wall slides between calls"},
    sleep=night("22:00", "22:20", "06:00", "06:20", sol_min=20, awakenings=2, waso_min=30, naps_min=0, steroids="no"),
    stress={"anx1": 1, "anx2": 1, "dep1": 0, "dep2": 0, "stressors": ["scans"], "supports": ["partner", "work"]},
    treatment={"agreement": "agrees", "doses_taken": "all"},
    tried=({"what": "Scar work with the therapist", "outcome": "helped", "words": "Uneven, but it moves"},),
    flags=(),
)  # fmt: skip
