"""Präsentation: Folgen großer Bilder zusammenstellen, vorführen, mitnehmen."""

from insek_monitor.oberflaeche.ansicht import aktuelle
from insek_monitor.oberflaeche.beitraege import kampagnenlisten
from insek_monitor.oberflaeche.praesentation import seite

seite.zeichne(aktuelle(), kampagnenlisten)
