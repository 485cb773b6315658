"""Was die Bereiche der Seite Ansprache teilen."""
