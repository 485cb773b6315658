"""Die Wörter einer Überschrift, die von INSEK handelt: Gegenstand, Aussage, Füllwort."""

from __future__ import annotations

#: Keine Felder der Meldeliste: eine Stufe vor dem Beschluss und die Nummer eines Vorgangs.
STUFE, VORGANG = "_stufe", "_vorgang"


def menge(text: str) -> frozenset[str]:
    """Die Wörter eines Textes."""
    return frozenset(text.split())


GEGENSTAND = menge(
    "insek inseks insekkonzept ingeko ingekos isek iseks seko sekos entwicklungskonzept "
    "stadtentwicklungskonzept gemeindeentwicklungskonzept stadtentwicklungs gemeindeentwicklungs"
)
#: Diese allein sagen schon, dass eine Liste von INSEK handelt; Entwicklungskonzepte gibt es auch andere.
EIGENNAMEN = GEGENSTAND - {"entwicklungskonzept"}
KONZEPT = frozenset({"konzept"})
#: „integriertes Konzept“ meint dasselbe; „städtebauliches“ nur neben einem Gegenstand.
BEIWORT = menge("integriert staedtebaulich gemeindlich kommunal")
ARTIKEL = menge("der die das des dem den ein eine eines einer")
FUELL = menge(
    "und oder bzw sowie zum zur zu im in fuer ueber d von lt laut aktuell derzeit bitte ankreuzen angeben "
    "eintragen wenn falls ist sind wurde"
)
ORDNUNG = menge("nr lfd lfdnr laufend nummer id pos position wert zeile")
ZEIT = "datum dat jahr tag monat wann es am vom tt mm jjjj ttmmjjjj zeitpunkt"
RAT = "rat stadtrat gemeinderat gefasst gemeinde kommune stadt"
BESCHLUSS = (
    "beschluss beschl beschlussdatum beschlussjahr beschlusstag ratsbeschluss stadtratsbeschluss "
    "gemeinderatsbeschluss beschlussfassung"
)
BESCHLUSSWORTE = menge(BESCHLUSS)
#: Was einen Vorgang eröffnet, ist sein Beginn; nichts davon ist der Beschluss über das Konzept.
EROEFFNUNG = (
    "aufstellungsbeschluss einleitungsbeschluss vergabebeschluss aufstellung einleitung vergabe "
    "auftragsvergabe"
)
WEITER = "vorbereitung arbeit bearbeitung erarbeitung erstellung fortschreibung"

#: Je Feld: Wörter, die es nennen | Wörter, die nur dazu passen.
WORTE = {
    "ags": "ags ars gemeindeschluessel regionalschluessel schluessel schluesselnummer gemeindenummer "
    "gemeindenr gemeindekennziffer gemeindekennzahl gkz agsnr ags8 gemschl schlnr"
    "| amtlich amtl gemeinde kommune stadt nr nummer gem",
    "gemeinde": "gemeinde kommune stadt staedte name gemeindename ort ortsname stadtname "
    "gebietskoerperschaft mitgliedskommune mitgliedsgemeinde bezeichnung | saechsisch amtlich",
    "kreis": "kreis landkreis lk lkr lkrs kreisname kreisfreie | stadt name",
    "vorhanden": "vorhanden vorh liegt besteht existiert hat besitzt gibt status stand sachstand "
    "bearbeitungsstand bearbstand umsetzungsstand planungsstand beschlossen janein jn antwort"
    f"| vor es bereits ob inarbeit inbearbeitung unbekannt {BESCHLUSS}",
    "art": "art konzeptart typ konzepttyp form konzeptform |",
    "titel": "titel konzepttitel bezeichnung konzeptbezeichnung konzeptname | name",
    "beschluss": f"{BESCHLUSS} beschlossen datum dat jahr stand erstellt erstellungsjahr jahrerstellung "
    f"datumerstellung | {ZEIT} {RAT} liegt vor vorhanden janein jn",
    "zieljahr": "zieljahr horizont planungshorizont zeithorizont zielhorizontjahr laufzeit planungszeitraum "
    "betrachtungszeitraum zeitraum | bis jahr",
    "begonnen": f"begonnen beginn start gestartet inarbeit inbearbeitung inaufstellung invorbereitung "
    f"inerarbeitung inerstellung fortschreibungseit infortschreibung {EROEFFNUNG}"
    f"| seit {WEITER} {ZEIT} {RAT} {BESCHLUSS} janein jn",
    "gemeinsam": "gemeinsam partner partnergemeinde kooperation kooperationspartner verbund interkommunal "
    "zusammen beteiligt weiter mitgliedskommune mitgliedsgemeinde | mit gemeinde kommune stadt",
    "quelle": "quelle quellenangabe herkunft fundstelle | angabe",
    "notiz": "bemerkung anmerkung notiz hinweis kommentar sonstiges erlaeuterung bem anm |",
    "aufgehoben": f"aufgehoben aufhebung aufhebungsbeschluss ausserkraft | seit beschluss {ZEIT}",
    "zielhorizont": "zielhorizont wortlaut | horizont",
    "belegt": "datenstand aktualisiert aktualisierung erfasst gemeldet meldung angabevom stand standangabe "
    "standangaben standdaten standmeldung"
    f"| angabe daten letzt {ZEIT}",
    "quelle_url": "link url internet internetadresse webseite website weblink hyperlink homepage "
    "adressequelle quelleadresse | quelle",
    "sicherheit": "sicherheit verlaesslichkeit | angabe",
    "datenlage": "datenlage |",
    "konzept_id": "kennung konzeptid konzeptkennung | monitor datensatz",
    STUFE: "geplant voraussichtlich vorgesehen beabsichtigt angestrebt entwurf vorentwurf entwurfsbeschluss "
    "auslegung auslegungsbeschluss offenlage offenlegung offenlagebeschluss offenlegungsbeschluss billigung "
    f"billigungsbeschluss | {BESCHLUSS} {ZEIT} {RAT} {EROEFFNUNG} {WEITER} vorhanden liegt vor "
    "janein jn seit ab termin",
    VORGANG: "nr nummer vorlage drucksache beschlussvorlage beschlussnr beschlussnummer vorlagennummer "
    f"aktenzeichen az | {BESCHLUSS} {RAT}",
}
KERN = {feld: menge(text.partition("|")[0]) for feld, text in WORTE.items()}
ALLE = {feld: menge(text.replace("|", " ")) for feld, text in WORTE.items()}
#: Neben dem Gegenstand nennen auch diese das Feld: „INSEK vom“, „Name INSEK“.
KERN_MIT_GEGENSTAND = {"beschluss": frozenset({"vom"}), "titel": frozenset({"name"})}
#: Ein „Beschluss zur Erarbeitung“ eröffnet; „zur Fortschreibung“ könnte auch deren Ende sein.
KERN_MIT_BESCHLUSS = {"begonnen": menge("bearbeitung erarbeitung erstellung")}
#: Ohne Gegenstand sagen diese Wörter nicht, wovon; dann entscheidet die Liste und der Inhalt der Spalte.
UNBESTIMMT = menge(
    f"{EROEFFNUNG} status stand sachstand bearbeitungsstand bearbstand umsetzungsstand planungsstand "
    "janein jn antwort art typ form titel bezeichnung name datum dat jahr erstellt erstellungsjahr "
    "jahrerstellung datumerstellung laufzeit zeitraum horizont begonnen beginn start gestartet "
    "bemerkung anmerkung notiz hinweis kommentar sonstiges erlaeuterung bem anm link "
    "url internet internetadresse webseite website weblink hyperlink homepage"
)
ORTSWORTE = menge("gemeinde kommune stadt staedte")
WORTSCHATZ = frozenset().union(*ALLE.values(), GEGENSTAND, KONZEPT, BEIWORT, ARTIKEL, FUELL, ORDNUNG)
ENDUNGEN = ("", "es", "en", "er", "e", "n", "s")
