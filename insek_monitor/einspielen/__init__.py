"""Eine Liste der Fachstelle einspielen: lesen, Spalten erkennen, prüfen, zusammenführen, eintragen."""
