"""Figures and tables as the page shows them."""

from intertwine.report.exhibits import MOST_ROWS, shown_figures, shown_tables
from intertwine.report.links import CellLinks

CELLS = CellLinks(frozenset({"a", "b", "code"}), frozenset({"security", "threat"}), {})


def write_csv(path, text):
    path.write_text(text, encoding="utf-8-sig")


def test_rows_of_a_table_lead_to_their_hits(tmp_path):
    write_csv(tmp_path / "units.csv", "a,b,n\nsecurity,threat,33\nnone,threat,1\n")

    [shown] = shown_tables(tmp_path, CELLS)

    assert shown.links == ("#code=security&with=threat", "#code=threat")
    assert shown.linked


def test_entries_never_found_lead_to_no_hits(tmp_path):
    write_csv(tmp_path / "unused.csv", "kind,code\nentry,security\n")

    [shown] = shown_tables(tmp_path, CELLS)

    assert not shown.linked


def test_a_long_table_says_how_long_it_is(tmp_path):
    write_csv(tmp_path / "own.csv", "n\n" + "1\n" * (MOST_ROWS + 1))

    [shown] = shown_tables(tmp_path, CELLS)

    assert (len(shown.rows), len(shown.links), shown.of) == (MOST_ROWS, MOST_ROWS, MOST_ROWS + 1)


def test_numbers_of_a_table_are_short_and_counts_are_whole(tmp_path):
    write_csv(tmp_path / "own.csv", "a,b,c\n0.123456,20190415,=1+1\n")

    [shown] = shown_tables(tmp_path, CELLS)

    assert shown.rows == (("0.1235", "20190415", "=1+1"),)


def test_a_table_without_rows_or_without_heads_is_shown_empty(tmp_path):
    write_csv(tmp_path / "a.csv", "code,n\n")
    write_csv(tmp_path / "b.csv", "")
    (tmp_path / "a.note.txt").write_text("nothing 无\n", encoding="utf-8")

    shown = shown_tables(tmp_path, CELLS)

    assert [(each.name, each.heads, each.rows, each.of, each.note) for each in shown] == [
        ("a", ("code", "n"), (), 0, "nothing 无"),
        ("b", (), (), 0, ""),
    ]


def test_a_figure_shows_its_data_with_the_way_to_the_hits(tmp_path):
    (tmp_path / "network.caption.en.txt").write_text("caption", encoding="utf-8")
    write_csv(tmp_path / "network.csv", "a,b,n\nsecurity,threat,3\n")

    [figure] = shown_figures(tmp_path, CELLS)

    assert figure.data.links == ("#code=security&with=threat",)


def test_a_figure_is_shown_by_the_smaller_of_its_files(tmp_path):
    (tmp_path / "network.caption.en.txt").write_text("Network", encoding="utf-8")
    (tmp_path / "network.svg").write_bytes(b"<svg/>")
    (tmp_path / "network.png").write_bytes(b"longer than the other")

    [figure] = shown_figures(tmp_path, CELLS)

    assert figure.image == "data:image/svg+xml;base64,PHN2Zy8+"
    assert figure.caption == ("Network", "")


def test_a_figure_without_a_picture_for_the_page_is_still_named(tmp_path):
    (tmp_path / "mine.caption.en.txt").write_text("Mine", encoding="utf-8")
    (tmp_path / "mine.pdf").write_bytes(b"%PDF")

    assert [(figure.title[0], figure.image) for figure in shown_figures(tmp_path, CELLS)] == [("Mine", "")]
