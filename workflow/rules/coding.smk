"""Coding: turns and codebook to hits, hits to presence in units.

REQUIRED INPUTS
    the codebook (setting `codebook`)
    results/corpus/{documents,turns,sentences,tokens}.parquet
OUTPUTS
    results/coding/hits.parquet      every entry found, counted or suppressed, and by what
    results/coding/units.parquet     the units within which codes are said to meet
    results/coding/presence.parquet  which code occurs in which unit
    results/coding/unused.csv        codes and entries that were never found
    results/coding/nothing_found.csv where nothing was found, what was looked for, what to try
    results/coding/{findings,entries,suppressed,qualified}.csv  the codebook looked at
    results/measures/{influence,reliability}.csv                what rests on single entries
    results/concordance/             every hit with what stands before and after it
"""


rule code:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        "results/corpus/tokens.parquet",
        codebook=ancient(CODEBOOK),
    output:
        "results/coding/hits.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
        "results/coding/unused.csv",
        "results/coding/nothing_found.csv",
    log:
        "logs/code.log",
    params:
        made_from=STUDY.made_from("code"),
    shell:
        "intertwine code {SETTINGS} --results results 2> {log:q}"


rule audit:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/coding/hits.parquet",
        "results/coding/units.parquet",
        "results/coding/nothing_found.csv",
        codebook=ancient(CODEBOOK),
    output:
        "results/coding/findings.csv",
        "results/coding/entries.csv",
        "results/coding/suppressed.csv",
        "results/coding/qualified.csv",
        "results/measures/influence.csv",
        "results/measures/reliability.csv",
    log:
        "logs/audit.log",
    params:
        made_from=STUDY.made_from("audit"),
    shell:
        "intertwine audit {SETTINGS} --results results 2> {log:q}"


rule concord:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/coding/hits.parquet",
        codebook=ancient(CODEBOOK),
    output:
        directory("results/concordance"),
        "results/concordance/SHA256SUMS",
    log:
        "logs/concord.log",
    params:
        made_from=STUDY.made_from("concord"),
    shell:
        "intertwine concord {SETTINGS} --results results 2> {log:q}"
