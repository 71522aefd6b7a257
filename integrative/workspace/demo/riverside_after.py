"""Riverside: people after treatment, or living with it for years."""

from .sketches import (
    AtFollowUp,
    Count,
    Done,
    Dose,
    FollowedUp,
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
from .visits_joint_pain import MARSH_FIRST
from .visits_nerve_pain import HERRERA_TODAY, NAIR_FIRST, NAIR_SECOND

HERRERA = Person(
    family_name="Herrera", given_names="Tomás", pronouns="he/him", born=(54, 6, 22), sex="male", mrn="55203147",
    registered=-3, phase="recovery", phase_since=-70,
    cancer={
        "cancer_type": "colorectal", "histology": "Adenocarcinoma of the sigmoid colon",
        "laterality": "not_applicable", "icd10cm": "C18.7", "diagnosed": -290, "stage": "IIIB",
        "stage_system": "AJCC 8", "metastatic": False,
    },
    allergy=("Penicillin", "anaphylaxis"),
    treatments=(Treatment("mFOLFOX6", began=-250, cycle_days=14, ended=-70, intent="curative", end_reason="Completed"),),
    medicines=(
        Medicine("Apixaban", "5", "mg", "twice a day"), Medicine("Metoprolol", "50", "mg", "daily"),
        Medicine("Lidocaine cream", "5", "%", "at bedtime", "topical"),
    ),
    counts=(
        Count("platelets", "98", "10^9/L", -84), Count("platelets", "151", "10^9/L", -40), Count("platelets", "176", "10^9/L", -5),
        Count("neutrophils", "1.9", "10^9/L", -84), Count("neutrophils", "3.4", "10^9/L", -40),
        Count("weight", "83.1", "kg", -84), Count("weight", "84.5", "kg", 0),
    ),
    products=(
        Product("St. John's wort", "three times a day", "for mood", amount="300", unit="mg", suggested_by="internet"),
        Product("Acetyl-L-carnitine", "twice a day", "for the nerves", amount="1000", unit="mg", suggested_by="shop"),
        Product("Nerve Renew Complex", "daily", "advertised", amount="2", unit="capsule", suggested_by="internet"),
        Product("Magnesium glycinate", "at night", "cramps", amount="200", unit="mg", suggested_by="other_clinician"),
    ),
    maps=(HERRERA_TODAY,),
)  # fmt: skip

NAIR = Person(
    family_name="Nair", given_names="Priya", pronouns="she/her", born=(45, 9, 8), sex="female", mrn="81047725",
    registered=-130, phase="survivorship", phase_since=-230,
    cancer={
        "cancer_type": "breast", "histology": "Invasive ductal carcinoma", "laterality": "right",
        "icd10cm": "C50.911", "diagnosed": -520, "stage": "IIB", "stage_system": "AJCC 8", "metastatic": False,
    },
    markers={"er": "negative", "pr": "negative", "her2": "negative"},
    asked_no_allergies=True,
    treatments=(
        Treatment("Dose-dense AC-T", began=-500, cycle_days=14, ended=-390, intent="curative", end_reason="Completed"),
        Treatment("Radiation to the chest wall", began=-330, ended=-295, intent="curative", end_reason="Completed"),
    ),
    medicines=(Medicine("Acetaminophen", "500", "mg", "up to three times a day", as_needed=True),),
    products=(Product("Turmeric capsules", "", "inflammation", suggested_by="family"),),
    maps=(NAIR_FIRST, NAIR_SECOND),
    plan=Plan(
        day=-84,
        one_thing="Stand up and open the chest every 45 minutes",
        parts=(
            Part("target_1", "Tight chest wall", "Scar and thoracic work with the physical therapist; heat wrap in the afternoon",
                 symptom="rt_fibrosis_pain", baseline=7, goal=3,
                 done=(
                     Done("physical", "Scar work with the physical therapist", "physio_scar", Dose("1", 30, 8, "clinic", "service"),
                          sessions=8, costs="covered"),
                 )),
            Part("target_2", "Broken sleep", "Same rising time; no screen in bed", symptom="insomnia", baseline=5, goal=3,
                 done=(
                     Done("psychosocial", "The same rising time, with morning light", "sleep_routine", Dose("7", 15), costs="free"),
                 )),
            Part("anchor", "Yoga with an oncology-informed teacher", "Twice a week, 40 minutes", bad_day="Three wall slides",
                 therapy="yoga", dose=Dose("2", 40, 8, "clinic", "service"), intensity="Gentle", activity="Yoga"),
            Part("coping", "Box breathing", "Four rounds", moment="At the desk, before lunch",
                 therapy="breathing_practice", dose=Dose("5", 5)),
        ),
        offered=(300, 14),
        parked=Parked("Oncology massage", "One hands-on treatment at a time", ask_again=60),
        check_ins=((5, 6, 4), (4, 5, 4), (4, 5, 3), (3, 4, 3)),
    ),
    referrals=(
        ReferralSketch("Oncology physical therapy", "Radiation fibrosis after mastectomy; thoracic mobility", -84,
                       ("scheduling", "booked", "seen")),
    ),
)  # fmt: skip

MARSH = Person(
    family_name="Marsh", given_names="Elena", pronouns="she/her", born=(48, 4, 3), sex="female", mrn="90416682",
    registered=-12, phase="maintenance", phase_since=-180,
    cancer={
        "cancer_type": "breast", "histology": "Invasive lobular carcinoma", "laterality": "left", "icd10cm": "C50.912",
        "diagnosed": -420, "stage": "IIIA", "stage_system": "AJCC 8", "metastatic": False,
    },
    markers={"er": "positive", "pr": "positive", "her2": "negative"},
    treatments=(
        Treatment("Dose-dense AC-T", began=-400, cycle_days=14, ended=-290, intent="curative", end_reason="Completed"),
        Treatment("Letrozole with leuprolide", began=-180, intent="curative"),
    ),
    medicines=(Medicine("Letrozole", "2.5", "mg", "daily"), Medicine("Leuprolide", "11.25", "mg", "every 3 months", "injection")),
    counts=(
        Count("platelets", "118", "10^9/L", -300), Count("platelets", "205", "10^9/L", -180), Count("platelets", "240", "10^9/L", -20),
        Count("weight", "68.2", "kg", -180), Count("weight", "71", "kg", -11),
    ),
    products=(Product("Fish oil", "daily", "joints", amount="1000", unit="mg", suggested_by="self"),),
    maps=(MARSH_FIRST,),
    referrals=(ReferralSketch("Acupuncture", "Joint pain on endocrine therapy, about to stop it", -10, ("coverage",), urgency="soon"),),
)  # fmt: skip

HADDAD = Person(
    family_name="Haddad", given_names="Samir", pronouns="he/him", born=(66, 1, 11), sex="male", mrn="17390058",
    registered=-75, phase="active_treatment", phase_since=-260,
    cancer={
        "cancer_type": "prostate", "histology": "Adenocarcinoma of the prostate", "laterality": "not_applicable",
        "icd10cm": "C61", "diagnosed": -800, "stage": "IVB", "stage_system": "AJCC 8", "metastatic": True,
    },
    treatments=(Treatment("Leuprolide with abiraterone and prednisone", began=-260, intent="control"),),
    medicines=(
        Medicine("Abiraterone", "1000", "mg", "daily"), Medicine("Prednisone", "5", "mg", "daily"),
        Medicine("Oxycodone", "5", "mg", "every 6 hours", as_needed=True),
    ),
    counts=(Count("platelets", "160", "10^9/L", -30), Count("hemoglobin", "11.9", "g/dL", -30)),
    reminders=False,
    maps=(
        Map(
            day=-60, good_week="The garden for an hour", fear="Not being able to stand up one morning",
            hope="Prune the fig tree in spring", scores={"bone_pain": 6, "fatigue": 7, "insomnia": 5},
            goals=("An hour in the garden",),
        ),
    ),
    plan=Plan(
        day=-60,
        one_thing="Sit-to-stand, five times, holding the table",
        parts=(
            Part("target_1", "Tiredness that stops the day", "Pacing with a diary; supervised light strength work",
                 symptom="fatigue", baseline=7, goal=5,
                 done=(
                     Done("physical", "Pacing with the occupational therapist", "occupational_therapy",
                          Dose("1", 45, 6, "virtual", "service"), sessions=4),
                 )),
            Part("anchor", "Chair-based routine", "Fifteen minutes, five days a week, nothing that loads the spine",
                 bad_day="Five sit-to-stands", therapy="mobility_routine", dose=Dose("5", 15), intensity="Very easy",
                 activity="Movement in a chair"),
            Part("coping", "The evening prayer, unhurried", "As he has always done", moment="At dusk",
                 therapy="spiritual_care", dose=Dose("7", 10)),
        ),
        offered=(200, 2),
        parked=Parked("Tai chi in the park", "Not before the spine is judged stable", ask_again=70),
    ),
    referrals=(ReferralSketch("Oncology physical therapy", "Bone lesions of the spine: chair-based strength, supervised", -22, ()),),
)  # fmt: skip

TRAN = Person(
    family_name="Tran", given_names="Minh", pronouns="he/him", born=(67, 11, 19), sex="male", mrn="36652190",
    registered=-120, phase="survivorship", phase_since=-150,
    cancer={
        "cancer_type": "colorectal", "histology": "Adenocarcinoma of the rectum", "laterality": "not_applicable",
        "icd10cm": "C20", "diagnosed": -500, "stage": "II", "stage_system": "AJCC 8", "metastatic": False,
    },
    asked_no_allergies=True,
    treatments=(Treatment("Capecitabine with pelvic radiation", began=-470, ended=-430, intent="curative", end_reason="Completed"),),
    maps=(
        Map(
            day=-70, good_week="Leave the house without knowing every toilet", fear="Being the man who always leaves early",
            hope="Tai chi in the park again", scores={"bowel_urgency": 6, "fatigue": 4, "isolation": 5},
            goals=("Tai chi in the park",),
        ),
        Map(day=-35, good_week="The park, twice", scores={"bowel_urgency": 3, "fatigue": 3, "isolation": 3, "fear_of_recurrence": 5}),
    ),
    plan=Plan(
        day=-70,
        one_thing="Out of the house once a day",
        parts=(
            Part("target_1", "Bowel urgency", "Pelvic floor therapy; a food diary for two weeks",
                 symptom="bowel_urgency", baseline=6, goal=3,
                 done=(
                     Done("physical", "Pelvic floor therapy", "pelvic_floor", Dose("1", 45, 8, "clinic", "service"), sessions=6),
                 )),
            Part("anchor", "Tai chi, twenty minutes", "Five mornings a week", bad_day="The first form only",
                 therapy="tai_chi_qigong", dose=Dose("5", 20), activity="Tai chi"),
            Part("coping", "Tea, slowly", "One cup with the phone in another room", moment="After tai chi", dose=Dose("7", 10)),
        ),
        offered=(240, 5),
        parked=Parked("Acupuncture", "Pelvic floor therapy first, then decide", ask_again=50),
        followed_up=FollowedUp(
            day=-35,
            note="Rain kept him in for a week.",
            said={
                "target_1": AtFollowUp(days=6, felt="some", because="helped", why="Two outings without looking for a toilet"),
                "anchor": AtFollowUp(days=5, felt="light", because="helped"),
                "coping": AtFollowUp("adjust", days=2, felt="light", why="The tea gets cold; straight after the park instead"),
            },
        ),
        check_ins=((3, 5, 3), (2, 4, 3), (2, 3, 2)),
    ),
    referrals=(
        ReferralSketch("Pelvic floor therapy", "Urgency after pelvic radiation", -70,
                       ("coverage", "scheduling", "booked", "seen", "closed")),
    ),
)  # fmt: skip

KOWALSKI = Person(
    family_name="Kowalski", given_names="Irena", pronouns="she/her", born=(39, 8, 25), sex="female", mrn="64275903",
    registered=-6, phase="maintenance", phase_since=-110,
    cancer={
        "cancer_type": "melanoma", "histology": "Cutaneous melanoma", "laterality": "left", "icd10cm": "C43.72",
        "diagnosed": -170, "stage": "IIIB", "stage_system": "AJCC 8", "metastatic": False,
    },
    allergy=("Adhesive tape", "blisters"),
    treatments=(Treatment("Pembrolizumab", began=-110, cycle_days=42, intent="curative"),),
    counts=(Count("platelets", "255", "10^9/L", -2), Count("neutrophils", "3.4", "10^9/L", -2)),
    products=(Product("Vitamin C, high dose", "3 g a day", "immune system"), Product("Reishi mushroom", "", "a podcast")),
    maps=(
        Map(
            day=-5, good_week="Not checking every mole at night", fear="Leaving my girls",
            hope="Run the spring half", scores={"esas_anxiety": 7, "insomnia": 6, "esas_tiredness": 4},
            goals=("Run thirty minutes, three times a week",),
            flags_done="Stayed to talk until she was calmer; counseling sees her this week",
        ),
    ),
    referrals=(ReferralSketch("Counseling", "Worry before scans", -5, ("coverage", "scheduling")),),
)  # fmt: skip

AFTER = (HERRERA, NAIR, MARSH, HADDAD, TRAN, KOWALSKI)
