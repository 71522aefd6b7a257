import pytest

from integrative.knowledge import tables
from integrative.knowledge.tables import DATA, BrokenTable, read

SOURCED = ("source", "certainty", "review_state")


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "DATA", tmp_path)
    read.cache_clear()
    yield tmp_path / "facts.csv"
    read.cache_clear()


def test_rows_come_in_the_order_of_the_file(table):
    table.write_text("id,name\nb,Second\na,First\n", encoding="utf-8")
    assert [row["id"] for row in read("facts", ("id", "name"))] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id,label\na,First\n", "columns"),
        ("", "columns"),
        ("id,name\na,First\na,Again\n", "row 3, column id"),
        ("id,name\n,Nameless\n", "row 2, column id"),
    ],
)
def test_a_broken_table_names_the_fault(table, text, fault):
    table.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenTable, match=fault):
        read("facts", ("id", "name"))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.csv")), ids=lambda path: path.stem)
def test_every_fact_says_where_it_comes_from(path):
    header, *_ = path.read_text(encoding="utf-8").splitlines()
    columns = tuple(header.split(","))
    assert set(SOURCED) <= set(columns)
    assert all(row[column] for row in read(path.stem, columns) for column in SOURCED)
