"""One module per rule of the workflow, of the same name; the runner is `intertwine.stage`.

Each declares itself as `STAGE` and has ``run(read, settings)``, which returns what it makes, a frame or a text by what
it declares; a stage that writes a folder has ``run(read, settings, folder)``.
"""
