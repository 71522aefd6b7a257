import pytest

from integrative.knowledge.contradictions import aromatase_inhibitors, contradictions

NEGATIVE = {"er": "negative", "pr": "negative", "her2": "negative"}


@pytest.mark.parametrize("medicine", ["Anastrozole", "letrozole 2.5 mg", "EXEMESTANE", "Arimidex"])
def test_an_aromatase_inhibitor_beside_a_receptor_negative_tumor_asks_for_a_check(medicine):
    (found,) = contradictions(medicines=["Ondansetron", medicine], tumors=[NEGATIVE])
    assert found.title == "Check the record"
    assert "ER negative" in found.text


@pytest.mark.parametrize(
    "tumors",
    [
        [],
        [{"er": "positive", "pr": "negative"}],
        [{"er": "negative", "pr": "positive"}],
        [{"er": "equivocal", "pr": "negative"}],
        [{"er": "negative"}],
        [{}],
        [NEGATIVE, {"er": "positive", "pr": "positive"}],
    ],
)
def test_no_question_when_a_receptor_explains_it_or_is_not_known(tumors):
    assert contradictions(medicines=["Letrozole"], tumors=tumors) == []


def test_a_second_cancer_without_receptors_does_not_explain_it():
    assert contradictions(medicines=["Letrozole"], tumors=[NEGATIVE, {}])


@pytest.mark.parametrize("medicine", ["Tamoxifen", "Preletrozolex", ""])
def test_other_medicines_ask_nothing(medicine):
    assert contradictions(medicines=[medicine], tumors=[NEGATIVE]) == []


def test_two_inhibitors_are_one_question_that_names_both():
    (found,) = contradictions(medicines=["Letrozole", "Anastrozole"], tumors=[NEGATIVE])
    assert "Anastrozole and Letrozole" in found.text


def test_the_table_holds_the_three_substances():
    assert {"anastrozole", "letrozole", "exemestane"} <= set(aromatase_inhibitors())
