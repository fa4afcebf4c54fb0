"""What files and speakers are called does not matter."""

import random


def _other_names(names):
    """Give each name another one, so that their order becomes another."""
    shuffled = random.Random(11).sample(range(len(names)), len(names))
    return {name: f"{number:03d}另{'x' * (number % 3)}" for name, number in zip(names, shuffled, strict=True)}


def _rename_files(study):
    new = {name: f"{other}.txt" for name, other in _other_names([path.name for path in study.texts]).items()}
    for path in study.texts:
        path.rename(path.with_name(new[path.name]))
    study.change_rows("corpus/documents", lambda row: row | {"path": new[row["path"]]})
    study.change_rows("corpus/speakers", lambda row: row | {"document": new.get(row["document"], "")})


def _rename_speakers(study):
    """Give each speaker another pseudonym; return the old names by the new ones."""
    new = _other_names(sorted({row["pseudonym"] or row["speaker"] for row in study.rows("corpus/speakers")}))
    study.change_rows("corpus/speakers", lambda row: row | {"pseudonym": new[row["pseudonym"] or row["speaker"]]})
    return {other: name for name, other in new.items()}


def test_all_files_and_all_speakers_renamed(study, base, assert_same, renamed_back):
    _rename_files(study)
    names = _rename_speakers(study)

    assert_same(base, renamed_back(study.run(), names))
