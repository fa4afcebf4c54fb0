"""Results, labels and a font for figures of a few rows."""

import pytest

from intertwine import records
from intertwine.figures.canvas import Look, printed
from intertwine.figures.font_subset import print_font
from intertwine.figures.fonts import find_face
from intertwine.figures.gallery import texts_of
from intertwine.results import Results
from intertwine.settings_file import settings_from
from intertwine.wording.labels import Labels


@pytest.fixture(scope="session")
def labels():
    codes = {"security": ("security", "安全"), "threat": ("threat", "威胁"), "threat.fraud": ("fraud", "欺诈")}
    return Labels(codes, "both")


@pytest.fixture
def results(frame_of):
    """Give results that hold the rows of some tables, each told by what matters in it; the other tables are empty."""

    def made(rows):
        frames = {table.name: frame_of(table, each) for table, each in rows.items()}
        return Results(lambda table: frames.get(table.name, records.empty(table)))

    return lambda rows=None: made(rows or {})


@pytest.fixture
def settings():
    """Give settings, those not told as they are by default."""
    return lambda **told: settings_from({"smallest": {"documents": 2}, **told}, "a test")


@pytest.fixture(scope="session")
def look(labels):
    with print_font(find_face(None), texts_of([], labels)) as font, printed(font):
        yield Look(170.0, font, labels)


@pytest.fixture
def written(look):
    """Give what is written in a figure when it is drawn."""

    def texts(figure):
        from matplotlib.text import Text

        return [text.get_text() for text in figure.draw(look).figure.findobj(Text)]

    return texts
