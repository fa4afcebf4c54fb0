"""intertwine: how discourses meet, from transcripts to a report.

What it makes, in running order; each room's rules open with what they need and give:

  workflow/rules/corpus.smk        documents, turns, sentences, tokens
  workflow/rules/coding.smk        hits of the codebook, presence of codes in units
  workflow/rules/measures.smk      prevalence, co-occurrence, key words, topics
  workflow/rules/presentation.smk  tables, figures, paper, report, and the check of them all

`snakemake` makes everything, `snakemake cooccur` one stage and what it needs, `snakemake --configfile PATH` another
study, whose results go beside that file. The settings are explained in config.yaml.
"""


include: "workflow/rules/study.smk"


workdir: STUDY.folder


# Short jobs run where snakemake runs, also on a cluster.
localrules:
    all,
    prevalence,
    agree,
    validate,
    check,


include: "workflow/rules/corpus.smk"
include: "workflow/rules/coding.smk"
include: "workflow/rules/measures.smk"
include: "workflow/rules/presentation.smk"


rule all:
    default_target: True
    input:
        "results/tables",
        "results/figures",
        "results/paper",
        "results/report/report.html",
        "results/concordance",
        "results/check.csv",
