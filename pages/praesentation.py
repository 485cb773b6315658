"""Präsentation: Folgen großer Bilder zusammenstellen, vorführen, mitnehmen."""

from insek_monitor.oberflaeche.beitraege import kampagnenlisten
from insek_monitor.oberflaeche.praesentation import seite
from insek_monitor.rahmen.ansicht import aktuelle

seite.zeichne(aktuelle(), kampagnenlisten)
