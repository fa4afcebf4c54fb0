"""The corpus: files to documents and turns, turns to sentences and tokens.

REQUIRED INPUTS
    documents.csv, speakers.csv and the files they list (setting `corpus`)
OUTPUTS
    results/corpus/{documents,speakers,turns}.parquet  what was read
    results/corpus/ingest_report.csv                   what in it needs a look
    results/corpus/{sentences,tokens}.parquet          where sentences and tokens begin and end
    results/corpus/engines.csv                         which segmenters and models were used
"""


rule ingest:
    input:
        files=DOCUMENTS,
        manifest=ancient(MANIFEST),
    output:
        documents="results/corpus/documents.parquet",
        speakers="results/corpus/speakers.parquet",
        turns="results/corpus/turns.parquet",
        report="results/corpus/ingest_report.csv",
    log:
        "logs/ingest.log",
    params:
        made_from=STUDY.made_from("ingest"),
    shell:
        "intertwine ingest {SETTINGS}"
        " --documents {output.documents:q}"
        " --speakers {output.speakers:q}"
        " --turns {output.turns:q}"
        " --report {output.report:q}"
        " 2> {log:q}"


rule segment:
    input:
        turns="results/corpus/turns.parquet",
    output:
        sentences="results/corpus/sentences.parquet",
        tokens="results/corpus/tokens.parquet",
        engines="results/corpus/engines.csv",
    log:
        "logs/segment.log",
    threads: STUDY.settings.cores
    params:
        made_from=STUDY.made_from("segment"),
    shell:
        "intertwine segment {SETTINGS}"
        " --turns {input.turns:q}"
        " --sentences {output.sentences:q}"
        " --tokens {output.tokens:q}"
        " --engines {output.engines:q}"
        " --processes {threads}"
        " 2> {log:q}"
