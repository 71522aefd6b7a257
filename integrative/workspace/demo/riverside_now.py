"""Riverside: people in treatment now."""

from .sketches import (
    Count,
    Decided,
    Done,
    Dose,
    Event,
    GoalsTalk,
    Map,
    Medicine,
    Parked,
    Part,
    Person,
    Plan,
    Product,
    ReferralSketch,
    Treatment,
)
from .visits_in_treatment import LINDQVIST_FIRST, LINDQVIST_SECOND, OKAFOR_FIRST, OKAFOR_SECOND
from .visits_joint_pain import YOON_FIRST, YOON_SECOND

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
        Count("platelets", "246", "10^9/L", -66), Count("platelets", "131", "10^9/L", -43),
        Count("platelets", "142", "10^9/L", -22), Count("platelets", "112", "10^9/L", 0),
        Count("neutrophils", "5200", "/uL", -66), Count("neutrophils", "1600", "/uL", -43),
        Count("neutrophils", "2100", "/uL", -22), Count("neutrophils", "1900", "/uL", 0),
        Count("hemoglobin", "13.1", "g/dL", -66), Count("hemoglobin", "11.9", "g/dL", -43),
        Count("hemoglobin", "11.2", "g/dL", -22), Count("hemoglobin", "10.8", "g/dL", 0),
        Count("weight", "82", "kg", -66), Count("weight", "78.4", "kg", -43), Count("weight", "77.9", "kg", -22),
        Count("weight", "78", "kg", 0),
    ),
    products=(
        Product("Ginger tea", "one cup before rising", "for the mornings", suggested_by="family"),
        Product(
            "Curcumin 500", "twice a day", "against the cancer", amount="500", unit="mg", suggested_by="family",
            decided=Decided(-42, "advise_stop", "No liver value on record; turmeric in food stays"),
        ),
        Product(
            "Vitamin D3", "daily", "the dietitian found it low", amount="1000", unit="IU", suggested_by="clinic", since=-14,
        ),
    ),
    maps=(OKAFOR_FIRST, OKAFOR_SECOND),
    plan=Plan(
        day=-42,
        one_thing="Ginger tea and two crackers before getting up",
        parts=(
            Part(
                "target_1", "Morning nausea", "Antiemetics on schedule, acupuncture weekly for four weeks, ginger tea",
                symptom="esas_nausea", baseline=8, goal=4,
                done=(
                    Done("neuromodulatory", "P6 acupressure", "acupressure", Dose("7", 10), costs="free",
                         how="Press the point inside the wrist before rising and after meals."),
                    Done("physical", "Acupuncture, once a week", "acupuncture", Dose("1", 30, 6, "clinic", "service"), sessions=6),
                ),
            ),
            Part(
                "anchor", "Walk five minutes, three times a day", "After each meal, with Ruth or alone",
                bad_day="Stand at the window for five minutes, twice", therapy="walking_program", dose=Dose("21", 5),
                intensity="Easy enough to talk", activity="Walking", progression="A minute more each week; half on infusion days",
            ),
            Part("coping", "Counting the out-breath", "Ten slow breaths, lying down", moment="At bedtime",
                 therapy="breathing_practice", dose=Dose("7", 5)),
        ),
        offered=(240, 4),
        parked=Parked("Group yoga, Tuesdays", "\"Maybe when the infusions are over.\"", ask_again=75),
        check_ins=((6, 7, 5), (5, 6, 5), (4, 5, 4), (3, 4, 4), (3, 3, 3)),
    ),
    referrals=(
        ReferralSketch("Acupuncture", "Nausea in the mornings during chemoimmunotherapy", -42,
                       ("coverage", "scheduling", "booked", "seen", "closed")),
        ReferralSketch("Nutrition counseling", "Lost eight pounds in three weeks; meat tastes of metal", -20,
                       ("coverage", "scheduling", "booked"), urgency="soon"),
    ),
    goals_talks=(
        GoalsTalk(-42, "Be at my daughter's recital", "Wasting away", "lean_longer", prompted_by="side effect",
                  present="his wife Ruth", changes="No infusion in the week of the recital"),
    ),
    events=(
        Event(-30, "Dehydration after vomiting", hospital="emergency"),
        Event(-9, "His daughter's recital is in three weeks"),
    ),
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
    counts=(
        Count("platelets", "221", "10^9/L", -130), Count("platelets", "208", "10^9/L", -39),
        Count("platelets", "214", "10^9/L", -4), Count("hemoglobin", "12.9", "g/dL", -39),
        Count("weight", "64.8", "kg", -130), Count("weight", "66.5", "kg", -39), Count("weight", "66.2", "kg", -4),
    ),
    products=(Product("Vitamin D3", "daily", "bones", amount="2000", unit="IU", suggested_by="oncology"),),
    maps=(YOON_FIRST, YOON_SECOND),
    plan=Plan(
        day=-28,
        one_thing="The ten-minute hand and knee routine, before breakfast",
        parts=(
            Part(
                "target_1", "Stiff, sore mornings", "Acupuncture twice a week for four weeks; diclofenac gel on the knees",
                symptom="ai_arthralgia", baseline=7, goal=4,
                done=(
                    Done("physical", "Acupuncture, twice a week", "acupuncture", Dose("2", 30, 4, "clinic", "service"), sessions=8),
                    Done("medicine", "Diclofenac gel on the knees", dose=Dose("14", 2, by="oncologist"), amount=("1", "%"),
                         costs="covered"),
                ),
            ),
            Part(
                "anchor", "Morning routine, then a brisk walk",
                "Ten minutes for hands, wrists, ankles and knees, then a 20-minute walk, five days a week",
                bad_day="The ten minutes only", therapy="aerobic_exercise", dose=Dose("5", 30), intensity="Brisk, still able to talk",
                activity="Joint routine, then walking", progression="Five minutes more each week",
            ),
            Part("coping", "Long, slow out-breaths", "Breathe in for 4, out for 6, five minutes", moment="After lunch",
                 therapy="breathing_practice", dose=Dose("7", 5)),
        ),
        offered=(300, 8),
        parked=Parked("Curcumin for the joints", "One new thing at a time, and her oncologist is asked first"),
        check_ins=((5, 6, 4), (5, 5, 3), (4, 4, 3)),
    ),
    referrals=(
        ReferralSketch("Acupuncture", "Joint pain on an aromatase inhibitor; left arm at risk of lymphedema", -28,
                       ("coverage", "scheduling", "booked")),
    ),
    goals_talks=(GoalsTalk(-28, "Stay on treatment", "That it comes back", "longer"),),
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
    counts=(
        Count("hemoglobin", "11.4", "g/dL", -120), Count("hemoglobin", "104", "g/L", -48), Count("hemoglobin", "98", "g/L", -9),
        Count("platelets", "151", "10^9/L", -120), Count("platelets", "172", "10^9/L", -48), Count("platelets", "186", "10^9/L", -9),
        Count("weight", "54.6", "kg", -180), Count("weight", "50.9", "kg", -90), Count("weight", "48.6", "kg", -32),
        Count("weight", "47.4", "kg", -2),
    ),
    maps=(LINDQVIST_FIRST, LINDQVIST_SECOND),
    plan=Plan(
        day=-20,
        one_thing="Three bites of something you like, at the table",
        parts=(
            Part("target_1", "Peace at meals", "Small bites, energy-dense, no counting; nausea medicine at night",
                 symptom="esas_appetite", baseline=9, goal=6,
                 done=(
                     Done("nutrition", "A call with the dietitian, once a month", "nutrition_counselling",
                          Dose("0.25", 30, place="virtual", by="service"), costs="covered"),
                 )),
            Part("anchor", "Sit up in the chair by the window", "Ten minutes, morning and afternoon",
                 bad_day="Two minutes on the edge of the bed", therapy="mobility_routine", dose=Dose("14", 10),
                 intensity="Very easy", activity="Movement in a chair"),
            Part("coping", "The recipe notebook", "Write or dictate one line of a recipe", moment="After the afternoon rest",
                 therapy="journaling", dose=Dose("5", 10)),
        ),
        offered=(240, 0),
        parked=Parked("Massage at the clinic", "The way there takes more than it gives; a hand hold at home instead", ask_again=40),
        check_ins=((5, 7, 6), (4, 6, 4)),
    ),
    referrals=(
        ReferralSketch("Palliative care", "Pain and nausea at home; family asks for help at night", -20,
                       ("scheduling", "booked"), urgency="soon"),
    ),
    goals_talks=(
        GoalsTalk(-20, "Sundays with the grandchildren", "Being a burden at the table", "undecided",
                  prompted_by="scan", present="her daughter Karin"),
        GoalsTalk(-5, "To teach Elsa the soup", "Being carried off to the hospital at night", "lean_comfort",
                  prompted_by="hospital stay", present="her daughter Karin", changes="Palliative care visits at home"),
    ),
    events=(Event(-12, "Vomiting through the night", hospital="admission"),),
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
    products=(
        Product("Melatonin", "at night", "sleep on steroid days", amount="3", unit="mg", suggested_by="self"),
        Product("“Immune Shield” drops", "", "from the health shop", suggested_by="shop"),
    ),
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
    counts=(
        Count("platelets", "232", "10^9/L", -49), Count("platelets", "128", "10^9/L", -28), Count("platelets", "141", "10^9/L", -6),
        Count("neutrophils", "4.1", "10^9/L", -49), Count("neutrophils", "1.8", "10^9/L", -28), Count("neutrophils", "2.6", "10^9/L", -6),
    ),
    products=(
        Product(
            "St. John's wort", "daily", "for her mood since the operation", amount="300", unit="mg", suggested_by="self",
            decided=Decided(-31, "advise_stop", "It can weaken apixaban and paclitaxel; counseling offered instead"),
        ),
    ),
    maps=(
        Map(
            day=-31, good_week="Feel my feet on the tiles", fear="Falling when I am alone with the little one",
            hope="Carry my granddaughter up the stairs",
            scores={"cipn": 6, "esas_tiredness": 5, "esas_pain": 4, "constipation": 5},
            goals=("Carry my granddaughter up the stairs",), flags=(),
        ),
    ),
    plan=Plan(
        day=-31,
        one_thing="Ankle pumps and toe spreads before standing up",
        parts=(
            Part("target_1", "Numb, tingling feet", "Baseline noted for the oncology team; balance work; foot checks",
                 symptom="cipn", baseline=6, goal=4,
                 done=(
                     Done("physical", "Hand and foot routine", "mobility_routine", Dose("7", 10), costs="free",
                          how="Move toes and ankles, then look at both soles."),
                 )),
            Part("anchor", "Balance beside the kitchen counter", "Five minutes, twice a day, with shoes on",
                 bad_day="Seated ankle pumps, two minutes", therapy="balance_training", dose=Dose("14", 5),
                 intensity="With a hand on the counter", activity="Standing balance"),
            Part("coping", "Hand on the heart", "Three slow breaths", moment="Before each infusion",
                 therapy="breathing_practice", dose=Dose("7", 3)),
        ),
        offered=(180, 2),
        parked=Parked("Acupuncture for the feet", "Balance first; the counts are looked at again", ask_again=45),
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
