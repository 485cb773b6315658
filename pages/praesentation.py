"""Präsentation: Folgen großer Bilder zusammenstellen, vorführen, mitnehmen."""

from insek_monitor.rahmen.ansicht import aktuelle
from insek_monitor.seiten.beitraege import kampagnenlisten
from insek_monitor.workshop.vortrag.seite import seite

seite.zeichne(aktuelle(), kampagnenlisten)
