"""Coding: turns and codebook to hits, hits to presence in units.

REQUIRED INPUTS
    the codebook (setting `codebook`)
    results/corpus/{documents,turns,sentences,tokens}.parquet
OUTPUTS
    results/coding/hits.parquet      every entry found, counted or suppressed, and by what
    results/coding/units.parquet     the units within which codes are said to meet
    results/coding/presence.parquet  which code occurs in which unit
    results/coding/unused.csv        codes and entries that were never found
"""


rule code:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        sentences="results/corpus/sentences.parquet",
        tokens="results/corpus/tokens.parquet",
        codebook=ancient(CODEBOOK),
    output:
        hits="results/coding/hits.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
        unused="results/coding/unused.csv",
    log:
        "logs/code.log",
    params:
        made_from=STUDY.made_from("code"),
    shell:
        "intertwine code {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --sentences {input.sentences:q}"
        " --tokens {input.tokens:q}"
        " --hits {output.hits:q}"
        " --units {output.units:q}"
        " --presence {output.presence:q}"
        " --unused {output.unused:q}"
        " 2> {log:q}"
