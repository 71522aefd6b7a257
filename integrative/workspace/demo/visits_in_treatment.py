"""Whole maps of Daniel Okafor (lung) and Rosa Lindqvist (pancreas): eating, sleep and peace in treatment."""

from .sketches import Map, night

OKAFOR_FIRST = Map(
    day=-42,
    good_week="Breakfast three days running, and walking to the mailbox and back",
    fear="Wasting away where my kids can see it",
    hope="Finish the infusions and be at my daughter's recital",
    scores={
        "esas_nausea": 8, "esas_appetite": 7, "esas_tiredness": 6, "esas_anxiety": 5, "esas_wellbeing": 6,
        "esas_pain": 2, "esas_drowsiness": 4, "esas_dyspnoea": 3, "esas_depression": 3, "taste_change": 6,
        "insomnia": 5,
    },
    concerns=(("Gritting my teeth through every infusion", 7), ("Meat tastes like a coin", 6)),
    goals=("Walk to the mailbox and back", "Eat breakfast with the family"),
    areas=(
        {
            "regions": ["chest_right"], "qualities": ["aching"], "worst": 3, "usual": 1, "timing": "comes_and_goes",
            "since": "months", "is_worsening": False, "worse_with": ["straining"], "better_with": ["heat", "rest"],
            "words": "A dull spot where the drain was",
        },
    ),
    food={
        "pattern": "small_often", "share_of_usual": 50, "meals_a_day": 3, "protein_servings": 2, "fluids_ml": 1200,
        "veg_fruit_servings": 2, "fish_servings": 0, "alcohol_drinks": 0, "lost_weight": "yes", "amount_lost": "1-5 kg",
        "poor_appetite": "yes", "taste": "metal", "swallowing": "no_trouble", "money_for_food": "enough",
        "avoids": "Red meat, it tastes of metal", "words": "By ten the worst is over, but breakfast is gone",
    },
    movement={
        "days": 2, "minutes": 10, "strength_days": 0, "before": "Walked four miles a day with the mail round",
        "enjoys": "Being outdoors", "barriers": ["fatigue", "nausea"], "falls": "none",
        "words": "The mailbox is forty steps and I count them",
    },
    sleep=night("22:30", "23:00", "05:30", "06:30", sol_min=40, awakenings=3, waso_min=60, naps_min=90,
                steroids="later", words="On the steroid days I lie there with my eyes open"),
    stress={
        "anx1": 2, "anx2": 2, "dep1": 1, "dep2": 1, "stressors": ["scans", "work", "children"],
        "supports": ["partner", "family", "faith"], "coping": "Hymns on the radio, low",
        "words": "I white-knuckle it so that Ruth does not see",
    },
    spirit={
        "importance": "very", "beliefs": "Baptist", "practices": "Psalms in the evening",
        "community": "Choir of the Third Street church", "decides_with": "Ruth, his wife", "chaplain": "later",
        "words": "I ask for patience more than for miracles",
    },
    treatment={"agreement": "agrees", "doses_taken": "all", "understanding": "To hold it where it is"},
    tried=(
        {"what": "Peppermint candy", "outcome": "a_little", "words": "For the first half hour"},
        {"what": "Wrist bands", "outcome": "no_change", "words": ""},
    ),
    flags=(),
    flags_done="Called his oncologist at the visit: antiemetics on a schedule from tonight",
)  # fmt: skip

OKAFOR_SECOND = Map(
    day=-14,
    good_week="Two breakfasts, and the mailbox every day",
    fear="That the scan takes it back",
    hope="The recital",
    scores={
        "esas_nausea": 5, "esas_appetite": 6, "esas_tiredness": 5, "esas_anxiety": 4, "esas_wellbeing": 5,
        "esas_pain": 2, "esas_drowsiness": 3, "esas_dyspnoea": 3, "esas_depression": 3, "taste_change": 5,
        "insomnia": 4,
    },
    concerns=(("Gritting my teeth through every infusion", 5),),
    goals=("Walk to the mailbox and back", "Eat breakfast with the family"),
    food={
        "pattern": "small_often", "share_of_usual": 75, "meals_a_day": 5, "protein_servings": 4, "fluids_ml": 1600,
        "lost_weight": "yes", "amount_lost": "1-5 kg", "poor_appetite": "no", "taste": "metal",
        "swallowing": "no_trouble", "money_for_food": "enough", "words": "Eggs and yogurt go down; two snacks help",
    },
    movement={
        "days": 6, "minutes": 15, "strength_days": 0, "enjoys": "Being outdoors", "barriers": ["fatigue"],
        "falls": "none", "words": "Five minutes, three times, Ruth keeps the tally",
    },
    sleep=night("22:15", "22:30", "05:45", "06:15", sol_min=25, awakenings=2, waso_min=40, naps_min=45,
                steroids="morning", words="The breathing helps me let go of the day"),
    stress={"anx1": 1, "anx2": 1, "dep1": 1, "dep2": 0, "stressors": ["scans"],
            "supports": ["partner", "family", "faith"], "coping": "Counting breaths at bedtime"},
    treatment={"agreement": "agrees", "doses_taken": "all"},
    tried=({"what": "Ginger tea before rising", "outcome": "helped", "words": "Best thing so far"},),
    flags=(),
)  # fmt: skip

LINDQVIST_FIRST = Map(
    day=-20,
    good_week="Sit at the table without it being a fight",
    fear="That they remember me thin and cross",
    hope="Soup with the grandchildren on Sundays",
    scores={
        "esas_appetite": 9, "esas_tiredness": 7, "esas_nausea": 5, "esas_depression": 4, "cachexia": 8,
        "esas_pain": 3, "esas_anxiety": 3, "esas_wellbeing": 6, "constipation": 4,
    },
    concerns=(("Everyone watches my plate", 8),),
    goals=("Sit with the grandchildren after a meal",),
    areas=(
        {
            "regions": ["upper_abdomen"], "qualities": ["deep_throb", "deep_squeezing"], "worst": 3, "usual": 2,
            "timing": "comes_and_goes", "since": "longer", "is_worsening": False, "worse_with": ["eating"],
            "better_with": ["medicine", "heat"], "words": "It draws inward after a meal",
        },
    ),
    food={
        "pattern": "soft", "share_of_usual": 30, "meals_a_day": 4, "protein_servings": 1, "fluids_ml": 900,
        "veg_fruit_servings": 1, "alcohol_drinks": 0, "lost_weight": "yes", "amount_lost": "6-10 kg",
        "poor_appetite": "yes", "taste": "less", "swallowing": "dry_food", "money_for_food": "enough",
        "avoids": "Anything that smells while it cooks", "words": "Every meal has become an examination",
    },
    movement={
        "days": 0, "minutes": 0, "strength_days": 0, "before": "Her garden, all day", "enjoys": "The window chair",
        "barriers": ["fatigue"], "falls": "none", "words": "To the window and back is a walk",
    },
    sleep=night("21:00", "21:30", "06:30", "07:30", sol_min=20, awakenings=3, waso_min=50, naps_min=120,
                steroids="no", words="Nights are kinder than mealtimes"),
    stress={
        "anx1": 1, "anx2": 1, "dep1": 1, "dep2": 2, "stressors": ["family", "grief"], "supports": ["family", "faith"],
        "coping": "The recipe notebook", "words": "I am sorry for how hard they try",
    },
    spirit={
        "importance": "somewhat", "beliefs": "Lutheran", "practices": "Candle at the evening meal",
        "food_needs": "Her own mother's soup", "decides_with": "Her daughter Karin", "chaplain": "yes",
    },
    treatment={"agreement": "agrees", "doses_taken": "most", "understanding": "That we stopped so that I can rest"},
    tried=(
        {"what": "Nutrition shakes", "outcome": "worse", "words": "Too sweet, too much"},
        {"what": "Small bowls instead of plates", "outcome": "helped", "words": "Nobody counts"},
    ),
    takes_nothing=True,
    flags=(),
    flags_done="Palliative care and the dietitian called at the visit; both see her within two days",
)  # fmt: skip

LINDQVIST_SECOND = Map(
    day=-5,
    good_week="Another Sunday like the last one",
    fear="Lying in the bedroom while they eat",
    hope="To teach Elsa the soup",
    scores={
        "esas_appetite": 7, "esas_tiredness": 7, "esas_nausea": 3, "esas_depression": 3, "cachexia": 8,
        "esas_pain": 3, "esas_anxiety": 2, "esas_wellbeing": 4, "constipation": 3,
    },
    concerns=(("Everyone watches my plate", 3),),
    goals=("Sit with the grandchildren after a meal",),
    food={
        "pattern": "soft", "share_of_usual": 40, "meals_a_day": 5, "lost_weight": "yes", "amount_lost": "6-10 kg",
        "poor_appetite": "yes", "taste": "less", "swallowing": "dry_food", "money_for_food": "enough",
        "words": "Three bites I like. Then I put the spoon down and we talk",
    },
    movement={"days": 0, "barriers": ["fatigue"], "falls": "none", "words": "The chair by the window, twice a day"},
    stress={"anx1": 1, "anx2": 0, "dep1": 1, "dep2": 1, "supports": ["family", "faith"]},
    treatment={"agreement": "agrees", "doses_taken": "all"},
    tried=({"what": "Haloperidol at night", "outcome": "helped", "words": "The mornings are quiet"},),
    takes_nothing=True,
    flags=(),
    flags_done="Talked with the palliative team; comfort at the table is the aim, no weighing",
)  # fmt: skip
