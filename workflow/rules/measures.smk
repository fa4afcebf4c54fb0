"""Measures: numbers with intervals, and p-values where they are meant.

REQUIRED INPUTS
    results/corpus/{documents,turns,sentences,tokens}.parquet
    results/coding/{hits,units,presence}.parquet
    the hand-coded sample, if there is one (setting `coded`)
OUTPUTS
    results/measures/prevalence.csv    share of units in which a code occurs
    results/measures/cooccurrence.csv  pairs of codes that meet in a unit
    results/measures/keyness.csv       words that mark one group of documents
    results/measures/topic*.csv        topics, their words, codes and exemplars
    results/measures/{agreement,disagreements}.csv       how far coders agree
    results/measures/{validation,validation_errors}.csv  the codebook against what people coded
"""


rule prevalence:
    input:
        documents="results/corpus/documents.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
    output:
        prevalence="results/measures/prevalence.csv",
    log:
        "logs/prevalence.log",
    params:
        made_from=STUDY.made_from("prevalence"),
    shell:
        "intertwine prevalence {SETTINGS}"
        " --documents {input.documents:q}"
        " --units {input.units:q}"
        " --presence {input.presence:q}"
        " --prevalence {output.prevalence:q}"
        " 2> {log:q}"


rule cooccur:
    input:
        documents="results/corpus/documents.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
    output:
        cooccurrence="results/measures/cooccurrence.csv",
    log:
        "logs/cooccur.log",
    params:
        made_from=STUDY.made_from("cooccur"),
    shell:
        "intertwine cooccur {SETTINGS}"
        " --documents {input.documents:q}"
        " --units {input.units:q}"
        " --presence {input.presence:q}"
        " --cooccurrence {output.cooccurrence:q}"
        " 2> {log:q}"


rule key:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        tokens="results/corpus/tokens.parquet",
    output:
        keyness="results/measures/keyness.csv",
    log:
        "logs/key.log",
    params:
        made_from=STUDY.made_from("key"),
    shell:
        "intertwine key {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --tokens {input.tokens:q}"
        " --keyness {output.keyness:q}"
        " 2> {log:q}"


rule topics:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        sentences="results/corpus/sentences.parquet",
        tokens="results/corpus/tokens.parquet",
        hits="results/coding/hits.parquet",
    output:
        topics="results/measures/topics.csv",
        words="results/measures/topic_words.csv",
        codes="results/measures/topic_codes.csv",
        exemplars="results/measures/topic_exemplars.csv",
    log:
        "logs/topics.log",
    params:
        made_from=STUDY.made_from("topics"),
    shell:
        "intertwine topics {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --sentences {input.sentences:q}"
        " --tokens {input.tokens:q}"
        " --hits {input.hits:q}"
        " --topics {output.topics:q}"
        " --words {output.words:q}"
        " --codes {output.codes:q}"
        " --exemplars {output.exemplars:q}"
        " 2> {log:q}"


rule agree:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        sentences="results/corpus/sentences.parquet",
        coded=CODED,
    output:
        agreement="results/measures/agreement.csv",
        disagreements="results/measures/disagreements.csv",
    log:
        "logs/agree.log",
    params:
        made_from=STUDY.made_from("agree"),
    shell:
        "intertwine agree {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --sentences {input.sentences:q}"
        " --agreement {output.agreement:q}"
        " --disagreements {output.disagreements:q}"
        " 2> {log:q}"


rule validate:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        sentences="results/corpus/sentences.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
        coded=CODED,
        codebook=ancient(CODEBOOK),
    output:
        validation="results/measures/validation.csv",
        errors="results/measures/validation_errors.csv",
    log:
        "logs/validate.log",
    params:
        made_from=STUDY.made_from("validate"),
    shell:
        "intertwine validate {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --sentences {input.sentences:q}"
        " --units {input.units:q}"
        " --presence {input.presence:q}"
        " --validation {output.validation:q}"
        " --errors {output.errors:q}"
        " 2> {log:q}"
