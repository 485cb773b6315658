"""Foliensätze: Inhalt, Sätze, Abbildungen, gespeicherte Folgen."""
