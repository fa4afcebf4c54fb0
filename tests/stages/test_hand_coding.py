"""The way of hand coding for real: sample, sheets, agreement, validation, the locked test part."""

import hashlib
import re
import shutil

import pandas as pd
import pytest

from intertwine.__main__ import main
from intertwine.measures.validation.records import AGREEMENT, DISAGREEMENTS, VALIDATION, VALIDATION_ERRORS

CODES = ("security", "threat")


@pytest.fixture
def study(small_study):
    """A small study that was run up to its presence table."""
    for stage in ("ingest", "segment", "code"):
        run(small_study, stage)
    return small_study


def run(settings, name, *more, fails=False):
    words = [name, *more, "--config", str(settings)]
    words += [] if name == "open-test" else ["--results", str(settings.parent / "results")]
    assert main(words) == int(fails)


def draw(settings, *more, fails=False):
    run(settings, "sample", *more, fails=fails)
    return settings.parent / "data" / "coded"


def judge(text):
    """What a careful reader would say: the lexicon misses that trouble was meant in 谁知道呢."""
    return {
        "security": int(any(word in text for word in ("安全", "放心", "safe", "Security"))),
        "threat": int(any(word in text for word in ("骗", "泄露", "scam", "steal", "cheat", "queue", "很久"))),
    }


def fill(coded, coder, part="development", wrong=()):
    sheet = pd.read_csv(coded / "sheets" / f"a-{part}.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    for code in CODES:
        sheet[code] = [
            str(judge(text)[code] ^ (item in wrong)) for item, text in zip(sheet["item"], sheet["text"], strict=True)
        ]
    (coded / "returned").mkdir(exist_ok=True)
    sheet.to_csv(coded / "returned" / f"{coder}-{part}.csv", index=False, encoding="utf-8-sig")
    return sheet


def agree(settings):
    run(settings, "agree")
    return read(settings, AGREEMENT), read(settings, DISAGREEMENTS)


def validate(settings, fails=False):
    run(settings, "validate", fails=fails)
    return (read(settings, VALIDATION), read(settings, VALIDATION_ERRORS)) if not fails else None


def read(settings, table):
    path = settings.parent / "results" / table.name
    return pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values={"estimate": [""]})


def whole(frame, code):
    return frame[(frame["code"] == code) & (frame["source"] == "all") & (frame["language"] == "all")].iloc[0]


def test_without_a_sample_nothing_is_claimed(study, capsys):
    found, errors = validate(study)

    assert found.empty
    assert errors.empty
    assert "no sample was coded by hand" in capsys.readouterr().err


def test_two_coders_who_agree_and_a_lexicon_that_misses_what_has_no_keyword(study):
    coded = draw(study)
    fill(coded, "a")
    fill(coded, "b")

    agreement, open_ = agree(study)
    validation, errors = validate(study)

    assert whole(agreement, "security")["estimate"] == 1
    assert open_.empty
    assert set(validation["part"]) == {"development"}
    security, threat = whole(validation, "security"), whole(validation, "threat")
    assert (security["precision"], security["recall"]) == ("1", "1") or (security["precision"] == 1)
    assert float(threat["recall"]) < 1
    assert float(threat["estimate"]) > float(threat["naive"])
    assert set(errors["error"]) == {"false negative"}
    assert errors["text"].str.contains("queue|很久").all()


def test_what_coders_differ_on_waits_for_the_adjudicator(study):
    coded = draw(study)
    first = fill(coded, "a")["item"].iloc[0]
    fill(coded, "b", wrong={first})

    agreement, open_ = agree(study)
    assert whole(agreement, "threat")["estimate"] < 1
    assert set(open_["item"]) == {first}
    before = int(whole(validate(study)[0], "threat")["n_units"])

    fill(coded, "adjudicated")
    assert agree(study)[1].empty
    assert int(whole(validate(study)[0], "threat")["n_units"]) == before + 1


def test_the_test_part_is_locked_until_its_opening_is_on_record(study, capsys):
    coded = draw(study)
    for part in ("development", "test"):
        fill(coded, "a", part)
    assert set(validate(study)[0]["part"]) == {"development"}

    run(study, "open-test", "--by", "Lin", "--reason", "entries are settled")
    found = validate(study)[0]
    assert set(found["part"]) == {"development", "test"}
    assert found.loc[found["part"] == "test", "note"].str.contains("test_part_opened_once()", regex=False).all()

    entries = study.parent / "codebook" / "entries.csv"
    entries.write_text(entries.read_text(encoding="utf-8") + "threat.fraud,zh,坑,literal,,x,core,,\n", encoding="utf-8")
    found = validate(study)[0]
    assert found.loc[found["part"] == "test", "note"].str.contains("codebook_changed()", regex=False).all()
    assert "1 openings" in capsys.readouterr().out


def test_a_sample_is_never_drawn_twice(study, capsys):
    draw(study)
    draw(study, fails=True)

    assert "a sample was drawn already" in capsys.readouterr().err


def test_the_same_sample_is_drawn_whatever_files_are_called(study):
    before = (draw(study) / "sample.csv").read_bytes()
    corpus = study.parent / "corpus"
    for path in corpus.glob("*.txt"):
        path.rename(path.with_name(f"{path.stem[::-1]}.txt"))
    for table in (corpus / "documents.csv", corpus / "speakers.csv"):
        text = table.read_text(encoding="utf-8")
        table.write_text(re.sub(r"[a-z-]+ \d(?=\.txt)", lambda name: name[0][::-1], text), encoding="utf-8")

    for stage in ("ingest", "segment", "code"):
        run(study, stage)
    shutil.rmtree(study.parent / "data" / "coded")

    assert (draw(study) / "sample.csv").read_bytes() == before


def test_a_larger_sample_follows_with_the_codes_that_were_given_and_the_openings(study, capsys):
    coded = draw(study, "--set", "validation={size: 24}")
    filled = fill(coded, "a").set_index("item")[["text", *CODES]]
    run(study, "open-test", "--by", "Lin", "--reason", "end")
    openings = (coded / "opened.csv").read_bytes()
    before = coded.rename(coded.with_name("before"))

    draw(study, "--after", str(before), "--set", "validation={size: 40}")

    sample = pd.read_csv(coded / "sample.csv", encoding="utf-8-sig")
    assert len(sample) == 40
    assert (coded / "opened.csv").read_bytes() == openings
    sheet = pd.read_csv(coded / "sheets" / "a-development.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    known = sheet[sheet["security"] != ""].set_index("text")[list(CODES)].sort_index()
    assert known.equals(filled.set_index("text").sort_index())
    shutil.rmtree(coded)
    draw(study, "--after", str(study.parent), fails=True)
    assert "no sample.csv" in capsys.readouterr().err


def test_a_sample_outlasts_what_is_added_elsewhere_in_its_documents(study):
    coded = draw(study)
    fill(coded, "a")
    before = validate(study)[0]
    corpus = study.parent / "corpus"
    for path in corpus.glob("*.txt"):
        added = "\n\nOk.\n" if path.name.startswith("p-") else "问：Ok?\n答：Ok.\n"
        path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    ids = set(_ids_of_documents(study))

    for stage in ("ingest", "segment", "code"):
        run(study, stage)

    assert not ids & set(_ids_of_documents(study))
    found = ["part", "code", "source", "language", "precision", "n_units"]
    pd.testing.assert_frame_equal(validate(study)[0][found], before[found])


def _ids_of_documents(settings):
    return pd.read_parquet(settings.parent / "results" / "corpus" / "documents.parquet")["document_id"]


def test_what_is_no_longer_as_it_was_coded_stops_the_run(study, capsys):
    fill(draw(study), "a")
    for path in (study.parent / "corpus").glob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8").replace("安全", "平安"), encoding="utf-8")
    for stage in ("ingest", "segment", "code"):
        run(study, stage)

    validate(study, fails=True)

    assert "no longer in the corpus as they were coded" in capsys.readouterr().err


def test_a_test_part_that_was_changed_stops_the_run(study, capsys):
    coded = draw(study)
    fill(coded, "a")
    sample = (coded / "sample.csv").read_text(encoding="utf-8-sig").splitlines()
    place = next(number for number, line in enumerate(sample) if ",test," in line)
    (coded / "sample.csv").write_text("\n".join(sample[:place] + sample[place + 1 :]) + "\n", encoding="utf-8-sig")
    validate(study, fails=True)

    assert "the test part was changed" in capsys.readouterr().err


def test_a_corpus_that_changed_under_the_sample_stops_the_run(study, capsys):
    coded = draw(study)
    fill(coded, "a")
    turns = study.parent / "results" / "corpus" / "turns.parquet"
    frame = pd.read_parquet(turns)
    frame["text"] = frame["text"].str.replace("。", "！").str.replace(".", "!")
    from intertwine import records
    from intertwine.corpus.records import TURNS

    records.write(TURNS, frame, turns)
    validate(study, fails=True)

    told = capsys.readouterr().err
    assert "no longer in the corpus as they were coded" in told
    assert "被骗" not in told


def test_hits_go_out_as_a_project_and_codings_come_back_as_sheets(study, capsys):
    coded = draw(study)
    project = study.parent / "texts.qdpx"
    main(["project", "export", str(project), "--config", str(study), "--results", str(study.parent / "results")])
    renamed = recoded(project, "Coder One")
    code = main(["project", "import", str(renamed), "--config", str(study), "--results", str(study.parent / "results")])

    assert code == 0
    sheets = sorted(path.name for path in (coded / "returned").iterdir())
    assert sheets == ["coder-one-development.csv", "coder-one-test.csv"]
    validation = validate(study)[0]
    assert whole(validation, "threat")["false_negative"] == 0
    assert whole(validation, "threat")["false_positive"] == 0
    assert "ranges of 1 coders" in capsys.readouterr().out


def recoded(project, name):
    """The exported project as though a person had made its codings in another program."""
    import zipfile

    target = project.with_name("back.qdpx")
    with zipfile.ZipFile(project) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member.endswith(".qde"):
                data = data.replace(b"intertwine (lexicon)", name.encode())
            new.writestr(member, data)
    return target


def test_a_plan_draws_nothing_and_asks_for_units_enough(study, capsys):
    run(study, "sample", "--plan", "60")
    shown = capsys.readouterr().out

    assert "security: precision 0.80, recall 0.60 (usual)" in shown
    assert not (study.parent / "data" / "coded" / "sample.csv").exists()

    run(study, "sample", "--plan", "0", fails=True)
    assert "too few units" in capsys.readouterr().err


def other_coder(settings, *, told="Reader,2.1", without=(), cell="0"):
    """Write every unit for another coder, and give its codes back: a careful reader's."""
    run(settings, "sample", "--surrogate")
    home = settings.parent / "data" / "coded" / "surrogate"
    sheet = pd.read_csv(home / "units.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    for code in CODES:
        sheet[code] = [str(judge(text)[code]) for text in sheet["text"]]
    sheet.loc[0, CODES[0]] = cell
    sheet.drop(index=list(without)).drop(columns="text").to_csv(home / "codes.csv", index=False)
    (home / "about.csv").write_text(f"name,version\n{told}\n", encoding="utf-8")
    (home / "instructions.md").write_text("Security is what keeps safe.\n", encoding="utf-8")
    return sheet


def test_another_coder_stands_in_place_of_the_lexicon_and_is_scored_as_it_is(study):
    coded = draw(study)
    fill(coded, "a")
    fill(coded, "b")
    sheet = other_coder(study)
    validate(study)
    results = study.parent / "results" / "measures"
    scores = pd.read_csv(results / "surrogate.csv", encoding="utf-8-sig")
    corrected = pd.read_csv(results / "corrected.csv", encoding="utf-8-sig")

    assert whole(scores, "threat")["recall"] == 1
    assert whole(scores, "threat")["naive"] == pytest.approx(sheet["threat"].astype(int).mean(), abs=1e-6)
    told = hashlib.sha256(b"Security is what keeps safe.\n").hexdigest()[:12]
    assert set(corrected["surrogate"]) == {f"Reader 2.1 (instructions {told})"}
    assert not scores["note"].str.contains("codebook").any()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"without": [3]}, "have no row"),
        ({"cell": "yes"}, "is not coded"),
        ({"told": ","}, "who coded is not told"),
    ],
)
def test_what_another_coder_left_out_is_named(study, capsys, fault, said):
    coded = draw(study)
    fill(coded, "a")
    fill(coded, "b")
    other_coder(study, **fault)

    validate(study, fails=True)

    assert said in capsys.readouterr().err
