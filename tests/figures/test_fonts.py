"""One font with Chinese glyphs, its Simplified face, cut to what is needed."""

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from intertwine.errors import UserError
from intertwine.figures import fonts
from intertwine.figures.font_subset import print_font

SIGNS = "骨直角 n/a"


def square(side):
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, side), (side, side), (side, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def font(family, side=500, signs=SIGNS, weight=400):
    """A font whose glyphs are squares."""
    names = {ord(sign): f"u{ord(sign):04X}" for sign in signs}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf({name: square(side) for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (side + 100, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight)
    builder.setupPost()
    return builder.font


def collection(path, *families):
    bundle = TTCollection()
    bundle.fonts = [font(family, 400 + 100 * place) for place, family in enumerate(families)]
    bundle.save(path)
    return path


@pytest.fixture
def noto(tmp_path):
    return collection(tmp_path / "NotoSansCJK-Regular.ttc", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans CJK SC")


def test_trap_12_the_first_face_of_a_collection_is_japanese(noto):
    assert fonts.simplified_face(noto).family == "Noto Sans CJK SC"
    assert fonts.simplified_face(noto).number == 2
    assert fonts.system_face([noto.parent]).number == 2


def test_trap_12_the_glyphs_drawn_are_those_of_the_simplified_face(noto):
    with print_font(fonts.find_face(noto), ["骨"]) as found:
        cut = TTFont(found.path)
        glyph = cut["glyf"][cut.getBestCmap()[ord("骨")]]

        assert (glyph.xMax, glyph.yMax) == (600, 600)
        assert found.source == "Noto Sans CJK SC"


def test_trap_12_a_missing_glyph_is_an_error_that_names_it(noto):
    with pytest.raises(UserError) as raised, print_font(fonts.find_face(noto), ["骨", "龘"]):
        pass

    assert "龘 (U+9F98" in raised.value.what
    assert "figures.font" in raised.value.allowed


def test_families_are_taken_in_order_and_regular_before_bold(tmp_path):
    font("WenQuanYi Zen Hei").save(tmp_path / "wqy-zenhei.ttf")
    font("Source Han Sans SC", weight=700).save(tmp_path / "SourceHanSansSC-Bold.otf")
    font("Source Han Sans SC", weight=400).save(tmp_path / "SourceHanSansSC-Regular.otf")

    assert fonts.system_face([tmp_path]).path.name == "SourceHanSansSC-Regular.otf"


def test_no_font_names_the_command_of_each_platform(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))

    with pytest.raises(UserError) as raised:
        fonts.find_face(None)

    assert all(name in raised.value.allowed for name in ("apt-get", "dnf", "brew", "Windows", "figures.font"))


def test_provide_names_the_font(tmp_path, noto, monkeypatch, capsys):
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))

    assert fonts.main(["--provide"]) == 0
    assert capsys.readouterr().out == "figures use the font Noto Sans CJK SC (NotoSansCJK-Regular.ttc)\n"


def test_provide_without_rights_says_what_to_do(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    monkeypatch.setattr(fonts.shutil, "which", lambda name: None)

    assert fonts.main(["--provide"]) == 1
    assert "apt-get install fonts-noto-cjk" in capsys.readouterr().err


def test_provide_installs_as_root_on_debian(tmp_path, monkeypatch, capsys):
    done = []

    def run(words, **_):
        done.append(words)
        if "install" in words:
            collection(tmp_path / "NotoSansCJK-Regular.ttc", "Noto Sans CJK JP", "Noto Sans CJK SC")
        return fonts.subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    monkeypatch.setattr(fonts.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(fonts.os, "geteuid", lambda: 0)
    monkeypatch.setattr(fonts.subprocess, "run", run)

    assert fonts.main(["--provide"]) == 0
    assert [words[1] for words in done] == ["update", "install"]
    assert "Noto Sans CJK SC" in capsys.readouterr().out


def test_a_font_in_the_settings_is_used_where_the_system_has_none(tmp_path, noto, monkeypatch, capsys):
    (tmp_path / "config.yaml").write_text(f"figures: {{font: {noto.name}}}\n", encoding="utf-8")
    monkeypatch.setattr(fonts, "font_folders", lambda: ())

    assert fonts.main(["--provide", "--config", str(tmp_path / "config.yaml")]) == 0
    assert "Noto Sans CJK SC" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"no font at all"])
def test_a_configured_font_that_is_none_is_named(tmp_path, content):
    path = tmp_path / "mine.ttf"
    if content:
        path.write_bytes(content)

    with pytest.raises(UserError, match="font"):
        fonts.find_face(path)


def test_the_same_characters_give_the_same_bytes(noto):
    face = fonts.find_face(noto)
    with print_font(face, ["直角"]) as one:
        first = one.path.read_bytes()
    with print_font(face, ["角", "直"]) as other:
        assert other.path.read_bytes() == first
        assert other.family == one.family


def test_widths_and_lines(noto):
    with print_font(fonts.find_face(noto), [SIGNS]) as found:
        width = found.width("骨", 10)

        assert width == pytest.approx(0.7 * 10 * 25.4 / 72)
        assert found.width("骨直", 10) == pytest.approx(2 * width)
        assert found.wrapped("骨直角", 10, 2.1 * width) == "骨直\n角"
        assert found.wrapped("nn aa", 10, 2.1 * width) == "nn\naa"
