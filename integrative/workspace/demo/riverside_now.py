"""Riverside: people in treatment now."""

from .sketches import Count, GoalsTalk, Map, Medicine, Part, Person, Plan, Product, ReferralSketch, Treatment

OKAFOR = Person(
    family_name="Okafor", given_names="Daniel", goes_by="Dan", pronouns="he/him", born=(62, 3, 9), sex="male",
    mrn="44710829", registered=-50, phase="active_treatment", phase_since=-64,
    cancer={
        "cancer_type": "lung", "histology": "Non-small cell lung cancer, adenocarcinoma", "laterality": "right",
        "icd10cm": "C34.11", "diagnosed": -95, "stage": "IVA", "stage_system": "AJCC 8", "metastatic": True,
    },
    allergy=("Sulfa antibiotics", "rash"),
    treatments=(
        Treatment("Carboplatin, pemetrexed, pembrolizumab", began=-64, cycle_days=21, intent="control"),
    ),
    medicines=(
        Medicine("Ondansetron", "8", "mg", "every 8 hours", as_needed=True),
        Medicine("Folic acid", "1", "mg", "daily"),
        Medicine("Dexamethasone", "4", "mg", "twice a day on three days around each infusion"),
    ),
    counts=(
        Count("platelets", "112", "10^9/L", 0), Count("neutrophils", "1900", "/uL", 0),
        Count("hemoglobin", "10.8", "g/dL", 0), Count("weight", "78", "kg", 0),
    ),
    products=(
        Product("Ginger tea", "one cup before rising", "for the mornings"),
        Product("Curcumin 500", "500 mg twice a day", "a friend suggested it"),
    ),
    maps=(
        Map(
            day=-42,
            good_week="Breakfast three days running, and walking to the mailbox and back",
            fear="Wasting away where my kids can see it",
            hope="Finish the infusions and be at my daughter's recital",
            scores={"esas_nausea": 8, "esas_appetite": 7, "esas_tiredness": 6, "esas_anxiety": 5, "esas_wellbeing": 6},
            goals=("Walk to the mailbox and back", "Eat breakfast with the family"),
        ),
        Map(
            day=-14, good_week="Two breakfasts, and the mailbox every day", fear="", hope="The recital",
            scores={"esas_nausea": 5, "esas_appetite": 6, "esas_tiredness": 5, "esas_anxiety": 4, "esas_wellbeing": 5},
        ),
    ),
    plan=Plan(
        day=-42,
        one_thing="Ginger tea and two crackers before getting up",
        parts=(
            Part(
                "target_1", "Morning nausea", "Antiemetics on schedule, acupuncture weekly for four weeks, ginger tea",
                symptom="esas_nausea", baseline=8, goal=4,
            ),
            Part(
                "anchor", "Walk five minutes, three times a day", "After each meal, with Ruth or alone",
                bad_day="Stand at the window for five minutes, twice",
            ),
            Part("coping", "Counting the out-breath", "Ten slow breaths, lying down", moment="At bedtime"),
        ),
        check_ins=((6, 7, 5), (5, 6, 5), (4, 5, 4), (3, 4, 4), (3, 3, 3)),
    ),
    referrals=(
        ReferralSketch("Acupuncture", "Nausea in the mornings during chemoimmunotherapy", -42,
                       ("coverage", "scheduling", "booked", "seen", "closed")),
        ReferralSketch("Nutrition counseling", "Lost eight pounds in three weeks; meat tastes of metal", -20,
                       ("coverage", "scheduling", "booked"), urgency="soon"),
    ),
    goals_talk=GoalsTalk(-42, "Be at my daughter's recital", "Wasting away", "lean_longer"),
)  # fmt: skip

YOON = Person(
    family_name="Yoon", given_names="Margaret", goes_by="Maggie", pronouns="she/her", born=(62, 5, 14), sex="female",
    mrn="33859012", registered=-40, phase="maintenance", phase_since=-300,
    cancer={
        "cancer_type": "breast", "histology": "Invasive ductal carcinoma", "laterality": "left", "icd10cm": "C50.412",
        "diagnosed": -560, "stage": "IIA", "stage_system": "AJCC 8", "metastatic": False,
    },
    markers={"er": "positive", "pr": "positive", "her2": "negative"},
    asked_no_allergies=True,
    treatments=(Treatment("Anastrozole", began=-300, intent="curative"),),
    medicines=(Medicine("Anastrozole", "1", "mg", "daily"), Medicine("Diclofenac gel", "1", "%", "twice a day", "topical")),
    counts=(Count("platelets", "214", "10^9/L", -4), Count("weight", "66.2", "kg", -4)),
    products=(Product("Vitamin D3", "2,000 units daily", "bones"),),
    maps=(
        Map(
            day=-28,
            good_week="Open a jar, and take the stairs without planning it",
            fear="That I stop the tablets and it comes back",
            hope="Stay on treatment without dreading the mornings",
            scores={"ai_arthralgia": 7, "esas_pain": 6, "esas_tiredness": 4, "insomnia": 5, "esas_anxiety": 4},
            goals=("Open jars", "Stairs without the rail"),
        ),
    ),
    plan=Plan(
        day=-28,
        one_thing="The ten-minute hand and knee routine, before breakfast",
        parts=(
            Part(
                "target_1", "Stiff, sore mornings", "Acupuncture twice a week for four weeks; diclofenac gel on the knees",
                symptom="ai_arthralgia", baseline=7, goal=4,
            ),
            Part(
                "anchor", "Morning routine, then a brisk walk",
                "Ten minutes for hands, wrists, ankles and knees, then a 20-minute walk, five days a week",
                bad_day="The ten minutes only",
            ),
            Part("coping", "Long, slow out-breaths", "Breathe in for 4, out for 6, five minutes", moment="After lunch"),
        ),
        check_ins=((5, 6, 4), (5, 5, 3), (4, 4, 3)),
    ),
    referrals=(
        ReferralSketch("Acupuncture", "Joint pain on an aromatase inhibitor; left arm at risk of lymphedema", -28,
                       ("coverage", "scheduling", "booked")),
    ),
    goals_talk=GoalsTalk(-28, "Stay on treatment", "That it comes back", "longer"),
)  # fmt: skip

LINDQVIST = Person(
    family_name="Lindqvist", given_names="Rosa", pronouns="she/her", born=(70, 10, 2), sex="female", mrn="20581476",
    registered=-24, phase="advanced", phase_since=-45,
    cancer={
        "cancer_type": "pancreatic", "histology": "Pancreatic ductal adenocarcinoma", "laterality": "not_applicable",
        "icd10cm": "C25.0", "diagnosed": -210, "stage": "IV", "stage_system": "AJCC 8", "metastatic": True,
    },
    treatments=(
        Treatment("Gemcitabine and nab-paclitaxel", began=-190, cycle_days=28, ended=-46, intent="control",
                  end_reason="The treatment did not help any more"),
    ),
    medicines=(
        Medicine("Pancrelipase", "2", "capsule", "with meals"),
        Medicine("Haloperidol", "0.5", "mg", "at night"),
        Medicine("Morphine, slow release", "15", "mg", "twice a day"),
    ),
    counts=(Count("hemoglobin", "98", "g/L", -9), Count("platelets", "186", "10^9/L", -9), Count("weight", "47.4", "kg", -2)),
    maps=(
        Map(
            day=-20,
            good_week="Sit at the table without it being a fight",
            fear="That they remember me thin and cross",
            hope="Soup with the grandchildren on Sundays",
            scores={"esas_appetite": 9, "esas_tiredness": 7, "esas_nausea": 5, "esas_depression": 4, "cachexia": 8},
            goals=("Sit with the grandchildren after a meal",),
        ),
    ),
    plan=Plan(
        day=-20,
        one_thing="Three bites of something you like, at the table",
        parts=(
            Part("target_1", "Peace at meals", "Small bites, energy-dense, no counting; nausea medicine at night",
                 symptom="esas_appetite", baseline=9, goal=6),
            Part("anchor", "Sit up in the chair by the window", "Ten minutes, morning and afternoon",
                 bad_day="Two minutes on the edge of the bed"),
            Part("coping", "The recipe notebook", "Write or dictate one line of a recipe", moment="After the afternoon rest"),
        ),
        check_ins=((5, 7, 6), (4, 6, 4)),
    ),
    referrals=(
        ReferralSketch("Palliative care", "Pain and nausea at home; family asks for help at night", -20,
                       ("scheduling", "booked"), urgency="soon"),
    ),
    goals_talk=GoalsTalk(-20, "Sundays with the grandchildren", "Being a burden at the table", "lean_comfort"),
)  # fmt: skip

WHITFIELD = Person(
    family_name="Whitfield", given_names="Carol", pronouns="she/her", born=(58, 2, 17), sex="female", mrn="61194437",
    registered=-9, phase="active_treatment", phase_since=-30,
    cancer={
        "cancer_type": "hematologic", "histology": "Diffuse large B-cell lymphoma", "laterality": "not_applicable",
        "icd10cm": "C83.30", "diagnosed": -55, "stage": "III", "stage_system": "Lugano", "metastatic": None,
    },
    asked_no_allergies=True,
    treatments=(Treatment("R-CHOP", began=-30, cycle_days=21, intent="curative"),),
    medicines=(Medicine("Prednisone", "100", "mg", "daily on days 1 to 5 of each cycle"),),
    counts=(Count("neutrophils", "0.9", "10^9/L", -1), Count("platelets", "95", "K/uL", -1), Count("hemoglobin", "10.1", "g/dL", -1)),
    products=(Product("Melatonin", "3 mg at night", "sleep on steroid days"), Product("“Immune Shield” drops", "", "from the health shop")),
    maps=(
        Map(
            day=-2, good_week="Five straight hours of sleep", fear="An infection in the middle of it",
            hope="Back to the choir by Easter",
            scores={"insomnia": 7, "esas_tiredness": 6, "esas_anxiety": 6, "esas_wellbeing": 5},
            goals=("Sleep five straight hours",),
        ),
    ),
    referrals=(ReferralSketch("Mindfulness group", "Worry at night; by video while counts are low", -2, ()),),
)  # fmt: skip

OTIENO = Person(
    family_name="Otieno", given_names="Grace", pronouns="she/her", born=(51, 12, 30), sex="female", mrn="72033515",
    registered=-33, phase="active_treatment", phase_since=-48,
    cancer={
        "cancer_type": "ovarian", "histology": "High-grade serous ovarian carcinoma", "laterality": "bilateral",
        "icd10cm": "C56.3", "diagnosed": -80, "stage": "IIIC", "stage_system": "FIGO 2014", "metastatic": True,
    },
    allergy=("Latex", "hives"),
    treatments=(Treatment("Carboplatin and paclitaxel", began=-48, cycle_days=21, intent="curative"),),
    medicines=(Medicine("Apixaban", "5", "mg", "twice a day"),),
    counts=(Count("platelets", "141", "10^9/L", -6), Count("neutrophils", "2.6", "10^9/L", -6)),
    maps=(
        Map(
            day=-31, good_week="Feel my feet on the tiles", fear="Falling when I am alone with the little one",
            hope="Carry my granddaughter up the stairs",
            scores={"cipn": 6, "esas_tiredness": 5, "esas_pain": 4, "constipation": 5},
            goals=("Carry my granddaughter up the stairs",),
        ),
    ),
    plan=Plan(
        day=-31,
        one_thing="Ankle pumps and toe spreads before standing up",
        parts=(
            Part("target_1", "Numb, tingling feet", "Baseline noted for the oncology team; balance work; foot checks",
                 symptom="cipn", baseline=6, goal=4),
            Part("anchor", "Balance beside the kitchen counter", "Five minutes, twice a day, with shoes on",
                 bad_day="Seated ankle pumps, two minutes"),
            Part("coping", "Hand on the heart", "Three slow breaths", moment="Before each infusion"),
        ),
        check_ins=((4, 6, 3), (4, 5, 3)),
    ),
    referrals=(
        ReferralSketch("Oncology physical therapy", "Balance and foot care during neurotoxic treatment", -17, ("coverage",)),
    ),
)  # fmt: skip

ABARA = Person(
    family_name="Abara", given_names="Joseph", pronouns="he/him", born=(71, 7, 21), sex="male", mrn="58820164",
    registered=-1, phase="newly_diagnosed", phase_since=-12, reminders=False,
    cancer={
        "cancer_type": "head_neck", "histology": "Squamous cell carcinoma of the oropharynx",
        "laterality": "right", "icd10cm": "C10.9", "diagnosed": -12, "stage": "II", "stage_system": "AJCC 8",
        "metastatic": False,
    },
)  # fmt: skip

NOW = (OKAFOR, YOON, LINDQVIST, WHITFIELD, OTIENO, ABARA)
