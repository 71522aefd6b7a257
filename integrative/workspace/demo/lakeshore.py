"""Lakeshore: the other clinic, to see the wall between two."""

from .sketches import Map, Person, Treatment

BAUER = Person(
    family_name="Bauer", given_names="Jonas", born=(59, 3, 2), sex="male", mrn="10040021", registered=-15,
    phase="active_treatment", phase_since=-30,
    cancer={
        "cancer_type": "kidney", "histology": "Clear cell renal cell carcinoma", "laterality": "right",
        "icd10cm": "C64.1", "diagnosed": -60, "stage": "IV", "stage_system": "AJCC 8", "metastatic": True,
    },
    treatments=(Treatment("Nivolumab and ipilimumab", began=-30, cycle_days=21, intent="control"),),
    maps=(Map(day=-15, good_week="Fishing with my brother", scores={"esas_tiredness": 5, "esas_pain": 3}),),
)  # fmt: skip

DELGADO = Person(
    family_name="Delgado", given_names="Maria", born=(44, 6, 6), sex="female", mrn="10040022", registered=-4,
    phase="newly_diagnosed", phase_since=-10,
    cancer={
        "cancer_type": "breast", "histology": "Invasive ductal carcinoma", "laterality": "left",
        "icd10cm": "C50.912", "diagnosed": -10, "stage": "I", "stage_system": "AJCC 8", "metastatic": False,
    },
    markers={"er": "positive", "pr": "negative", "her2": "negative"},
)  # fmt: skip

LAKESHORE = (BAUER, DELGADO)
