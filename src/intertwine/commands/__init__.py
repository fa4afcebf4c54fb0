"""What a person runs by hand, not the workflow; each module has ``arguments(parser)`` and ``run(chosen)``."""
