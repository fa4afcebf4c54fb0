"""Measures: numbers with intervals, and p-values where they are meant.

REQUIRED INPUTS
    results/corpus/{documents,turns,sentences,tokens}.parquet
    results/coding/{hits,units,presence}.parquet
    the hand-coded sample, if there is one (setting `coded`)
OUTPUTS
    results/measures/prevalence.csv    share of units in which a code occurs
    results/measures/cooccurrence.csv  pairs of codes that meet in a unit
    results/measures/{specifications,left_out,adjusted}.csv      the hypotheses asked otherwise
    results/measures/{differences,configurations,triples}.csv    between groups; three codes at once
    results/measures/{order*,transitions,connections}.csv        which code comes first
    results/measures/lexicon.csv       the company's terms, from its own texts alone
    results/measures/{uptake,opportunities,echoes,first_uses,incidence,reuse,reused,profiles}.csv
                                       whose words they are
    results/measures/planning.csv      documents that a study needs
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


rule specify:
    input:
        documents="results/corpus/documents.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
        hits="results/coding/hits.parquet",
    output:
        specifications="results/measures/specifications.csv",
        left_out="results/measures/left_out.csv",
        adjusted="results/measures/adjusted.csv",
    log:
        "logs/specify.log",
    params:
        made_from=STUDY.made_from("specify"),
    shell:
        "intertwine specify {SETTINGS}"
        " --documents {input.documents:q}"
        " --units {input.units:q}"
        " --presence {input.presence:q}"
        " --hits {input.hits:q}"
        " --specifications {output.specifications:q}"
        " --left-out {output.left_out:q}"
        " --adjusted {output.adjusted:q}"
        " 2> {log:q}"


rule contrast:
    input:
        documents="results/corpus/documents.parquet",
        speakers="results/corpus/speakers.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
    output:
        differences="results/measures/differences.csv",
        configurations="results/measures/configurations.csv",
        triples="results/measures/triples.csv",
    log:
        "logs/contrast.log",
    params:
        made_from=STUDY.made_from("contrast"),
    shell:
        "intertwine contrast {SETTINGS}"
        " --documents {input.documents:q}"
        " --speakers {input.speakers:q}"
        " --units {input.units:q}"
        " --presence {input.presence:q}"
        " --differences {output.differences:q}"
        " --configurations {output.configurations:q}"
        " --triples {output.triples:q}"
        " 2> {log:q}"


rule order:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        sentences="results/corpus/sentences.parquet",
        hits="results/coding/hits.parquet",
        codebook=ancient(CODEBOOK),
    output:
        order="results/measures/order.csv",
        by_document="results/measures/order_documents.csv",
        passages="results/measures/order_passages.csv",
        transitions="results/measures/transitions.csv",
        connections="results/measures/connections.csv",
    log:
        "logs/order.log",
    params:
        made_from=STUDY.made_from("order"),
    shell:
        "intertwine order {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --sentences {input.sentences:q}"
        " --hits {input.hits:q}"
        " --order {output.order:q}"
        " --by-document {output.by_document:q}"
        " --passages {output.passages:q}"
        " --transitions {output.transitions:q}"
        " --connections {output.connections:q}"
        " 2> {log:q}"


rule lexicon:
    input:
        documents="results/corpus/documents.parquet",
        tokens="results/corpus/tokens.parquet",
    output:
        lexicon="results/measures/lexicon.csv",
    log:
        "logs/lexicon.log",
    params:
        made_from=STUDY.made_from("lexicon"),
    shell:
        "intertwine lexicon {SETTINGS}"
        " --documents {input.documents:q}"
        " --tokens {input.tokens:q}"
        " --lexicon {output.lexicon:q}"
        " 2> {log:q}"


rule uptake:
    input:
        documents="results/corpus/documents.parquet",
        turns="results/corpus/turns.parquet",
        tokens="results/corpus/tokens.parquet",
        hits="results/coding/hits.parquet",
        lexicon="results/measures/lexicon.csv",
        codebook=ancient(CODEBOOK),
    output:
        uptake="results/measures/uptake.csv",
        opportunities="results/measures/opportunities.csv",
        echoes="results/measures/echoes.csv",
        first_uses="results/measures/first_uses.csv",
        incidence="results/measures/incidence.csv",
        reuse="results/measures/reuse.csv",
        reused="results/measures/reused.csv",
        profiles="results/measures/profiles.csv",
    log:
        "logs/uptake.log",
    params:
        made_from=STUDY.made_from("uptake"),
    shell:
        "intertwine uptake {SETTINGS}"
        " --documents {input.documents:q}"
        " --turns {input.turns:q}"
        " --tokens {input.tokens:q}"
        " --hits {input.hits:q}"
        " --lexicon {input.lexicon:q}"
        " --uptake {output.uptake:q}"
        " --opportunities {output.opportunities:q}"
        " --echoes {output.echoes:q}"
        " --first-uses {output.first_uses:q}"
        " --incidence {output.incidence:q}"
        " --reuse {output.reuse:q}"
        " --reused {output.reused:q}"
        " --profiles {output.profiles:q}"
        " 2> {log:q}"


rule plan:
    input:
        documents="results/corpus/documents.parquet",
        units="results/coding/units.parquet",
        presence="results/coding/presence.parquet",
    output:
        planning="results/measures/planning.csv",
    log:
        "logs/plan.log",
    params:
        made_from=STUDY.made_from("plan"),
    shell:
        "intertwine plan {SETTINGS}"
        " --documents {input.documents:q}"
        " --units {input.units:q}"
        " --presence {input.presence:q}"
        " --planning {output.planning:q}"
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
