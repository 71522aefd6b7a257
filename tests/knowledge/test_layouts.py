"""A table that breaks its layout is refused, with file, row and column."""

import shutil
from pathlib import Path

import pytest

from integrative.knowledge import tables
from integrative.knowledge.facts import PAIR_FACTS, RULES
from integrative.knowledge.layouts import declared_tables, faults, table_names
from integrative.knowledge.screening import additive, effects, kinetic, state, unknowns
from integrative.knowledge.supplements import SUPPLEMENTS
from integrative.knowledge.tables import DATA, BrokenTable


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The tables in a folder of their own, where they may be broken."""
    for path in DATA.glob("*.csv"):
        shutil.copy(path, tmp_path / path.name)
    monkeypatch.setattr(tables, "DATA", tmp_path)
    return tmp_path


def test_the_tables_are_in_order():
    assert list(faults()) == []


def test_the_interaction_tables_have_a_layout():
    mine = {
        "agents", "comedications", "supplements", "composites", "regimens", "targets", "pair_facts", "rules",
        "nadir_windows", "lookalikes", "upper_limits", "further_names",
    }  # fmt: skip
    assert mine <= set(declared_tables())
    assert set(declared_tables()) <= set(table_names())


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        (PAIR_FACTS, "PF001,st_johns_wort", "PF001,st_johns_wart", "row 2, column supplement"),
        (PAIR_FACTS, ",irinotecan,major", ",irinotecum,major", "row 2, column target"),
        (PAIR_FACTS, ",irinotecan,major", ",irinotecan,awful", "row 2, column severity"),
        (PAIR_FACTS, "PF002,", "PF001,", "row 3, column id"),
        (PAIR_FACTS, "dose>500 mg", "dose>500 stone", "column only_if"),
        (PAIR_FACTS, "id,supplement", "id,supplements", "row 1: columns"),
        (
            SUPPLEMENTS,
            "induces_CYP3A4:moderate:human",
            "induces_CYP3A4:huge:human",
            "row 2, column properties",
        ),
        (SUPPLEMENTS, "not reviewed", "looked at", "row 2, column review_state"),
        (RULES, "R1,CYP3A4 induction,kinetic", "R1,CYP3A4 induction,magic", "row 2, column effect"),
    ],
)
def test_a_broken_table_names_file_row_and_column(copied, table, old, new, fault):
    path = copied / f"{table.name}.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenTable, match=fault) as broken:
        table.rows()
    assert path.name in str(broken.value)


def test_a_row_with_a_cell_too_many_is_refused(copied):
    path = copied / "rules.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",more"]), encoding="utf-8")
    with pytest.raises(BrokenTable, match=r"rules\.csv, row 2"):
        RULES.rows()


def test_a_table_that_is_not_text_is_refused(copied):
    (copied / "rules.csv").write_bytes(b"\xff\xfe\x00")
    assert any("rules.csv" in fault for fault in RULES.faults())


def test_every_rule_of_the_code_has_its_words():
    used = {"RT"}
    for module in (kinetic, effects, state, additive, unknowns):
        source = Path(module.__file__).read_text(encoding="utf-8")
        used |= {row["id"] for row in RULES.rows() if f'"{row["id"]}"' in source}
    assert {row["id"] for row in RULES.rows()} <= used
