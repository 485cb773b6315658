// Läuft vor Streamlit. Stellt die Sprache des Browsers für diese Seite auf Deutsch (Kalender, Zahlen) und übersetzt
// die wenigen festen englischen Bedientexte von Streamlit, für die es keine Einstellung gibt.
(function () {
  "use strict";
  Object.defineProperty(navigator, "language", { get: () => "de-DE" });
  Object.defineProperty(navigator, "languages", { get: () => ["de-DE", "de"] });
  // Ohne diese Angabe sucht Streamlit den Server bei einem tiefen Link erst unter falschen Adressen (404).
  window.__streamlit = { BACKEND_BASE_URL: location.origin + "/" };

  const WOERTER = {
    "Skip to main content": "Zum Inhalt springen",
    "Main navigation": "Hauptnavigation",
    "Sidebar navigation": "Seitennavigation",
    "Main menu": "Hauptmenü",
    "Settings": "Einstellungen",
    "Print": "Drucken",
    "Rerun": "Neu laden",
    "About": "Über",
    "Appearance": "Aussehen",
    "Theme": "Aussehen",
    "Light": "Hell",
    "Dark": "Dunkel",
    "System": "Wie das Gerät",
    "Use system setting": "Wie das Gerät",
    "Wide mode": "Breite Ansicht",
    "Clear": "Leeren",
    "Clear all": "Alle entfernen",
    "Clear value": "Leeren",
    "Clear selection": "Auswahl aufheben",
    "Delete": "Entfernen",
    "Select all": "Alle wählen",
    "No results": "Nichts gefunden",
    "open": "öffnen",
    "Open": "Öffnen",
    "Close": "Schließen",
    "Loading...": "Wird geladen …",
    "Running...": "Wird berechnet …",
    "Running": "Wird berechnet",
    "Stop": "Anhalten",
    "Connecting": "Verbindung wird aufgebaut",
    "CONNECTING": "VERBINDUNG WIRD AUFGEBAUT",
    "Connection error": "Keine Verbindung",
    "Connection lost": "Verbindung unterbrochen",
    "Fullscreen": "Vollbild",
    "View fullscreen": "Im Vollbild zeigen",
    "Exit fullscreen": "Vollbild verlassen",
    "Close fullscreen": "Vollbild verlassen",
    "Download": "Herunterladen",
    "Failed to generate file for download":
      "Die Datei ist nicht entstanden. Bitte laden Sie die Seite neu; ist der Knopf dann weg, fehlt Ihnen die Rolle dafür.",
    "Download as CSV": "Als CSV herunterladen",
    "Search": "Suchen",
    "Type to search": "Suchbegriff",
    "Show/hide columns": "Spalten ein- und ausblenden",
    "Column visibility": "Spalten",
    "Autosize": "Breite anpassen",
    "Pin column": "Spalte anheften",
    "Unpin column": "Spalte lösen",
    "Hide column": "Spalte ausblenden",
    "Sort ascending": "Aufsteigend sortieren",
    "Sort descending": "Absteigend sortieren",
    "Statistics": "Statistik",
    "Format": "Format",
    "Automatic": "Automatisch",
    "Previous": "Zurück",
    "Next": "Weiter",
    "Select a date": "Tag wählen",
    "Calendar": "Kalender",
    "Open calendar": "Kalender öffnen",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Mit den Pfeiltasten durch die Tage, Eingabetaste wählt, Esc schließt.",
    "Expand sidebar": "Navigation öffnen",
    "Collapse sidebar": "Navigation schließen",
    "Open sidebar": "Navigation öffnen",
    "Close sidebar": "Navigation schließen",
    "Copy to clipboard": "In die Zwischenablage kopieren",
    "Copy": "Kopieren",
    "Link to heading": "Link zu dieser Überschrift",
    "Copied": "Kopiert",
    "Help": "Hilfe",
    "Error:": "Fehler:",
    "Zoom In": "Vergrößern",
    "Zoom Out": "Verkleinern",
    "Zoom in": "Vergrößern",
    "Zoom out": "Verkleinern",
    "Reset bearing to north": "Nach Norden ausrichten",
    "View more": "Mehr zeigen",
    "View less": "Weniger zeigen",
    "Press Enter to apply": "Eingabetaste übernimmt",
    "Press Enter to submit form": "Eingabetaste übernimmt",
    "Page not found": "Seite nicht gefunden",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Diese Seite gibt es nicht; gezeigt wird der Überblick. Prüfen Sie bitte die Adresse.",
    "Sidebar": "Seitenleiste",
    "App pages": "Seiten",
    "Navigate to home page": "Zur Startseite",
    "Choose date": "Tag wählen",
    "Copy version to clipboard": "Version in die Zwischenablage kopieren",
    "day": "Tag",
    "month": "Monat",
    "year": "Jahr",
    "dd": "TT",
    "mm": "MM",
    "yyyy": "JJJJ",
    "Empty": "leer",
    "Choose an option": "Bitte wählen",
    "Previous month": "Voriger Monat",
    "Next month": "Nächster Monat",
    "Upload": "Datei wählen",
    "Add files": "Datei wählen",
    "Drag and drop a file here": "Datei hierher ziehen",
    "Pagination": "Seiten",
    "Previous page": "Vorige Seite",
    "Next page": "Nächste Seite",
  };
  const MUSTER = [
    [/^day, (.*)$/, "Tag, $1"],
    [/^month, (.*)$/, "Monat, $1"],
    [/^year, (.*)$/, "Jahr, $1"],
    [/^Choose date, (.*)$/, "Tag wählen, $1"],
    [/^Selected Date: (.*)$/, "Gewählter Tag: $1"],
    [/^Selected (.*)\. (.*)$/, "Gewählt: $1. $2"],
    [/^Open calendar for (.*)$/, "Kalender öffnen: $1"],
    [/^Help for (.*)$/, "Hilfe zu $1"],
    [/^Help: (.*)$/, "Hilfe: $1"],
    [/^Link to (.*)$/, "Link zu $1"],
    [/^Remove (.*)$/, "$1 entfernen"],
    [/^Clear (.*)$/, "$1 leeren"],
    [/^Download as CSV: (.*)$/, "Als CSV herunterladen: $1"],
    [/^Fullscreen: (.*)$/, "Vollbild: $1"],
    [/^Close fullscreen: (.*)$/, "Vollbild verlassen: $1"],
    [/^Search: (.*)$/, "Suchen: $1"],
    [/^Show\/hide columns: (.*)$/, "Spalten ein- und ausblenden: $1"],
    [/^Clear selection: (.*)$/, "Auswahl aufheben: $1"],
    [/^View fullscreen: (.*)$/, "Im Vollbild zeigen: $1"],
    [/^Page ([0-9]+)$/, "Seite $1"],
    [/^([0-9.]+)\s?([KMG]B) per file$/, "höchstens $1 $2"],
    [/^([0-9.]+)\s?([KMG]B) per file • (.*)$/, "höchstens $1 $2 • $3"],
    [/^File must be (.*) or smaller\.$/, "Die Datei darf höchstens $1 groß sein."],
    // Was die Grenze vor dem Hochladen abweist (hochladen.py); vom Wortlaut der Antwort zeigt Streamlit nichts.
    [/^(Error: )?AxiosError: Request failed with status code 413$/,
      "Nicht angenommen: Gerade sind zu viele Dateien unterwegs. Bitte laden Sie die Seite neu und versuchen Sie es in einigen Minuten."],
    [/^(Error: )?AxiosError: .*$/, "Das Hochladen ist fehlgeschlagen. Bitte laden Sie die Seite neu."],
    [/^(.*) files are not allowed\.$/, "Diese Art von Datei geht nicht ($1). Möglich: Excel, OpenDocument, CSV, Text."],
  ];
  const MERKMALE = ["aria-label", "title", "placeholder", "aria-roledescription", "alt", "data-tooltip", "aria-valuetext"];

  // Streamlit setzt zwischen die Liste der Navigation und ihre Punkte noch Gruppen; ohne diese Rollen gilt die Liste für
  // Vorleseprogramme als fehlerhaft (axe: list, listitem).
  function ordne_navigation(wurzel) {
    const listen = wurzel.matches("[data-testid=stSidebarNavItems]") ? [wurzel] : [];
    for (const liste of [...listen, ...wurzel.querySelectorAll("[data-testid=stSidebarNavItems]")]) {
      liste.setAttribute("role", "none");
      for (const kind of liste.children) if (kind.tagName === "DIV") kind.setAttribute("role", "list");
    }
  }
  function deutsch(text) {
    const kern = text.trim();
    if (!kern || kern.length > 2000) return null;
    if (Object.hasOwn(WOERTER, kern)) return text.replace(kern, WOERTER[kern]);
    for (const [muster, ersatz] of MUSTER) if (muster.test(kern)) return kern.replace(muster, ersatz);
    return null;
  }
  function merkmale(el) {
    for (const name of MERKMALE) {
      const wert = el.getAttribute(name);
      const neu = wert && deutsch(wert);
      if (neu && neu !== wert) el.setAttribute(name, neu);
    }
  }
  function textknoten(knoten) {
    // Inhalte der Anwendung sind deutsch; nur Texte außerhalb davon werden angefasst (Menüs, Kalender, Leisten).
    const neu = deutsch(knoten.data);
    if (neu && neu !== knoten.data) knoten.data = neu;
  }
  function besuche(wurzel) {
    if (wurzel.nodeType === Node.TEXT_NODE) return textknoten(wurzel);
    if (wurzel.nodeType !== Node.ELEMENT_NODE) return;
    merkmale(wurzel);
    ordne_navigation(wurzel.closest("[data-testid=stSidebarNavItems]") || wurzel);
    for (const el of wurzel.querySelectorAll("[" + MERKMALE.join("],[") + "]")) merkmale(el);
    const gang = document.createTreeWalker(wurzel, NodeFilter.SHOW_TEXT);
    while (gang.nextNode()) textknoten(gang.currentNode);
  }
  new MutationObserver((aenderungen) => {
    for (const a of aenderungen) {
      if (a.type === "attributes") merkmale(a.target);
      else if (a.type === "characterData") textknoten(a.target);
      else a.addedNodes.forEach(besuche);
    }
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: MERKMALE,
  });
})();
