"""Presentation: tables, figures and the report, and the check of the real results.

REQUIRED INPUTS
    results/corpus, results/coding and results/measures, as the rules above write them
OUTPUTS
    results/tables/   CSV, LaTeX and one workbook
    results/figures/  each figure with its data and captions
    results/report/   report.html, provenance.json
    results/check.csv the invariants, each with what was found
"""


rule tables:
    input:
        documents="results/corpus/documents.parquet",
        unused="results/coding/unused.csv",
        prevalence="results/measures/prevalence.csv",
        cooccurrence="results/measures/cooccurrence.csv",
        keyness="results/measures/keyness.csv",
        topics="results/measures/topics.csv",
        topic_codes="results/measures/topic_codes.csv",
        exemplars="results/measures/topic_exemplars.csv",
        validation="results/measures/validation.csv",
        errors="results/measures/validation_errors.csv",
        agreement="results/measures/agreement.csv",
        entries="results/coding/entries.csv",
        qualified="results/coding/qualified.csv",
        influence="results/measures/influence.csv",
        reliability="results/measures/reliability.csv",
        findings="results/coding/findings.csv",
        measures=[
            "results/measures/adjusted.csv",
            "results/measures/specifications.csv",
            "results/measures/left_out.csv",
            "results/measures/differences.csv",
            "results/measures/configurations.csv",
            "results/measures/triples.csv",
            "results/measures/order.csv",
            "results/measures/order_documents.csv",
            "results/measures/order_passages.csv",
            "results/measures/uptake.csv",
            "results/measures/opportunities.csv",
            "results/measures/echoes.csv",
            "results/measures/incidence.csv",
            "results/measures/lexicon.csv",
            "results/measures/reused.csv",
            "results/measures/profiles.csv",
            "results/measures/planning.csv",
        ],
        codebook=ancient(CODEBOOK),
    output:
        tables=directory("results/tables"),
    log:
        "logs/tables.log",
    params:
        made_from=STUDY.made_from("tables"),
    shell:
        "intertwine tables {SETTINGS}"
        " --documents {input.documents:q}"
        " --unused {input.unused:q}"
        " --prevalence {input.prevalence:q}"
        " --cooccurrence {input.cooccurrence:q}"
        " --keyness {input.keyness:q}"
        " --topics {input.topics:q}"
        " --topic-codes {input.topic_codes:q}"
        " --exemplars {input.exemplars:q}"
        " --validation {input.validation:q}"
        " --errors {input.errors:q}"
        " --agreement {input.agreement:q}"
        " --entries {input.entries:q}"
        " --qualified {input.qualified:q}"
        " --influence {input.influence:q}"
        " --reliability {input.reliability:q}"
        " --findings {input.findings:q}"
        " --measures results/measures"
        " --tables {output.tables:q}"
        " 2> {log:q}"


rule figures:
    input:
        prevalence="results/measures/prevalence.csv",
        cooccurrence="results/measures/cooccurrence.csv",
        keyness="results/measures/keyness.csv",
        topics="results/measures/topics.csv",
        topic_codes="results/measures/topic_codes.csv",
        validation="results/measures/validation.csv",
        measures=[
            "results/measures/adjusted.csv",
            "results/measures/specifications.csv",
            "results/measures/differences.csv",
            "results/measures/order.csv",
            "results/measures/order_documents.csv",
            "results/measures/uptake.csv",
            "results/measures/opportunities.csv",
            "results/measures/incidence.csv",
        ],
        codebook=ancient(CODEBOOK),
    output:
        figures=report(
            directory("results/figures"),
            patterns=["{name}.png"],
            caption="../report/figures.rst",
            category="Figures",
        ),
    log:
        "logs/figures.log",
    threads: STUDY.settings.cores
    params:
        made_from=STUDY.made_from("figures"),
    shell:
        "intertwine figures {SETTINGS}"
        " --prevalence {input.prevalence:q}"
        " --cooccurrence {input.cooccurrence:q}"
        " --keyness {input.keyness:q}"
        " --topics {input.topics:q}"
        " --topic-codes {input.topic_codes:q}"
        " --validation {input.validation:q}"
        " --measures results/measures"
        " --figures {output.figures:q}"
        " --processes {threads}"
        " 2> {log:q}"


rule report:
    input:
        corpus=[
            "results/corpus/documents.parquet",
            "results/corpus/speakers.parquet",
            "results/corpus/turns.parquet",
            "results/corpus/sentences.parquet",
            "results/corpus/ingest_report.csv",
            "results/corpus/engines.csv",
        ],
        coding=[
            "results/coding/hits.parquet",
            "results/coding/units.parquet",
            "results/coding/unused.csv",
        ],
        measures=[
            "results/measures/cooccurrence.csv",
            "results/measures/validation.csv",
            "results/measures/adjusted.csv",
            "results/measures/specifications.csv",
            "results/measures/left_out.csv",
            "results/measures/differences.csv",
            "results/measures/order.csv",
            "results/measures/uptake.csv",
            "results/measures/planning.csv",
        ],
        tables="results/tables",
        figures="results/figures",
        codebook=ancient(CODEBOOK),
    output:
        report="results/report/report.html",
        provenance="results/report/provenance.json",
    log:
        "logs/report.log",
    params:
        made_from=STUDY.made_from("report"),
    shell:
        "intertwine report {SETTINGS}"
        " --results results"
        " --report {output.report:q}"
        " --provenance {output.provenance:q}"
        " 2> {log:q}"


rule check:
    input:
        results=[
            "results/corpus/documents.parquet",
            "results/corpus/turns.parquet",
            "results/corpus/sentences.parquet",
            "results/corpus/tokens.parquet",
            "results/coding/hits.parquet",
            "results/coding/units.parquet",
            "results/coding/presence.parquet",
            "results/measures/prevalence.csv",
            "results/measures/cooccurrence.csv",
            "results/measures/keyness.csv",
            "results/measures/topics.csv",
            "results/measures/topic_codes.csv",
            "results/measures/adjusted.csv",
            "results/measures/specifications.csv",
            "results/measures/differences.csv",
            "results/measures/configurations.csv",
            "results/measures/order.csv",
            "results/measures/uptake.csv",
            "results/measures/opportunities.csv",
            "results/measures/echoes.csv",
            "results/tables",
            "results/figures",
            "results/report/report.html",
        ],
    output:
        check="results/check.csv",
    log:
        "logs/check.log",
    params:
        made_from=STUDY.made_from("check"),
    shell:
        "intertwine check {SETTINGS}"
        " --results results"
        " --check {output.check:q}"
        " 2> {log:q}"
