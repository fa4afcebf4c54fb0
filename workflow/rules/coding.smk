"""Coding: turns and codebook to hits, hits to presence in units.

REQUIRED INPUTS
    the codebook (setting `codebook`)
    results/corpus/{documents,turns,sentences,tokens}.parquet
OUTPUTS
    results/coding/hits.parquet      every entry found, counted or suppressed, and by what
    results/coding/units.parquet     the units within which codes are said to meet
    results/coding/presence.parquet  which code occurs in which unit
    results/coding/unused.csv        codes and entries that were never found
    results/coding/{findings,entries,suppressed,qualified}.csv  the codebook looked at
    results/measures/{influence,reliability}.csv                what rests on single entries
    results/concordance/             every hit with what stands before and after it
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


rule audit:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        hits="results/coding/hits.parquet",
        units="results/coding/units.parquet",
        codebook=ancient(CODEBOOK),
    output:
        findings="results/coding/findings.csv",
        entries="results/coding/entries.csv",
        suppressed="results/coding/suppressed.csv",
        qualified="results/coding/qualified.csv",
        influence="results/measures/influence.csv",
        reliability="results/measures/reliability.csv",
    log:
        "logs/audit.log",
    params:
        made_from=STUDY.made_from("audit"),
    shell:
        "intertwine audit {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --hits {input.hits:q}"
        " --units {input.units:q}"
        " --findings {output.findings:q}"
        " --entries {output.entries:q}"
        " --suppressed {output.suppressed:q}"
        " --qualified {output.qualified:q}"
        " --influence {output.influence:q}"
        " --reliability {output.reliability:q}"
        " 2> {log:q}"


rule concord:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        hits="results/coding/hits.parquet",
        codebook=ancient(CODEBOOK),
    output:
        concordance=directory("results/concordance"),
    log:
        "logs/concord.log",
    params:
        made_from=STUDY.made_from("concord"),
    shell:
        "intertwine concord {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --hits {input.hits:q}"
        " --concordance {output.concordance:q}"
        " 2> {log:q}"
