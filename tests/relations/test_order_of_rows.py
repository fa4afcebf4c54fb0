"""The order in which people wrote something down does not matter, nor how many processes share the work."""

import random


def shuffled(rows):
    return random.Random(5).sample(rows, len(rows))


def test_rows_of_the_manifests_shuffled(study, base_study, base, assert_same):
    for table in ("corpus/documents", "corpus/speakers"):
        study.write_rows(table, shuffled(study.rows(table)))

    assert_same(base, study.run(known=base_study))


def test_rows_of_the_codebook_shuffled(study, base_study, base, assert_same):
    for table in ("codebook/codes", "codebook/entries", "codebook/qualifiers"):
        study.write_rows(table, shuffled(study.rows(table)))

    assert_same(base, study.run(known=base_study))


def test_hypotheses_in_another_order(study, base_study, base, assert_same):
    first, second = "  - [security, threat]\n", "  - [gamification, security]\n"
    study.change_settings((first + second, second + first))

    assert_same(base, study.run(known=base_study))


def test_labels_are_only_shown(study, base_study, base, assert_same):
    study.change_rows("codebook/codes", lambda row: row | {"label_en": f"about {row['code']}", "label_zh": "甲"})

    assert_same(base, study.run(known=base_study))


def test_more_processes(study, base_study, base, assert_same):
    study.change_settings(("coded: coded", "coded: coded\ncores: 3"))

    assert_same(base, study.run(processes=3))
