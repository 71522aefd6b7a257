from pathlib import Path

from integrative.workspace.management.commands.data_dictionary import describe

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_data_dictionary_says_what_the_database_holds():
    assert DICTIONARY.read_text(encoding="utf-8") == describe()
