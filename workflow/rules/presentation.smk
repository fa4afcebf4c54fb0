"""Presentation: tables, figures, the paper and the report, and the check of the real results.

REQUIRED INPUTS
    results/corpus, results/coding and results/measures, as the rules above write them
OUTPUTS
    results/tables/   CSV, LaTeX and one workbook
    results/figures/  each figure with its data and captions
    results/paper/    the paper as .docx, and its references
    results/report/   report.html, provenance.json
    results/check.csv the invariants, each with what was found
"""


rule tables:
    input:
        "results/corpus/documents.parquet",
        "results/coding/unused.csv",
        "results/measures/prevalence.csv",
        "results/measures/cooccurrence.csv",
        "results/measures/keyness.csv",
        "results/measures/code_switching.csv",
        "results/measures/topics.csv",
        "results/measures/topic_codes.csv",
        "results/measures/topic_exemplars.csv",
        "results/measures/validation.csv",
        "results/measures/corrected.csv",
        "results/measures/corrected_differences.csv",
        "results/measures/validation_errors.csv",
        "results/measures/agreement.csv",
        "results/coding/entries.csv",
        "results/coding/qualified.csv",
        "results/measures/influence.csv",
        "results/measures/reliability.csv",
        "results/coding/findings.csv",
        "results/measures/specifications.csv",
        "results/measures/left_out.csv",
        "results/measures/differences.csv",
        "results/measures/configurations.csv",
        "results/measures/triples.csv",
        "results/measures/order.csv",
        "results/measures/order_passages.csv",
        "results/measures/uptake.csv",
        "results/measures/opportunities.csv",
        "results/measures/echoes.csv",
        "results/measures/lexicon.csv",
        "results/measures/reused.csv",
        "results/measures/profiles.csv",
        "results/measures/planning.csv",
        codebook=ancient(CODEBOOK),
    output:
        directory("results/tables"),
        "results/tables/SHA256SUMS",
    log:
        "logs/tables.log",
    params:
        made_from=STUDY.made_from("tables"),
    shell:
        "intertwine tables {SETTINGS} --results results 2> {log:q}"


rule figures:
    input:
        "results/measures/prevalence.csv",
        "results/measures/cooccurrence.csv",
        "results/measures/keyness.csv",
        "results/measures/topics.csv",
        "results/measures/topic_codes.csv",
        "results/measures/validation.csv",
        "results/measures/corrected.csv",
        "results/measures/specifications.csv",
        "results/measures/differences.csv",
        "results/measures/order.csv",
        "results/measures/order_documents.csv",
        "results/measures/uptake.csv",
        "results/measures/opportunities.csv",
        "results/measures/incidence.csv",
        codebook=ancient(CODEBOOK),
    output:
        report(
            directory("results/figures"),
            patterns=["{name}.png"],
            caption="../report/figures.rst",
            category="Figures",
        ),
        "results/figures/SHA256SUMS",
    log:
        "logs/figures.log",
    threads: STUDY.settings.cores
    params:
        made_from=STUDY.made_from("figures"),
    shell:
        "intertwine figures {SETTINGS} --results results --processes {threads} 2> {log:q}"


rule paper:
    input:
        "results/corpus/documents.parquet",
        "results/coding/unused.csv",
        "results/measures/prevalence.csv",
        "results/measures/cooccurrence.csv",
        "results/measures/keyness.csv",
        "results/measures/code_switching.csv",
        "results/measures/topics.csv",
        "results/measures/topic_codes.csv",
        "results/measures/topic_exemplars.csv",
        "results/measures/validation.csv",
        "results/measures/validation_errors.csv",
        "results/measures/corrected.csv",
        "results/measures/corrected_differences.csv",
        "results/measures/agreement.csv",
        "results/coding/entries.csv",
        "results/coding/qualified.csv",
        "results/measures/influence.csv",
        "results/measures/reliability.csv",
        "results/coding/findings.csv",
        "results/measures/specifications.csv",
        "results/measures/left_out.csv",
        "results/measures/differences.csv",
        "results/measures/configurations.csv",
        "results/measures/triples.csv",
        "results/measures/order.csv",
        "results/measures/order_passages.csv",
        "results/measures/uptake.csv",
        "results/measures/opportunities.csv",
        "results/measures/echoes.csv",
        "results/measures/lexicon.csv",
        "results/measures/reused.csv",
        "results/measures/profiles.csv",
        "results/measures/planning.csv",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        "results/coding/hits.parquet",
        "results/corpus/engines.csv",
        "results/figures/SHA256SUMS",
        codebook=ancient(CODEBOOK),
    output:
        directory("results/paper"),
        "results/paper/SHA256SUMS",
    log:
        "logs/paper.log",
    params:
        made_from=STUDY.made_from("paper"),
    shell:
        "intertwine paper {SETTINGS} --results results 2> {log:q}"


rule report:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/speakers.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        "results/corpus/ingest_report.csv",
        "results/corpus/engines.csv",
        "results/coding/hits.parquet",
        "results/coding/units.parquet",
        "results/coding/unused.csv",
        "results/coding/nothing_found.csv",
        "results/measures/cooccurrence.csv",
        "results/measures/validation.csv",
        "results/measures/corrected.csv",
        "results/measures/specifications.csv",
        "results/measures/left_out.csv",
        "results/measures/differences.csv",
        "results/measures/order.csv",
        "results/measures/uptake.csv",
        "results/tables/SHA256SUMS",
        "results/figures/SHA256SUMS",
        codebook=ancient(CODEBOOK),
    output:
        "results/report/report.html",
        "results/report/provenance.json",
    log:
        "logs/report.log",
    params:
        made_from=STUDY.made_from("report"),
    shell:
        "intertwine report {SETTINGS} --results results 2> {log:q}"


rule check:
    input:
        "results/corpus/turns.parquet",
        "results/corpus/tokens.parquet",
        "results/coding/hits.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
        "results/measures/cooccurrence.csv",
        "results/measures/influence.csv",
        "results/measures/specifications.csv",
        "results/measures/left_out.csv",
        "results/measures/differences.csv",
        "results/measures/configurations.csv",
        "results/measures/triples.csv",
        "results/measures/planning.csv",
        "results/measures/keyness.csv",
        "results/measures/code_switching.csv",
        "results/measures/order.csv",
        "results/measures/transitions.csv",
        "results/measures/connections.csv",
        "results/measures/prevalence.csv",
        "results/measures/topics.csv",
        "results/measures/topic_words.csv",
        "results/measures/topic_codes.csv",
        "results/measures/topic_exemplars.csv",
        "results/measures/uptake.csv",
        "results/measures/opportunities.csv",
        "results/measures/echoes.csv",
        "results/measures/incidence.csv",
        "results/measures/lexicon.csv",
        "results/measures/reuse.csv",
        "results/measures/profiles.csv",
        "results/measures/agreement.csv",
        "results/measures/validation.csv",
        "results/measures/corrected.csv",
        "results/measures/corrected_differences.csv",
        "results/measures/validation_errors.csv",
        "results/measures/surrogate.csv",
        "results/measures/reliability.csv",
        "results/tables/SHA256SUMS",
        "results/figures/SHA256SUMS",
        "results/report/report.html",
    output:
        "results/check.csv",
    log:
        "logs/check.log",
    params:
        made_from=STUDY.made_from("check"),
    shell:
        "intertwine check {SETTINGS} --results results 2> {log:q}"
