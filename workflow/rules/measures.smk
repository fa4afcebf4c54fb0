"""Measures: numbers with intervals, and p-values where they are meant.

REQUIRED INPUTS
    results/corpus/{documents,turns,sentences,tokens}.parquet
    results/coding/{hits,units,presence}.parquet
    the hand-coded sample, if there is one (setting `coded`)
OUTPUTS
    results/measures/prevalence.csv    share of units in which a code occurs
    results/measures/cooccurrence.csv  pairs of codes that meet in a unit
    results/measures/{specifications,left_out}.csv the hypotheses asked otherwise
    results/measures/{differences,configurations,triples}.csv    between groups; three codes at once
    results/measures/{order*,transitions,connections}.csv        which code comes first
    results/measures/lexicon.csv       the company's terms, from its own texts alone
    results/measures/{uptake,opportunities,echoes,first_uses,incidence,reuse,reused,profiles}.csv
                                       whose words they are
    results/measures/planning.csv      documents that a study needs
    results/measures/keyness.csv       words that mark one group of documents
    results/measures/code_switching.csv  words of the other language
    results/measures/topic*.csv        topics, their words, codes and exemplars
    results/measures/{agreement,disagreements}.csv       how far coders agree
    results/measures/{validation,validation_errors,surrogate,corrected,corrected_differences}.csv  the codebook against what people coded
"""


rule prevalence:
    input:
        "results/corpus/documents.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
    output:
        "results/measures/prevalence.csv",
    log:
        "logs/prevalence.log",
    params:
        made_from=STUDY.made_from("prevalence"),
    shell:
        "intertwine prevalence {SETTINGS} --results results 2> {log:q}"


rule cooccur:
    input:
        "results/corpus/documents.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
    output:
        "results/measures/cooccurrence.csv",
    log:
        "logs/cooccur.log",
    params:
        made_from=STUDY.made_from("cooccur"),
    shell:
        "intertwine cooccur {SETTINGS} --results results 2> {log:q}"


rule specify:
    input:
        "results/corpus/documents.parquet",
        "results/coding/units.parquet",
        "results/coding/hits.parquet",
    output:
        "results/measures/specifications.csv",
        "results/measures/left_out.csv",
    log:
        "logs/specify.log",
    params:
        made_from=STUDY.made_from("specify"),
    shell:
        "intertwine specify {SETTINGS} --results results 2> {log:q}"


rule contrast:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/speakers.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
    output:
        "results/measures/differences.csv",
        "results/measures/configurations.csv",
        "results/measures/triples.csv",
    log:
        "logs/contrast.log",
    params:
        made_from=STUDY.made_from("contrast"),
    shell:
        "intertwine contrast {SETTINGS} --results results 2> {log:q}"


rule order:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        "results/coding/hits.parquet",
        codebook=ancient(CODEBOOK),
    output:
        "results/measures/order.csv",
        "results/measures/order_documents.csv",
        "results/measures/order_passages.csv",
        "results/measures/transitions.csv",
        "results/measures/connections.csv",
    log:
        "logs/order.log",
    params:
        made_from=STUDY.made_from("order"),
    shell:
        "intertwine order {SETTINGS} --results results 2> {log:q}"


rule lexicon:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/tokens.parquet",
    output:
        "results/measures/lexicon.csv",
    log:
        "logs/lexicon.log",
    params:
        made_from=STUDY.made_from("lexicon"),
    shell:
        "intertwine lexicon {SETTINGS} --results results 2> {log:q}"


rule uptake:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/tokens.parquet",
        "results/coding/hits.parquet",
        "results/measures/lexicon.csv",
        codebook=ancient(CODEBOOK),
    output:
        "results/measures/uptake.csv",
        "results/measures/opportunities.csv",
        "results/measures/echoes.csv",
        "results/measures/first_uses.csv",
        "results/measures/incidence.csv",
        "results/measures/reuse.csv",
        "results/measures/reused.csv",
        "results/measures/profiles.csv",
    log:
        "logs/uptake.log",
    params:
        made_from=STUDY.made_from("uptake"),
    shell:
        "intertwine uptake {SETTINGS} --results results 2> {log:q}"


rule plan:
    input:
        "results/corpus/documents.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
    output:
        "results/measures/planning.csv",
    log:
        "logs/plan.log",
    params:
        made_from=STUDY.made_from("plan"),
    shell:
        "intertwine plan {SETTINGS} --results results 2> {log:q}"


rule key:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/tokens.parquet",
    output:
        "results/measures/keyness.csv",
        "results/measures/code_switching.csv",
    log:
        "logs/key.log",
    params:
        made_from=STUDY.made_from("key"),
    shell:
        "intertwine key {SETTINGS} --results results 2> {log:q}"


rule topics:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        "results/corpus/tokens.parquet",
        "results/coding/hits.parquet",
    output:
        "results/measures/topics.csv",
        "results/measures/topic_words.csv",
        "results/measures/topic_codes.csv",
        "results/measures/topic_exemplars.csv",
    log:
        "logs/topics.log",
    params:
        made_from=STUDY.made_from("topics"),
    shell:
        "intertwine topics {SETTINGS} --results results 2> {log:q}"


rule agree:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        coded=CODED,
    output:
        "results/measures/agreement.csv",
        "results/measures/disagreements.csv",
    log:
        "logs/agree.log",
    params:
        made_from=STUDY.made_from("agree"),
    shell:
        "intertwine agree {SETTINGS} --results results 2> {log:q}"


rule validate:
    input:
        "results/corpus/documents.parquet",
        "results/corpus/turns.parquet",
        "results/corpus/sentences.parquet",
        "results/coding/units.parquet",
        "results/coding/presence.parquet",
        coded=CODED,
        codebook=ancient(CODEBOOK),
    output:
        "results/measures/validation.csv",
        "results/measures/corrected.csv",
        "results/measures/validation_errors.csv",
        "results/measures/surrogate.csv",
        "results/measures/corrected_differences.csv",
    log:
        "logs/validate.log",
    params:
        made_from=STUDY.made_from("validate"),
    shell:
        "intertwine validate {SETTINGS} --results results 2> {log:q}"
