"""Reads conditions, symptoms, counts, procedures and radiation into the contexts the tables speak of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from .person import RADIATION_WITHIN_DAYS, Person, below, with_any

DENIED = re.compile(
    r"\b(?:no|non|denies|without|not|never|negative for|resolved|ruled out|absent|free of)\b", re.IGNORECASE
)
GRADE_NONE = re.compile(r"\b(?:grade|g|ctcae)\s*0\b|\bnone\b", re.IGNORECASE)
WORDS = {
    "hormone_sensitive_cancer": (
        r"\ber ?\+|\bpr ?\+|\bhr ?\+|"
        r"\b(?:er|pr|hr|estrogen|progesterone|hormone)[ -]?(?:receptor)?[ -]?positive|"
        r"hormone[- ]sensitive|endometrial (?:cancer|carcinoma)|uterine cancer|"
        r"estrogen[- ]sensitive"
    ),
    "prostate_cancer": r"prostate (?:cancer|carcinoma|ca\b)|adenocarcinoma of the prostate",
    "neuropathy_existing": (
        r"neuropath|\bcipn\b|numb(?:ness)? (?:in |of )?(?:the )?(?:hands|feet|fingers|toes)"
    ),
    "smoker": (
        r"\b(?:current|former|ex|active|heavy)?[- ]?smok(?:er|es|ing)\b|tobacco use|"
        r"pack[- ]years?"
    ),
    "g6pd_deficiency": (r"g6pd (?:deficien|unknown|not tested|untested)|deficien\w* (?:of|in) g6pd|favism"),
    "hypercalcaemia": r"hypercalc(?:a)?emi|(?:high|raised|elevated) calcium",
    "egfr_lt_30": (
        r"dialysis|end[- ]stage (?:renal|kidney)|\besrd\b|ckd (?:stage )?[45]\b|"
        r"(?:renal|kidney) failure"
    ),
    "egfr_lt_60": (
        r"ckd(?: stage)? ?3|chronic kidney disease|\bckd\b|renal (?:impairment|insufficiency)|"
        r"kidney disease"
    ),
    "raised_lfts": (
        r"(?:raised|elevated|high|abnormal) (?:lfts?|liver|alt|ast|transaminases|bilirubin)|"
        r"hepatitis|cirrhosis|liver failure"
    ),
    "platelets_lt_50": r"thrombocytopeni|low platelets",
    "neutropenia_severe": r"neutropeni|agranulocytosis",
    "central_line": (
        r"\bport\b|port-?a-?cath|\bpicc\b|\bcvc\b|hickman|broviac|"
        r"central (?:venous )?(?:line|catheter)|mediport"
    ),
    "cancer_fatigue": r"fatigue|tiredness",
    "taste_loss_radiation": r"taste|dysgeusia|ageusia",
    "cipn_prevention": r"prevent\w* (?:of )?(?:neuropathy|cipn)|cipn prevention",
    "paediatric_all_hepatotoxicity": r"(?:childhood|pa?ediatric) (?:all\b|acute lymphoblastic)",
    "radioiodine": r"radio-?iodine|radioactive iodine|\brai\b|i-?131|iodine-?131",
    "lab_creatinine": r"creatinine|\begfr\b|kidney function",
    "lab_psa": r"\bpsa\b",
    "lab_immunoassay": (
        r"\b(?:tsh|t4|t3|thyroid|troponin|psa|estradiol|testosterone|hcg|immunoassay|ferritin|b12|"
        r"tumou?r markers?)\b"
    ),
    "lab_glucose_meter": r"glucose meter|glucometer|finger ?stick|point[- ]of[- ]care glucose",
}
FLAG_WORDS = {
    "diarrhea": r"diarrh(?:o)?ea|loose stools",
    "hypertension": r"hypertension|high blood pressure|\bhtn\b",
    "donor_transplant": (
        r"allogeneic|\ballo-?(?:sct|hsct|transplant)|donor (?:stem cell )?transplant|"
        r"graft[- ]versus"
    ),
}
CONTEXT_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in WORDS.items()}
FLAG_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in FLAG_WORDS.items()}
NO_DENIAL = frozenset({"g6pd_deficiency"})
SITES = {
    "radiation_head_neck": r"head|neck|throat|laryn|pharyn|oral|mouth|tongue|tonsil|salivary|thyroid bed",
    "radiation_pelvic": r"pelvi|prostat|cervi|rect|bladder|uter|anal|vagin|endometri",
    "brain_radiation": r"brain|crani|gliom|glioblastoma|skull",
}
INR_RANGE_ENDS = 3.0
"""The usual range under warfarin ends here; a mechanical valve may have a higher one."""
HORMONE_CLASSES = frozenset({"aromatase_inhibitor", "serm", "serd"})


def read_notes(notes: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Contexts and flags that the words say are true, each with the words that said so."""
    contexts: dict[str, str] = {}
    flags: dict[str, str] = {}
    for note in notes:
        if GRADE_NONE.search(note):
            continue
        for name, pattern in CONTEXT_PATTERNS.items():
            if name not in contexts and _is_said(pattern, note, deniable=name not in NO_DENIAL):
                contexts[name] = note.strip()
        for name, pattern in FLAG_PATTERNS.items():
            if name not in flags and _is_said(pattern, note, deniable=True):
                flags[name] = note.strip()
    return contexts, flags


def _is_said(pattern: re.Pattern[str], note: str, *, deniable: bool) -> bool:
    match = pattern.search(note)
    return bool(match) and not (deniable and DENIED.search(note[: match.start()] if match else ""))


def radiation_contexts(site: str) -> list[str]:
    """The contexts of radiation at a site."""
    where = [name for name, words in SITES.items() if re.search(words, site, re.IGNORECASE)]
    return ["radiation", *where]


def in_full(person: Person) -> Person:
    """The person with every context that follows from counts, drugs, procedures and dates."""
    contexts = dict(person.contexts)
    for find in (_from_counts, _from_drugs, _from_dates):
        for name, because in find(person):
            contexts.setdefault(name, because)
    if "egfr_lt_30" in contexts:
        contexts.setdefault("egfr_lt_60", contexts["egfr_lt_30"])
    return replace(person, contexts=contexts)


Found = Iterator[tuple[str, str]]


def _from_counts(person: Person) -> Found:
    under = (
        ("platelets_lt_50", "platelets", 50, "10^9/L"),
        ("neutropenia_severe", "neutrophils", 0.5, "10^9/L"),
        ("egfr_lt_60", "egfr", 60, "mL/min/1.73 m2"),
        ("egfr_lt_30", "egfr", 30, "mL/min/1.73 m2"),
    )
    for name, test, limit, unit in under:
        if lab := below(person, test, limit):
            yield name, f"{test} {lab.value:g} {unit}" + (f" on {lab.on.isoformat()}" if lab.on else "")
    above: tuple[tuple[str, str, float], ...] = (
        ("raised_lfts", "alt", 3), ("raised_lfts", "ast", 3), ("raised_lfts", "bilirubin", 1.5),
        ("hypercalcaemia", "calcium", 1),
    )  # fmt: skip
    for name, test, times in above:
        lab = person.lab(test)
        if lab and lab.times_uln > times:
            yield name, f"{test} {lab.value:g} is above {times:g} times the upper limit"
    if (inr := person.lab("inr")) and inr.value > INR_RANGE_ENDS:
        yield "inr_above_range", f"INR {inr.value:g} is above {INR_RANGE_ENDS:g}"


def _from_drugs(person: Person) -> Found:
    if drug := with_any(person.drugs, "neurotoxic"):
        yield "neuropathy_existing", f"{drug.id} can damage nerves"
    if drug := next((d for d in person.drugs if d.drug_class in HORMONE_CLASSES), None):
        yield "hormone_sensitive_cancer", f"{drug.id} is endocrine treatment"
    if drug := next((d for d in person.drugs if d.drug_class == "androgen_pathway"), None):
        yield "prostate_cancer", f"{drug.id} is given for prostate cancer"
    if drug := next((d for d in person.drugs if d.drug_class in {"platinum", "antifolate"}), None):
        yield "lab_creatinine", f"{drug.id} is dosed or followed by creatinine"
    if drug := next((d for d in person.drugs if d.id == "insulin"), None):
        yield "lab_glucose_meter", f"{drug.id} is dosed by the glucose meter"


def _from_dates(person: Person) -> Found:
    if procedure := person.next_procedure():
        when = f" on {procedure.on.isoformat()}" if procedure.on else ""
        yield "surgery", f"{procedure.name}{when}"
    if person.flags.get("radiation") and _radiation_is_near(person):
        for name in radiation_contexts(person.flags["radiation"]):
            yield name, person.flags["radiation"]


def _radiation_is_near(person: Person) -> bool:
    begins, ends = person.radiation_from, person.radiation_until
    begun = begins is None or begins <= person.today + timedelta(days=RADIATION_WITHIN_DAYS)
    return begun and (ends is None or ends >= person.today)
