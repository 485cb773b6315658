"""Was alle Seiten teilen: Filterzeile, Ansicht, Zwischenspeicher, Anmeldung, deutsche Hülle."""
