"""Files to documents, documents to turns with speakers and roles."""
