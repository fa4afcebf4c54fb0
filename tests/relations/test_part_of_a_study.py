"""What else is in a study does not change what is measured in a part of it."""

import numpy as np
import pytest

from intertwine.simulation.phrases import QUESTIONS
from intertwine.vocabulary import ALL

NUMBERED = frozenset({"unit_id", "turn_unit", "sentence_unit", "window_unit", "document_unit"})
FAMILY = frozenset({"p_adjusted", "family", "together_low", "together_high"})
BY_LANGUAGE = (
    "prevalence", "cooccurrence", "order", "differences", "reliability", "uptake", "opportunities", "echoes",
    "first_uses", "incidence", "reuse", "reused", "profiles", "lexicon",
)  # fmt: skip
OF_CODES = ("code", "code_a", "code_b", "code_c")


def with_documents(study, chosen, renamed):
    """Add copies of documents under other names, with what `renamed` makes of their rows and of their speakers'."""
    documents, speakers = study.rows("corpus/documents"), study.rows("corpus/speakers")
    copied = [row for row in documents if chosen(row)]
    for row in copied:
        text = (study.folder / "corpus" / row["path"]).read_bytes()
        (study.folder / "corpus" / f"copy-{row['path']}").write_bytes(text)
    paths = {row["path"] for row in copied}
    study.write_rows("corpus/documents", documents + [renamed(row | {"path": f"copy-{row['path']}"}) for row in copied])
    again = [row | {"document": f"copy-{row['document']}", "pseudonym": f"{row['pseudonym']}, again"}
             for row in speakers if row["document"] in paths]  # fmt: skip
    study.write_rows("corpus/speakers", speakers + again)


def test_a_third_source(study, base, assert_same):
    with_documents(study, lambda row: row["source"] == "promotional", lambda row: row | {"source": "forum"})
    after = study.run()
    sources = {ALL, *base["measures/prevalence.csv"]["source"]}
    of_sources = {
        name: frame[frame["source"].isin(sources)].reset_index(drop=True)
        for name, frame in after.items()
        if name.startswith("measures/") and "source" in frame
    } | {"measures/keyness.csv": after["measures/keyness.csv"], "measures/lexicon.csv": after["measures/lexicon.csv"]}

    assert len(of_sources) > 15
    assert_same({name: base[name] for name in of_sources}, of_sources, without=FAMILY)


def test_without_the_documents_of_the_other_language(study, base, assert_same):
    kept = [row for row in study.rows("corpus/documents") if row["language"] == "zh"]
    paths = {row["path"] for row in kept}
    study.write_rows("corpus/documents", kept)
    study.write_rows("corpus/speakers", [row for row in study.rows("corpus/speakers") if row["document"] in paths])
    after = study.run()
    names = [f"measures/{name}.csv" for name in BY_LANGUAGE]
    chinese = [
        {name: tables[name][tables[name]["language"] == "zh"].reset_index(drop=True) for name in names}
        for tables in (base, after)
    ]

    assert_same(*chinese)


def test_the_same_study_twice_over(study, base):
    with_documents(study, lambda row: True, lambda row: row)
    after = study.run()

    for name in ("prevalence", "cooccurrence", "order"):
        before, twice = (tables[f"measures/{name}.csv"] for tables in (base, after))
        keys = [key for key in ("unit", "measure", "source", "language", "code", "code_a", "code_b", "reading")
                if key in before]  # fmt: skip
        both = before.merge(twice, on=keys, suffixes=("", "_twice")).dropna(subset=["estimate", "low", "high"])
        both = both[both["n_clusters"] >= 10]
        narrower = (both["high_twice"] - both["low_twice"]) / (both["high"] - both["low"])
        assert len(both) > 2
        np.testing.assert_allclose(both["estimate_twice"], both["estimate"], rtol=1e-5)
        assert narrower.median() == pytest.approx(np.sqrt(0.5), abs=0.1), name


def test_a_dead_entry(study, base_study, base, assert_same):
    entries = study.rows("codebook/entries")
    study.write_rows("codebook/entries", [*entries, entries[0] | {"pattern": "独角兽", "concept": "unicorn"}])
    after = study.run(known=base_study)

    assert after["coding/unused.csv"]["pattern"].tolist() == ["独角兽"]
    assert_same(base, after, but=("coding/unused.csv", "coding/findings.csv", "coding/entries.csv"))


def test_a_code_split_into_two_children(study, base_study, base, assert_same):
    crimes = ("骗子", "盗刷", "fraud", "theft")
    child = {True: "threat.crime", False: "threat.harm"}
    study.change_rows(
        "codebook/entries",
        lambda row: row | ({"code": child[row["pattern"] in crimes]} if row["code"] == "threat" else {}),
    )
    named = [{"code": "threat.crime", "label_en": "Crime", "label_zh": "犯罪"},
             {"code": "threat.harm", "label_en": "Harm", "label_zh": "损害"}]  # fmt: skip
    study.write_rows("codebook/codes", [*study.rows("codebook/codes"), *named])
    after = study.run(known=base_study)
    of_parents = {name: without_children(frame) for name, frame in after.items()}

    assert len(after["measures/prevalence.csv"]) > len(base["measures/prevalence.csv"])
    of_entries = ("coding/hits.parquet", "coding/entries.csv", "coding/findings.csv")
    assert_same(base, of_parents, without=FAMILY, but=of_entries)
    assert_same({"hits": base["coding/hits.parquet"]}, {"hits": after["coding/hits.parquet"]}, without={"code"})


def without_children(frame):
    """Return the rows that are not about a child of threat."""
    codes = [frame[column].astype("str").str.startswith("threat.") for column in OF_CODES if column in frame]
    return frame[~np.logical_or.reduce(codes)].reset_index(drop=True) if codes else frame


def test_a_question_emptied(study, base, assert_same):
    plain = {f"Interviewer: {question}" for question in QUESTIONS["en"]}
    path = next(path for path in study.texts if plain & set(path.read_text(encoding="utf-8").split("\n\n")))
    lines = path.read_text(encoding="utf-8").split("\n\n")
    place = next(place for place, line in enumerate(lines) if line in plain)
    path.write_text("\n\n".join([*lines[:place], "Interviewer:", *lines[place + 1 :]]), encoding="utf-8")
    after = study.run()
    names = [f"measures/{name}.csv" for name in ("prevalence", "cooccurrence", "differences", "keyness", "left_out")]
    all_hits = [
        {name: tables[name][tables[name].get("reading", "all") == "all"] if "reading" in tables[name] else tables[name]
         for name in names}
        for tables in (base, after)
    ]  # fmt: skip

    assert len(after["corpus/turns.parquet"]) == len(base["corpus/turns.parquet"]) - 1
    assert_same(*all_hits)


def test_a_speaker_renamed(study, base, assert_same, renamed_back):
    names = {"答 interview-001": "周周", "Respondent interview-002": "Zoe"}
    study.change_rows("corpus/speakers", lambda row: row | {"pseudonym": names.get(row["pseudonym"], row["pseudonym"])})

    assert_same(base, renamed_back(study.run(), {new: old for old, new in names.items()}))


def test_a_document_cut_in_two(study, base):
    path = study.folder / "corpus" / "interview-002.txt"
    lines = path.read_text(encoding="utf-8").split("\n\n")
    middle = [place for place, line in enumerate(lines) if line.startswith("Interviewer")][3]
    path.write_text("\n\n".join(lines[:middle]), encoding="utf-8")
    path.with_stem("interview-002b").write_text("\n\n".join(lines[middle:]), encoding="utf-8")
    for table, column in (("corpus/documents", "path"), ("corpus/speakers", "document")):
        rows = study.rows(table)
        more = [row | {column: "interview-002b.txt"} for row in rows if row[column] == path.name]
        study.write_rows(table, rows + more)
    after = study.run(stages=("ingest", "segment", "code", "prevalence"))
    before, cut = (
        tables["measures/prevalence.csv"].query("unit == 'turn' and reading == 'all'") for tables in (base, after)
    )

    assert cut["n_documents"].sum() > before["n_documents"].sum()
    for column in ("units_with_code", "hits", "estimate", "n_units", "n_clusters"):
        assert cut[column].tolist() == before[column].tolist(), column
