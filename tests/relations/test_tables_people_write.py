"""The same rows in another kind of file, or said at length, are the same study."""

import pytest
import yaml

from intertwine.codebook.cells import read_cells
from intertwine.codebook.exchange import workbook
from intertwine.config import Settings
from intertwine.settings_file import load

TABLES = ("corpus/documents", "corpus/speakers", "codebook/codes", "codebook/entries", "codebook/qualifiers")


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "gb18030")]
)
def test_as_spreadsheets_save_csv(study, base_study, base, assert_same, delimiter, encoding):
    for table in TABLES:
        study.write_rows(table, study.rows(table), delimiter=delimiter, encoding=encoding)

    assert_same(base, study.run(known=base_study))


def test_the_codebook_as_a_workbook(study, base_study, base, assert_same):
    workbook.write(read_cells(study.folder / "codebook"), study.folder / "codebook.xlsx")
    study.change_settings(("codebook: codebook", "codebook: codebook.xlsx"))

    assert_same(base, study.run(known=base_study))


def test_settings_said_with_their_defaults(study):
    brief = load(study.settings)
    whole = Settings().model_dump(mode="json") | yaml.safe_load(study.settings.read_text(encoding="utf-8"))
    study.settings.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")

    assert load(study.settings) == brief
