"""Vorlagen: Texte zu Hemmnissen, Chancen und Angeboten, eine vollständige Folge, die Folge eines Raums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from insek_monitor.kern.ansprache import Angebot
from insek_monitor.kern.stimmungsbild import Frage
from insek_monitor.kern.vortrag import NAME_HOECHSTENS, TITEL_HOECHSTENS, Folge, Folie, Folienart
from insek_monitor.lage.bild import zahlen

UNTERZEILE = "Stand, Fristen und Ihr Stimmungsbild"
NAME_DER_STANDARDFOLGE = "INSEK in Sachsen"
FRAGEN_DER_STANDARDFOLGE = ("nutzen", "gemeinsam", "umfang")
"""Drei der zehn Themen, mit denen ein Gespräch gut beginnt; die anderen fügt die Seite hinzu."""

_ANGEBOTE = {
    Angebot.TELEFON: "kurze Fragen gleich klären",
    Angebot.ERSTBERATUNG: "ein Gespräch in Ihrer Gemeinde zum Einstieg",
    Angebot.SEMINAR: "Schritt für Schritt zum eigenen Konzept",
    Angebot.AUSTAUSCH: f"kleine Runde mit höchstens {Angebot.AUSTAUSCH.plaetze} Teilnehmenden",
}


def vorlagen_text() -> tuple[Folie, ...]:
    """Textfolien, die eine Folge übernehmen und ändern kann: Hemmnisse, Chancen, Angebote."""
    angebote = "\n".join(f"- **{angebot.beschriftung}:** {satz}" for angebot, satz in _ANGEBOTE.items())
    return (
        Folie(
            Folienart.TEXT,
            "Was es schwer macht",
            "- **Zeit und Personal:** Das Tagesgeschäft geht vor.\n"
            "- **Geld:** Die Erarbeitung kostet, der Nutzen zeigt sich später.\n"
            "- **Anforderungen:** Umfang und Verfahren schrecken ab.\n"
            "- **Zweifel:** Was ändert ein Papier an unserer Lage?",
            notiz="Fragen Sie zuerst in den Raum: Was davon kennen Sie? Was fehlt hier?",
        ),
        Folie(
            Folienart.TEXT,
            "Was es bringt",
            "- **Eigene Linie:** Der Rat legt fest, was zuerst kommt.\n"
            "- **Förderung:** Das Konzept kann Grundlage der Städtebauförderung sein.\n"
            "- **Überblick:** Wohnen, Schule, Verkehr und Klima in einem Zusammenhang.\n"
            "- **Gemeinsam:** Nachbargemeinden können sich die Arbeit teilen.",
            notiz="Ein Beispiel aus der Runde wirkt besser als jede Liste.",
        ),
        Folie(
            Folienart.TEXT,
            "Was die FS INGE anbietet",
            angebote,
            notiz="Wen können die Gemeinden heute hier gleich ansprechen?",
        ),
    )


def standardfolge(fragen: Sequence[Frage] = ()) -> Folge:
    """Eine vollständige Folge, mit der man ohne Vorbereitung beginnen kann.

    Parameters
    ----------
    fragen : sequence of Frage
        Woraus die Abstimmungen gewählt werden (die zehn Themen aus ``tabellen.fragensaetze()``); ohne Fragen
        hat die Folge keine Abstimmung. Ihr Ergebnis zeigt dieselbe Folie; eigene Ergebnisfolien fügt an, wer
        Runden vergleichen will.
    """
    je_kennung = {frage.kennung: frage for frage in fragen}
    gewaehlt = [je_kennung[k] for k in FRAGEN_DER_STANDARDFOLGE if k in je_kennung] or list(fragen[:3])
    hemmnisse, chancen, angebote = vorlagen_text()
    abstimmungen = (
        [Folie(Folienart.BEITRETEN), *(Folie(Folienart.ABSTIMMUNG, frage=f.kennung) for f in gewaehlt)]
        if gewaehlt
        else []
    )
    return Folge(
        NAME_DER_STANDARDFOLGE,
        (
            Folie(Folienart.TITEL, "Integrierte Konzepte in Sachsen", UNTERZEILE),
            Folie(Folienart.ABDECKUNG, notiz="Wer hat ein Konzept, wer nicht, und was ist nicht bekannt?"),
            Folie(Folienart.GROESSE),
            Folie(Folienart.KARTE),
            Folie(Folienart.ABLAUF, notiz="Die Erarbeitung dauert; wer bald fällig ist, beginnt jetzt."),
            Folie(Folienart.REGION),
            hemmnisse,
            chancen,
            *abstimmungen,
            angebote,
        ),
        fragen=tuple(frage.als_dict() for frage in gewaehlt),
    )


def raumfolge(titel: str, ort: str, datum: date, fragen: Sequence[Frage]) -> Folge:
    """Die Folge eines Raums ohne eigene: Titel, Mitmachen, jede Frage mit ihrem Ergebnis."""
    wo_und_wann = " · ".join(teil for teil in (ort, zahlen.datum(datum)) if teil)
    kopf = Folie(Folienart.TITEL, titel[:TITEL_HOECHSTENS], wo_und_wann)
    return Folge(
        titel[:NAME_HOECHSTENS],
        (kopf, Folie(Folienart.BEITRETEN), *(Folie(Folienart.ABSTIMMUNG, frage=f.kennung) for f in fragen)),
        fragen=tuple(frage.als_dict() for frage in fragen),
    )
