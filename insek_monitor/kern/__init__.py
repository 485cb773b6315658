"""Wörter und Regeln, die alle Flügel brauchen; kennt niemanden."""
