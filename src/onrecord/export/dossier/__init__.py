"""A dossier as a paper: html, pdf, docx, markdown, and its sources as BibTeX and CSL JSON."""
