"""Seite Präsentation: Folgen zusammenstellen, einfrieren, mitnehmen, vorführen."""
