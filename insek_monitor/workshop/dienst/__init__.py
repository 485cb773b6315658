"""Der Befehl `workshop`: Dashboard und Telefonseite auf einem Rechner."""
