"""Which study this run is about.

REQUIRED INPUTS
    the settings file: config.yaml, or the one given by --configfile
GIVES
    STUDY      folder, settings, input files and fingerprints of the study
    SETTINGS   the options that tell a stage the settings in force
    config     the settings in force, for the captions of Snakemake's report
"""

from pathlib import Path

from snakemake.exceptions import WorkflowError

from intertwine.errors import UserError
from intertwine.study import chosen_study

try:
    STUDY = chosen_study(
        Path(workflow.basedir),
        workflow.overwrite_configfiles,
        workflow.config_settings.config,
    )
    STUDY.check()
    SETTINGS = STUDY.options
    DOCUMENTS, MANIFEST, CODEBOOK = STUDY.documents, STUDY.manifest, STUDY.codebook
    CODED = STUDY.coded
    config["study"] = STUDY.settings.model_dump(mode="json")
except UserError as error:
    raise WorkflowError(str(error)) from None
