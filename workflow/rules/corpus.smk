"""The corpus: files to documents and turns, turns to sentences and tokens.

REQUIRED INPUTS
    documents.csv, speakers.csv and the files they list (setting `corpus`)
OUTPUTS
    results/corpus/{documents,speakers,turns}.parquet  what was read
    results/corpus/lines.parquet                       what became of each line
    results/corpus/ingest_report.csv                   what in it needs a look
    results/corpus/{sentences,tokens}.parquet          where sentences and tokens begin and end
    results/corpus/engines.csv                         which segmenters and models were used
"""


rule ingest:
    input:
        files=DOCUMENTS,
        manifest=ancient(MANIFEST),
    output:
        "results/corpus/documents.parquet",
        "results/corpus/speakers.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/lines.parquet",
        "results/corpus/ingest_report.csv",
    log:
        "logs/ingest.log",
    params:
        made_from=STUDY.made_from("ingest"),
    shell:
        "intertwine ingest {SETTINGS} --results results 2> {log:q}"


rule segment:
    input:
        "results/corpus/turns.parquet",
    output:
        "results/corpus/sentences.parquet",
        "results/corpus/tokens.parquet",
        "results/corpus/engines.csv",
    log:
        "logs/segment.log",
    threads: STUDY.settings.cores
    params:
        made_from=STUDY.made_from("segment"),
    shell:
        "intertwine segment {SETTINGS} --results results --processes {threads} 2> {log:q}"
