"""Sources to artefacts: one small file for each kind of source."""
