"""What a treatment exposed a person to, and what to look for after it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from integrative.knowledge.exposures import (
    Exposure,
    Kind,
    exposure,
    late_effects_after,
    never_proposed,
)
from integrative.knowledge.late_effects import all_late_effects

BREAST = {"breast": "Breast cancer"}


def done(text: str, kind: Kind = "treatment", *, age: int | None = 50, gy: int | None = None) -> Exposure:
    return exposure(text, kind, shown=text, age=age, gy=None if gy is None else Decimal(gy))


def found(*exposures: Exposure, sex: str = "female", **cancers: Any) -> set[str]:
    return {each.effect.id for each in late_effects_after(exposures, cancers=cancers or BREAST, sex=sex)}


def test_a_regimen_comes_as_its_drugs() -> None:
    assert {"LE001", "LE021", "LE043", "LE044"} <= found(done("Dose-dense AC-T"))
    assert "LE001" not in found(done("FOLFOX"))


def test_radiation_counts_by_its_site() -> None:
    pelvis = found(done("pelvis", "radiation"))
    assert {"LE028", "LE029", "LE030", "LE043", "LE044", "LE045"} <= pelvis
    assert pelvis.isdisjoint({"LE005", "LE009", "LE011", "LE035"})
    assert "LE035" in found(done("whole brain", "radiation"))
    assert "LE045" not in found(done("Paclitaxel"))


def test_radiation_inside_the_name_of_a_treatment_is_radiation() -> None:
    assert {"LE027", "LE005", "LE045"} <= found(done("Radiation to the chest wall"))
    assert "LE045" in found(done("Stupp protocol"))
    assert not done("Stupp protocol").groups


def test_the_neck_is_not_the_neck_of_the_womb() -> None:
    assert found(done("cervix", "radiation")).isdisjoint({"LE009", "LE010", "LE011"})


def test_an_operation_counts_by_what_was_removed() -> None:
    axilla = found(done("Left mastectomy with axillary dissection", "surgery"))
    assert {"LE026", "LE027"} <= axilla
    assert "LE014" not in axilla
    assert "LE041" in found(done("Right nephrectomy", "surgery"))


def test_removing_a_port_is_no_treatment_of_cancer() -> None:
    assert found(done("Port removal", "surgery")) == set()


@pytest.mark.parametrize(("age", "so"), [(29, True), (30, False), (None, True)])
def test_breast_screening_after_the_chest_asks_the_age_at_radiation(age: int | None, so: bool) -> None:
    assert ("LE006" in found(done("mantle field", "radiation", age=age))) is so


def test_a_dose_under_the_limit_rules_out_and_an_unknown_one_is_said() -> None:
    assert "LE034" not in found(done("spleen", "radiation", gy=20))
    assert "LE034" in found(done("spleen", "radiation", gy=40))
    proposals = late_effects_after([done("spleen", "radiation")], cancers=BREAST, sex="female")
    (spleen,) = (each for each in proposals if each.effect.id == "LE034")
    assert spleen.not_known == ("The dose of radiation is not recorded.",)


def test_leuprolide_means_another_watch_in_breast_than_in_prostate() -> None:
    assert "LE022" in found(done("Leuprolide"))
    assert "LE023" not in found(done("Leuprolide"))
    man = found(done("Leuprolide"), sex="male", prostate="Prostate cancer")
    assert {"LE023", "LE024"} <= man
    assert "LE022" not in man


def test_a_sex_that_is_not_known_rules_nothing_out() -> None:
    pelvis = done("pelvis", "radiation")
    assert "LE028" not in found(pelvis, sex="male")
    assert "LE028" in found(pelvis, sex="unknown")


def test_melanoma_itself_is_an_exposure() -> None:
    (watch,) = late_effects_after([], cancers={"melanoma": "Cutaneous melanoma"}, sex="male")
    assert (watch.effect.id, watch.because) == ("LE046", ("Cutaneous melanoma",))


def test_what_no_table_knows_proposes_nothing_and_says_so() -> None:
    assert not done("Hormone shots").is_read
    assert "LE019" not in found(done("Hormone shots"))


def test_every_late_effect_is_matched_or_named_as_never_proposed() -> None:
    assert [each.id for each in never_proposed()] == ["LE036"]
    assert len(all_late_effects()) == 50
