"""Whole maps of Margaret Yoon and Elena Marsh: joint pain on an aromatase inhibitor."""

from .sketches import Map, night

YOON_FIRST = Map(
    day=-28,
    good_week="Open a jar, and take the stairs without planning it",
    fear="That I stop the tablets and it comes back",
    hope="Stay on treatment without dreading the mornings",
    scores={
        "ai_arthralgia": 7, "esas_pain": 6, "esas_tiredness": 4, "insomnia": 5, "esas_anxiety": 4, "esas_nausea": 0,
        "esas_appetite": 1, "esas_depression": 2, "esas_wellbeing": 4, "hot_flashes": 4,
    },
    concerns=(("Jar lids", 8), ("The stairs in the morning", 7)),
    goals=("Open jars", "Stairs without the rail"),
    areas=(
        {
            "regions": ["hand_back_right", "hand_back_left"], "qualities": ["aching", "tightness"], "worst": 7, "usual": 5,
            "timing": "morning", "since": "longer", "is_worsening": True, "worse_with": ["rest", "cold"],
            "better_with": ["moving", "heat"], "words": "Gloves two sizes too small until ten",
        },
        {
            "regions": ["knee_right", "knee_left"], "qualities": ["aching"], "worst": 6, "usual": 4, "timing": "morning",
            "since": "longer", "is_worsening": False, "worse_with": ["weight", "rest"], "better_with": ["moving"],
            "words": "I go down the stairs like a crab",
        },
    ),
    food={
        "pattern": "as_usual", "share_of_usual": 100, "meals_a_day": 3, "protein_servings": 3, "veg_fruit_servings": 3,
        "fish_servings": 1, "fluids_ml": 1800, "alcohol_drinks": 2, "lost_weight": "no", "poor_appetite": "no",
        "taste": "same", "swallowing": "no_trouble", "money_for_food": "enough", "words": "I bake when I am worried",
    },
    movement={
        "days": 3, "minutes": 20, "strength_days": 0, "before": "Dancing on Thursdays", "enjoys": "Dancing, the park",
        "barriers": ["pain", "time"], "limits": "Left arm: no blood pressure cuff", "falls": "none",
        "words": "Once I am going it is better, the start is the price",
    },
    sleep=night("22:30", "23:00", "06:00", "06:30", sol_min=25, awakenings=3, waso_min=60, naps_min=0,
                steroids="no", words="I wake when I turn, the knees tell me"),
    stress={
        "anx1": 1, "anx2": 1, "dep1": 0, "dep2": 1, "stressors": ["recurrence"], "supports": ["partner", "friends"],
        "coping": "Calls with her sister",
    },
    spirit={"importance": "little", "community": "The dance club", "language_needs": "Korean for letters to her mother",
            "decides_with": "Her husband", "chaplain": "no"},
    treatment={"agreement": "agrees", "doses_taken": "most", "understanding": "It keeps the cancer from coming back"},
    tried=(
        {"what": "Ibuprofen", "outcome": "a_little", "words": "My stomach did not thank me"},
        {"what": "Hot water in the morning", "outcome": "helped", "words": "Ten minutes, both hands"},
    ),
    flags=(),
    flags_done="Looked at together: stiffness of the joints, no swelling, no fever; her oncologist was told",
)  # fmt: skip

YOON_SECOND = Map(
    day=-7,
    good_week="Three lids, no swearing",
    fear="That it comes back",
    hope="Thursdays again",
    scores={
        "ai_arthralgia": 5, "esas_pain": 4, "esas_tiredness": 3, "insomnia": 4, "esas_anxiety": 3, "esas_nausea": 0,
        "esas_appetite": 1, "esas_depression": 1, "esas_wellbeing": 3, "hot_flashes": 4,
    },
    concerns=(("Jar lids", 5), ("The stairs in the morning", 4)),
    goals=("Open jars", "Stairs without the rail"),
    areas=(
        {
            "regions": ["hand_back_right", "hand_back_left"], "qualities": ["aching"], "worst": 5, "usual": 3,
            "timing": "morning", "since": "longer", "is_worsening": False, "worse_with": ["rest"],
            "better_with": ["moving", "heat"], "words": "The gloves fit by eight now",
        },
        {
            "regions": ["knee_right", "knee_left"], "qualities": ["aching"], "worst": 4, "usual": 2, "timing": "morning",
            "since": "longer", "is_worsening": False, "worse_with": ["weight"], "better_with": ["moving", "medicine"],
            "words": "One foot per step again",
        },
    ),
    food={"pattern": "plants", "share_of_usual": 100, "fish_servings": 3, "veg_fruit_servings": 5, "lost_weight": "no",
          "poor_appetite": "no", "words": "Olive oil, nuts, and fish three times"},
    movement={"days": 5, "minutes": 20, "strength_days": 2, "barriers": ["time"], "falls": "none",
              "words": "The ten minutes first, then the kettle"},
    sleep=night("22:30", "22:45", "06:00", "06:15", sol_min=20, awakenings=2, waso_min=35, naps_min=0, steroids="no"),
    treatment={"agreement": "agrees", "doses_taken": "all"},
    tried=({"what": "Acupuncture", "outcome": "helped", "words": "Two good days after each"},),
    flags=(),
)  # fmt: skip

MARSH_FIRST = Map(
    day=-10,
    good_week="Get down on the floor with my son and up again",
    fear="Quitting, and paying for it later",
    hope="Make it through the five years",
    scores={
        "ai_arthralgia": 7, "hot_flashes": 6, "esas_tiredness": 5, "esas_pain": 7, "insomnia": 5, "esas_anxiety": 5,
        "esas_depression": 3, "esas_nausea": 0, "esas_appetite": 1, "esas_wellbeing": 5, "body_image": 4,
    },
    concerns=(("Being old at forty-eight", 7),),
    goals=("Get up from the floor", "Do the Saturday class to the end"),
    areas=(
        {
            "regions": ["hand_back_left", "hand_back_right", "palm_left", "palm_right"], "qualities": ["aching", "tightness"],
            "worst": 7, "usual": 5, "timing": "morning", "since": "months", "is_worsening": True,
            "worse_with": ["rest", "cold"], "better_with": ["moving", "heat"], "words": "Stiff as new shoes",
        },
        {
            "regions": ["foot_top_left", "foot_top_right"], "qualities": ["aching"], "worst": 5, "usual": 3,
            "timing": "morning", "since": "months", "is_worsening": False, "worse_with": ["rest"], "better_with": ["moving"],
            "words": "The first ten steps",
        },
    ),
    food={
        "pattern": "as_usual", "share_of_usual": 110, "meals_a_day": 4, "protein_servings": 3, "veg_fruit_servings": 4,
        "fish_servings": 1, "fluids_ml": 2000, "alcohol_drinks": 1, "lost_weight": "no", "poor_appetite": "no",
        "taste": "same", "swallowing": "no_trouble", "money_for_food": "sometimes_short",
        "words": "I gained six pounds and I know every one",
    },
    movement={
        "days": 2, "minutes": 30, "strength_days": 0, "before": "Half marathons", "enjoys": "Running, her son's games",
        "barriers": ["pain", "time", "fear"], "limits": "Left arm after lymph node surgery", "falls": "none",
        "words": "I am afraid of doing the wrong thing",
    },
    sleep=night("23:00", "23:15", "05:45", "06:15", sol_min=30, awakenings=4, waso_min=70, naps_min=0,
                steroids="no", words="The heat wakes me, then the thinking"),
    stress={
        "anx1": 2, "anx2": 1, "dep1": 1, "dep2": 1, "stressors": ["money", "work", "children", "body"],
        "supports": ["friends", "work"], "coping": "The car, with loud music",
    },
    spirit={"importance": "not_said", "decides_with": "Herself", "chaplain": "no"},
    treatment={"agreement": "differs", "differs": "She has skipped the tablet since Sunday", "doses_taken": "few",
               "understanding": "Five years so that it does not return"},
    tried=(
        {"what": "Ibuprofen", "outcome": "a_little", "words": ""},
        {"what": "Turmeric latte", "outcome": "no_change", "words": "Nice, though"},
    ),
    flags=(),
    flags_done="Called her oncologist at the visit: a talk on Thursday before she stops the tablets",
)  # fmt: skip
